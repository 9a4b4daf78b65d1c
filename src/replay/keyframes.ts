import type { Heap } from '../engine/heap';
import { CONTROL_CELLS, Counter } from '../engine/memory';
import { PackedImage } from './packedImage';

/** A heap as it was after `at` events. */
interface Keyframe {
  readonly at: number;
  readonly control: Int32Array;
  /** The live blocks: for each its header, and its three numbers in the live table. */
  readonly live: Int32Array;
  readonly image: PackedImage;
  readonly bytes: number;
}

/** Events between two keyframes at first; doubled whenever the budget is used up. */
const FIRST_INTERVAL = 16_384;
/** Bytes of the heap that a copy may go over for each event since the last. */
const BYTES_PER_EVENT = 256;
/** Numbers that a keyframe keeps of a live block. */
const LIVE_NUMBERS = 4;

/**
 * Copies of the heap at regular events, so that any event is near one. They stay within a budget
 * of bytes: when it is used up, every other keyframe is dropped and the interval doubles.
 */
export class Keyframes {
  private frames: Keyframe[] = [];
  private interval = FIRST_INTERVAL;
  private bytes = 0;

  constructor(private readonly byteBudget: number) {}

  /** Bytes in use. */
  get memoryBytes(): number {
    return this.bytes;
  }

  /** The first event after `at` at which there is a place for a keyframe. */
  nextPlace(at: number): number {
    return (Math.floor(at / this.interval) + 1) * this.interval;
  }

  /** Keeps a copy of the heap if `at` is a place for one. The first call must be for event 0. */
  offer(heap: Heap, at: number): void {
    // A copy costs by the size of the heap: so many events at least must share that.
    while (this.interval < heap.touchedEnd / BYTES_PER_EVENT) this.thinOut();
    if (at % this.interval !== 0) return;
    const frame = copyOf(heap, at);
    this.frames.push(frame);
    this.bytes += frame.bytes;
    while (this.bytes > this.byteBudget && this.frames.length > 2) this.thinOut();
  }

  /** How many events the nearest keyframe at or before `at` lies before it. */
  distanceTo(at: number): number {
    return at - this.frames[this.indexBefore(at)].at;
  }

  /** Puts the heap into the state of the nearest keyframe at or before `at`; returns its event. */
  restore(heap: Heap, at: number): number {
    const frame = this.frames[this.indexBefore(at)];
    const { cells, live } = heap.memory;
    const { touchedEnd } = heap;
    cells.set(frame.control);
    live.fill(0, 0, Math.ceil(touchedEnd / 8));
    for (let i = 0; i < frame.live.length; i += LIVE_NUMBERS) {
      const slot = frame.live[i] >> 3;
      live[slot] = frame.live[i + 1];
      live[slot + 1] = frame.live[i + 2];
      live[slot + 2] = frame.live[i + 3];
    }
    frame.image.restore(heap, touchedEnd);
    heap.memoryChanged();
    return frame.at;
  }

  private thinOut(): void {
    this.interval *= 2;
    this.frames = this.frames.filter((frame) => frame.at % this.interval === 0);
    this.bytes = this.frames.reduce((sum, frame) => sum + frame.bytes, 0);
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

function copyOf(heap: Heap, at: number): Keyframe {
  const control = heap.memory.cells.slice(0, CONTROL_CELLS);
  const live = liveBlocksOf(heap);
  const image = new PackedImage(heap);
  const bytes = control.byteLength + live.byteLength + image.byteLength;
  return { at, control, live, image, bytes };
}

function liveBlocksOf(heap: Heap): Int32Array {
  const { live } = heap.memory;
  const numbers = new Int32Array(heap.counter(Counter.LiveBlocks) * LIVE_NUMBERS);
  const end = Math.ceil(heap.touchedEnd / 8);
  let i = 0;
  // A search of the table for what is negative is faster than a walk over all blocks.
  for (let slot = 0; slot < end && i < numbers.length; slot++) {
    if (live[slot] >= 0) continue;
    numbers[i++] = slot << 3;
    numbers[i++] = live[slot];
    numbers[i++] = live[slot + 1];
    numbers[i++] = live[slot + 2];
  }
  return numbers;
}
