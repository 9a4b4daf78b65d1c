import { NONE } from '../block';
import type { Heap } from '../heap';
import { freeBlocksFrom, type PlacementPolicy, type Search } from './policy';

/** First fit: the free block with the lowest address that is large enough. */
export const firstFit = {
  name: 'first-fit',

  find(heap: Heap, size: number, align: number, search: Search): void {
    const index = heap.freeIndex;
    if (index !== null) {
      index.firstFit(size, align, search);
      return;
    }
    let previous = NONE;
    let visited = 0;
    for (let block = heap.head; block >= 0; block = heap.nextFree(block)) {
      visited++;
      if (heap.fits(block, size, align)) {
        search.block = block;
        search.previous = previous;
        search.visited = visited;
        return;
      }
      previous = block;
    }
    search.block = NONE;
    search.previous = NONE;
    search.visited = visited;
  },

  order: (heap: Heap) => freeBlocksFrom(heap, heap.head),
} as const satisfies PlacementPolicy;
