import type { Heap } from '../engine/heap';
import { Counter } from '../engine/counters';

/** Most points of a timeline. A view is seldom wider, and joins points if it is narrower. */
const MOST_POINTS = 4096;
/** So few free blocks are looked at in every point: the points that are begun are few, too. */
const FEW_BLOCKS = 32;
/**
 * Of more free blocks the largest is found only when so many events have gone by for each: done in
 * every point, it took a third of the time of recording a compiler's trace.
 */
const EVENTS_PER_LOOK = 8;

/** The largest free block was not measured in a point. */
export const NOT_MEASURED = -1;

/** Events that a point covers in a timeline of so many. */
export function intervalFor(events: number): number {
  let interval = 1;
  while (interval * MOST_POINTS < events) interval *= 2;
  return interval;
}

/**
 * Metrics of every event of a trace, sampled while it is recorded: a timeline of the whole is drawn
 * from a few thousand points, however long the trace, and nothing is replayed for it. A point covers
 * `interval` events. What can rise and fall between is kept as the least and the most of them, so
 * that no peak is lost; when the points are used up, each two become one.
 */
export class Timeline {
  /** Events that a point covers; the last one may cover fewer. */
  interval = 1;
  /** How many points there are. */
  length = 0;
  readonly leastLive = new Int32Array(MOST_POINTS);
  readonly mostLive = new Int32Array(MOST_POINTS);
  readonly leastFree = new Int32Array(MOST_POINTS);
  readonly mostFree = new Int32Array(MOST_POINTS);
  /** Size of the largest free block at some event of the point, or NOT_MEASURED. */
  readonly largestFree = new Int32Array(MOST_POINTS);
  /** Allocations that failed. */
  readonly failures = new Uint32Array(MOST_POINTS);

  private inPoint = 0;
  private failuresBefore = 0;
  private measuredAt = -Infinity;
  private events = 0;

  /** Bytes set aside. */
  get memoryBytes(): number {
    return 6 * 4 * MOST_POINTS;
  }

  /**
   * A timeline of the first `at` events, to be gone on with by the one after them. `at` must be a
   * multiple of the interval.
   * @param heap as it is after them
   */
  firstEvents(at: number, heap: Heap): Timeline {
    const copy = new Timeline();
    copy.interval = this.interval;
    copy.length = at / this.interval;
    for (const column of COLUMNS) copy[column].set(this[column].subarray(0, copy.length));
    copy.failuresBefore = heap.counter(Counter.Failures);
    copy.events = at;
    return copy;
  }

  /** Enters the state after the next event. */
  add(heap: Heap): void {
    const live = heap.counter(Counter.LiveBytes);
    const free = heap.counter(Counter.FreeBytes);
    const point = this.length - 1;
    if (this.inPoint === 0) return this.begin(heap, live, free);
    if (live < this.leastLive[point]) this.leastLive[point] = live;
    if (live > this.mostLive[point]) this.mostLive[point] = live;
    if (free < this.leastFree[point]) this.leastFree[point] = free;
    if (free > this.mostFree[point]) this.mostFree[point] = free;
    this.next(heap, point);
  }

  /** To be called after the last event: the curve of the largest free block ends there, not before. */
  end(heap: Heap): void {
    const point = this.length - 1;
    if (this.largestFree[point] === NOT_MEASURED) this.largestFree[point] = largestFree(heap);
  }

  private begin(heap: Heap, live: number, free: number): void {
    if (this.length === MOST_POINTS) this.join();
    const point = this.length++;
    this.leastLive[point] = live;
    this.mostLive[point] = live;
    this.leastFree[point] = free;
    this.mostFree[point] = free;
    this.failures[point] = 0;
    const blocks = heap.counter(Counter.FreeBlocks);
    const isDue = blocks <= FEW_BLOCKS || this.events - this.measuredAt >= blocks * EVENTS_PER_LOOK;
    this.largestFree[point] = isDue ? largestFree(heap) : NOT_MEASURED;
    if (isDue) this.measuredAt = this.events;
    this.next(heap, point);
  }

  private next(heap: Heap, point: number): void {
    const failures = heap.counter(Counter.Failures);
    if (failures !== this.failuresBefore) {
      this.failures[point] += failures - this.failuresBefore;
      this.failuresBefore = failures;
    }
    this.events++;
    this.inPoint = this.inPoint + 1 === this.interval ? 0 : this.inPoint + 1;
  }

  /** Makes one point of each two. */
  private join(): void {
    const half = this.length / 2;
    for (let to = 0, from = 0; to < half; to++, from += 2) {
      this.leastLive[to] = Math.min(this.leastLive[from], this.leastLive[from + 1]);
      this.mostLive[to] = Math.max(this.mostLive[from], this.mostLive[from + 1]);
      this.leastFree[to] = Math.min(this.leastFree[from], this.leastFree[from + 1]);
      this.mostFree[to] = Math.max(this.mostFree[from], this.mostFree[from + 1]);
      this.failures[to] = this.failures[from] + this.failures[from + 1];
      this.largestFree[to] = Math.max(this.largestFree[from], this.largestFree[from + 1]);
    }
    this.length = half;
    this.interval *= 2;
  }
}

const COLUMNS = [
  'leastLive',
  'mostLive',
  'leastFree',
  'mostFree',
  'largestFree',
  'failures',
] as const;

function largestFree(heap: Heap): number {
  let largest = 0;
  for (let block = heap.head; block >= 0; block = heap.nextFree(block)) {
    largest = Math.max(largest, heap.blockSize(block));
  }
  return largest;
}
