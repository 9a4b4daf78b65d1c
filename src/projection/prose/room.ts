import { formatCount, plural } from '../../base/format';
import { NONE } from '../../engine/block';
import type { Heap } from '../../engine/heap';

/** So many failed allocations are told with the reason: each needs the heap as it was then. */
export const MOST_REASONS = 200;

/** How much was free when an allocation failed. */
export interface Room {
  readonly freeBytes: number;
  readonly freeBlocks: number;
  readonly largestFree: number;
  /** Bytes that a block would have had to have at least. */
  readonly needed: number;
}

/** How much is free in a heap in which an allocation of `size` bytes fails. */
export function roomOf(heap: Heap, size: number): Room {
  let freeBytes = 0;
  let freeBlocks = 0;
  let largestFree = 0;
  for (let block = heap.head; block !== NONE; block = heap.nextFree(block)) {
    const blockSize = heap.blockSize(block);
    freeBytes += blockSize;
    freeBlocks++;
    largestFree = Math.max(largestFree, blockSize);
  }
  return { freeBytes, freeBlocks, largestFree, needed: heap.leastConsumed(size) };
}

/** Why the allocation failed, in a sentence. */
export function roomSentence({ freeBytes, freeBlocks, largestFree, needed }: Room): string {
  if (freeBlocks === 0) return 'Not one byte is free.';
  if (freeBytes < needed) {
    return `Only ${plural(freeBytes, 'byte')} are free in all; ${formatCount(needed)} are needed.`;
  }
  if (largestFree < needed) {
    return `${plural(freeBytes, 'byte')} are free, but the largest free block is ${formatCount(largestFree)}.`;
  }
  return (
    `The largest free block has ${plural(largestFree, 'byte')}, ` +
    'too few together with the padding that the alignment takes.'
  );
}
