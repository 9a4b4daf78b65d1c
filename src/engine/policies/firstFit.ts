import { NONE } from '../block';
import type { HeapReader } from '../heapReader';
import { found, freeBlocksFrom, type PlacementPolicy, type Search } from './policy';

/** First fit: the free block with the lowest address that is large enough. */
export const firstFit = {
  name: 'first-fit',

  walk(heap: HeapReader, size: number, align: number, search: Search): void {
    let previous = NONE;
    let visited = 0;
    for (let block = heap.head; block >= 0; block = heap.nextFree(block)) {
      visited++;
      if (heap.fits(block, size, align)) return found(search, block, previous, visited);
      previous = block;
    }
    found(search, NONE, NONE, visited);
  },

  order: (heap: HeapReader) => freeBlocksFrom(heap, heap.head),
} as const satisfies PlacementPolicy;
