import { NONE } from '../block';
import type { Heap } from '../heap';
import { freeBlocksFrom, type PlacementPolicy, type Search } from './policy';

/** Looks at every free block and keeps the smallest (sign 1) or largest (-1) that fits; ties keep the first. */
function findExtreme(heap: Heap, size: number, align: number, search: Search, sign: 1 | -1): void {
  let previous = NONE;
  let visited = 0;
  let best = Infinity;
  search.block = NONE;
  search.previous = NONE;
  for (let block = heap.head; block >= 0; block = heap.nextFree(block)) {
    visited++;
    const rank = sign * heap.blockSize(block);
    if (rank < best && heap.fits(block, size, align)) {
      best = rank;
      search.block = block;
      search.previous = previous;
    }
    previous = block;
  }
  search.visited = visited;
}

/** Best fit: the smallest block that fits; among equals the one with the lowest address. */
export const bestFit = {
  name: 'best-fit',
  find: (heap: Heap, size: number, align: number, search: Search) =>
    findExtreme(heap, size, align, search, 1),
  order: (heap: Heap) => freeBlocksFrom(heap, heap.head),
} as const satisfies PlacementPolicy;

/** Worst fit: the largest block that fits; among equals the one with the lowest address. */
export const worstFit = {
  name: 'worst-fit',
  find: (heap: Heap, size: number, align: number, search: Search) =>
    findExtreme(heap, size, align, search, -1),
  order: (heap: Heap) => freeBlocksFrom(heap, heap.head),
} as const satisfies PlacementPolicy;
