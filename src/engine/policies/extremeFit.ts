import { NONE } from '../block';
import type { HeapReader } from '../heapReader';
import { found, freeBlocksFrom, type PlacementPolicy, type Search } from './policy';

/** Best fit: the smallest block that fits; among equals the one with the lowest address. */
export const bestFit = extremeFit('best-fit', 'smallest');

/** Worst fit: the largest block that fits; among equals the one with the lowest address. */
export const worstFit = extremeFit('worst-fit', 'largest');

/** Looks at every free block and keeps the most extreme that fits; of equals the first. */
function extremeFit<const Name extends string>(name: Name, first: 'smallest' | 'largest') {
  const sign = first === 'smallest' ? 1 : -1;
  return {
    name,
    bySize: first,

    walk(heap: HeapReader, size: number, align: number, search: Search): void {
      let previous = NONE;
      let visited = 0;
      let best = Infinity;
      found(search, NONE, NONE, 0);
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
    },

    order: (heap: HeapReader) => freeBlocksFrom(heap, heap.head),
  } as const satisfies PlacementPolicy;
}
