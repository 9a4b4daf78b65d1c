import type { Heap } from './heap';
import { Counter, Quantity } from './counters';

/** Facts about a heap, and the ratios that follow from them. Bytes, counts, or 0..1. */
export interface HeapMetrics {
  readonly liveBlocks: number;
  /** Sum of the requested sizes. */
  readonly liveBytes: number;
  /** Headers included. */
  readonly allocatedBytes: number;
  readonly overheadBytes: number;
  readonly lostBytes: number;
  /** Headers of free blocks not included. */
  readonly freeBytes: number;
  readonly freeBlocks: number;
  readonly largestFree: number;
  readonly externalFragmentation: number;
  /** 0 (one block) to 100 (dust): 100 - 100 sqrt(sum size^2) / sum size. */
  readonly holeScore: number;
  readonly internalFragmentation: number;
  readonly peakLiveBytes: number;
  /** Furthest end of any allocated block so far, in bytes from the base. */
  readonly highWater: number;
  readonly utilization: number;
  readonly visitedLast: number;
  readonly visitedMean: number;
  readonly visitedMax: number;
  readonly splits: number;
  readonly coalesces: number;
  readonly failures: number;
}

/**
 * Measures a heap.
 * @param freeSizes the sizes of its free blocks, in any order; unless given, the free list is walked
 */
export function measure(heap: Heap, freeSizes: ArrayLike<number> = freeSizesOf(heap)): HeapMetrics {
  let largestFree = 0;
  let squares = 0;
  // By place: there may be half a million, and an iterator takes several times as long for each.
  for (let i = 0; i < freeSizes.length; i++) {
    const size = freeSizes[i];
    if (size > largestFree) largestFree = size;
    squares += size * size;
  }
  const liveBytes = heap.counter(Counter.LiveBytes);
  const { allocatedBytes } = heap;
  const freeBytes = heap.counter(Counter.FreeBytes);
  const peakLiveBytes = heap.counter(Counter.PeakLiveBytes);
  const highWater = heap.counter(Counter.HighWater);
  return {
    liveBlocks: heap.counter(Counter.LiveBlocks),
    liveBytes,
    allocatedBytes,
    overheadBytes: allocatedBytes - liveBytes,
    lostBytes: heap.counter(Counter.LostBytes),
    freeBytes,
    freeBlocks: heap.counter(Counter.FreeBlocks),
    largestFree,
    externalFragmentation: freeBytes === 0 ? 0 : 1 - largestFree / freeBytes,
    holeScore: freeBytes === 0 ? 0 : 100 - (100 * Math.sqrt(squares)) / freeBytes,
    internalFragmentation: ratio(allocatedBytes - liveBytes, allocatedBytes),
    peakLiveBytes,
    highWater,
    utilization: ratio(peakLiveBytes, highWater),
    visitedLast: heap.counter(Counter.VisitedLast),
    visitedMean: ratio(heap.quantity(Quantity.VisitedTotal), heap.counter(Counter.Searches)),
    visitedMax: heap.counter(Counter.VisitedMax),
    splits: heap.counter(Counter.Splits),
    coalesces: heap.counter(Counter.Coalesces),
    failures: heap.counter(Counter.Failures),
  };
}

function freeSizesOf(heap: Heap): number[] {
  const sizes: number[] = [];
  for (let block = heap.head; block >= 0; block = heap.nextFree(block)) {
    sizes.push(heap.blockSize(block));
  }
  return sizes;
}

function ratio(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}
