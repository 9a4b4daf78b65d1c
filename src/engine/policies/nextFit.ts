import { NONE } from '../block';
import type { HeapReader } from '../heapReader';
import { found, freeBlocksFrom, type PlacementPolicy, type Search } from './policy';

/**
 * Next fit: first fit that starts where the last search ended and goes round once.
 * The roving pointer (`heap.rover`) names a free block: after an allocation the remainder of the
 * split or else the block that followed the taken one; when its block is coalesced into another,
 * that one. NONE means the head. (Knuth, The Art of Computer Programming 1, 2.5, exercise 6.)
 */
export const nextFit = {
  name: 'next-fit',

  walk(heap: HeapReader, size: number, align: number, search: Search): void {
    const start = startOf(heap);
    let visited = 0;
    let previous = NONE;
    for (let block = heap.head; block >= 0 && block < start; block = heap.nextFree(block)) {
      previous = block;
    }
    for (let block = start; block >= 0; block = heap.nextFree(block)) {
      visited++;
      if (heap.fits(block, size, align)) return found(search, block, previous, visited);
      previous = block;
    }
    previous = NONE;
    for (let block = heap.head; block >= 0 && block !== start; block = heap.nextFree(block)) {
      visited++;
      if (heap.fits(block, size, align)) return found(search, block, previous, visited);
      previous = block;
    }
    found(search, NONE, NONE, visited);
  },

  *order(heap: HeapReader) {
    const start = startOf(heap);
    yield* freeBlocksFrom(heap, start);
    for (const block of freeBlocksFrom(heap, heap.head)) {
      if (block === start) return;
      yield block;
    }
  },
} as const satisfies PlacementPolicy;

function startOf(heap: HeapReader): number {
  return heap.rover >= 0 ? heap.rover : heap.head;
}
