import type { Heap } from '../engine/heap';
import { CONTROL_CELLS } from '../engine/memory';

/** A heap as it was after `at` events. Beyond the touched part the image is zero. */
interface Keyframe {
  readonly at: number;
  readonly control: Int32Array;
  readonly live: Int32Array;
  readonly words: Int32Array;
}

/** Events between two keyframes at first; doubled whenever the budget is used up. */
const FIRST_INTERVAL = 4096;

/**
 * Copies of the heap at regular events, so that any event is near one. They stay within a budget
 * of bytes: when it is used up, every other keyframe is dropped and the interval doubles.
 */
export class Keyframes {
  private frames: Keyframe[] = [];
  private interval = FIRST_INTERVAL;
  private bytes = 0;

  constructor(private readonly byteBudget: number) {}

  /** Keeps a copy of the heap if `at` is a place for one. The first call must be for event 0. */
  offer(heap: Heap, at: number): void {
    if (at % this.interval !== 0) return;
    const frame = copyOf(heap, at);
    this.frames.push(frame);
    this.bytes += bytesOf(frame);
    while (this.bytes > this.byteBudget && this.frames.length > 2) this.thinOut();
  }

  /** How many events the nearest keyframe at or before `at` lies before it. */
  distanceTo(at: number): number {
    return at - this.frames[this.indexBefore(at)].at;
  }

  /** Puts the heap into the state of the nearest keyframe at or before `at`; returns its event. */
  restore(heap: Heap, at: number): number {
    const frame = this.frames[this.indexBefore(at)];
    const { cells, live, words } = heap.memory;
    const touched = heap.touchedEnd;
    cells.set(frame.control);
    live.set(frame.live);
    words.set(frame.words);
    live.fill(0, frame.live.length, unitsUpTo(touched));
    words.fill(0, frame.words.length, unitsUpTo(touched) * 2);
    heap.memoryChanged();
    return frame.at;
  }

  private thinOut(): void {
    this.interval *= 2;
    this.frames = this.frames.filter((frame) => frame.at % this.interval === 0);
    this.bytes = this.frames.reduce((sum, frame) => sum + bytesOf(frame), 0);
  }

  private indexBefore(at: number): number {
    let low = 0;
    let high = this.frames.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if (this.frames[middle].at <= at) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

function unitsUpTo(touched: number): number {
  return Math.ceil(touched / 8);
}

function copyOf(heap: Heap, at: number): Keyframe {
  const { cells, live, words } = heap.memory;
  const units = unitsUpTo(heap.touchedEnd);
  return {
    at,
    control: cells.slice(0, CONTROL_CELLS),
    live: live.slice(0, units),
    words: words.slice(0, units * 2),
  };
}

function bytesOf({ live, words }: Keyframe): number {
  return (CONTROL_CELLS + live.length + words.length) * 4;
}
