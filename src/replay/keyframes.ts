import type { Work } from '../base/work';
import type { Heap } from '../engine/heap';
import { Counter } from '../engine/counters';
import { CONTROL_CELLS } from '../engine/memory';
import { UNITS_AT_ONCE } from './copyRoom';
import { packImage, type PackedImage, type Restoring } from './packedImage';
import { packLive, type PackedLive } from './packedLive';

/** Free blocks that are learned at once where others must not be held up: a millisecond or two. */
const FREE_BLOCKS_AT_ONCE = 2 ** 13;

/** A heap as it was after `at` events. */
interface Keyframe {
  readonly at: number;
  readonly control: Int32Array;
  readonly live: PackedLive;
  readonly image: PackedImage;
  readonly bytes: number;
}

/** A copy that is being made. */
interface BegunCopy {
  /** Must be as it was at `at` events whenever the copy is gone on with. */
  readonly heap: Heap;
  readonly at: number;
  readonly copying: Work<Keyframe>;
}

/** Events between two keyframes at first; doubled whenever the budget is used up. */
const FIRST_INTERVAL = 16_384;
/** Bytes of the heap that a copy may go over for each event since the last. */
const BYTES_PER_EVENT = 256;
/** Bytes that keyframes may take unless somebody says otherwise: of a small heap, and at most. */
const LEAST_BUDGET = 80 * 2 ** 20;
const MOST_BUDGET = 256 * 2 ** 20;
/** Of a heap in between so many times its size: a copy costs by the size. */
const BUDGET_PER_HEAP = 4;

/** Bytes that keyframes may take where nobody says how many. */
export function usualBudget(heapSize: number): number {
  return Math.min(Math.max(BUDGET_PER_HEAP * heapSize, LEAST_BUDGET), MOST_BUDGET);
}

/**
 * Copies of the heap at regular events, so that any event is near one. They stay within a budget
 * of bytes: when it is used up, every other keyframe is dropped and the interval doubles.
 */
export class Keyframes {
  private frames: Keyframe[] = [];
  private interval = FIRST_INTERVAL;
  private bytes = 0;
  private begun_: BegunCopy | undefined;

  constructor(private readonly byteBudget: number) {}

  /** Bytes in use. */
  get memoryBytes(): number {
    return this.bytes;
  }

  /** The copy that is being made, if one is. */
  get begun(): BegunCopy | undefined {
    return this.begun_;
  }

  /** The copies of the first `at` events; each is shared, as none ever changes. */
  upTo(at: number, byteBudget: number): Keyframes {
    const keyframes = new Keyframes(byteBudget);
    keyframes.interval = this.interval;
    keyframes.keep(this.frames.filter((frame) => frame.at <= at));
    return keyframes;
  }

  /** The first event after `at` at which there is a place for a keyframe. */
  nextPlace(at: number): number {
    return (Math.floor(at / this.interval) + 1) * this.interval;
  }

  /**
   * Begins a copy of the heap if `at` is a place for one. The first call must be for event 0. The heap
   * must be as it is whenever the copy is gone on with.
   */
  begin(heap: Heap, at: number): void {
    this.adaptTo(heap);
    if (at % this.interval === 0) this.beginAt(heap, at);
  }

  /** Begins a copy of the heap if there was a place for one between the last one and `at`. */
  beginIfDue(heap: Heap, at: number): void {
    this.adaptTo(heap);
    const last = this.frames[this.frames.length - 1].at;
    if (this.nextPlace(last) <= at) this.beginAt(heap, at);
  }

  /** Leaves the copy that is being made. Where it was due, it will be again. */
  giveUp(): void {
    this.begun_ = undefined;
  }

  /**
   * Goes on with the copy that was begun, if one was, a part or all the way, and keeps it at the end.
   * Returns whether nothing is left to do.
   */
  complete(all: boolean): boolean {
    while (this.begun_ !== undefined) {
      const { done, value } = this.begun_.copying.next();
      if (done === true) this.keepNew(value);
      else if (!all) return false;
    }
    return true;
  }

  /** A copy costs by the size of the heap: so many events at least must share that. */
  private adaptTo(heap: Heap): void {
    while (this.interval < heap.touchedEnd / BYTES_PER_EVENT) this.thinOut();
  }

  private beginAt(heap: Heap, at: number): void {
    this.begun_ = { heap, at, copying: keyframeOf(heap, at) };
  }

  private keepNew(frame: Keyframe): void {
    this.begun_ = undefined;
    this.frames.push(frame);
    this.bytes += frame.bytes;
    while (this.bytes > this.byteBudget && this.frames.length > 2) this.thinOut();
  }

  /** The event of the nearest keyframe at or before `at`. */
  lastAtOrBefore(at: number): number {
    return this.frames[this.indexBefore(at)].at;
  }

  /** How many events the nearest keyframe at or before `at` lies before it. */
  distanceTo(at: number): number {
    return at - this.lastAtOrBefore(at);
  }

  /**
   * Begins to put the heap into the state of the nearest keyframe at or before `at`. Until that is done
   * the heap means nothing.
   */
  restoring(heap: Heap, at: number): KeyframeRestoring {
    return new KeyframeRestoring(heap, this.frames[this.indexBefore(at)]);
  }

  /** Keeps the first of each interval, which is twice as long from here on. */
  private thinOut(): void {
    this.interval *= 2;
    let last = -1;
    const kept = this.frames.filter(({ at }) => {
      const place = Math.floor(at / this.interval);
      const isFirst = place > last;
      last = place;
      return isFirst;
    });
    this.keep(kept);
  }

  private keep(frames: Keyframe[]): void {
    this.frames = frames;
    this.bytes = frames.reduce((sum, frame) => sum + frame.bytes, 0);
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

/** Copies a heap, which must stay as it is until that is done. */
function* keyframeOf(heap: Heap, at: number): Work<Keyframe> {
  const control = heap.memory.cells.slice(0, CONTROL_CELLS);
  const image = yield* packImage(heap);
  const live = yield* packLive(heap);
  const bytes = control.byteLength + live.byteLength + image.byteLength;
  return { at, control, image, live, bytes };
}

/**
 * A heap that is put into the state of a keyframe, so that it can go on from there. May be given up at
 * any time.
 */
export class KeyframeRestoring {
  /** The event of the keyframe. */
  readonly at: number;
  private readonly parts: readonly Restoring[];
  private readonly units: number;
  private done = 0;

  constructor(
    private readonly heap: Heap,
    private readonly frame: Keyframe,
  ) {
    this.at = frame.at;
    const { touchedEnd } = heap;
    const { counters, cells } = heap.memory;
    const highWater = counters[Counter.HighWater];
    cells.set(frame.control);
    this.units = Math.ceil(Math.max(touchedEnd, heap.touchedEnd) / 8);
    // Where it is given up half way, what was written before and since counts as written.
    counters[Counter.HighWater] = Math.max(highWater, counters[Counter.HighWater]);
    this.parts = [frame.live, frame.image].map((part) => part.restoring(heap, touchedEnd));
  }

  /** Does a part of it. Returns whether all is done. */
  go(): boolean {
    if (!this.isThere) this.restoreTo(this.done + UNITS_AT_ONCE);
    return this.isThere && this.heap.learnFreeBlocks(FREE_BLOCKS_AT_ONCE);
  }

  /** Does all of it. */
  goAllTheWay(): void {
    if (!this.isThere) this.restoreTo(Infinity);
  }

  /** Whether the heap is what it was. What is left then is only what would be learned later. */
  private get isThere(): boolean {
    return this.done === Infinity;
  }

  /** @param end an 8-byte unit, a multiple of 16 */
  private restoreTo(end: number): void {
    const isAll = end >= this.units;
    this.done = isAll ? Infinity : end;
    for (const part of this.parts) part.go(this.done);
    if (!isAll) return;
    this.heap.memory.cells.set(this.frame.control);
    this.heap.memoryChanged();
  }
}
