import { NONE } from '../block';
import type { LongIndex } from '../freeIndex/longIndex';
import type { ShortList } from '../freeIndex/shortList';
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

  inShort(list: ShortList, heap: HeapReader, needed: number, align: number): number {
    const { entries, end } = list;
    for (let place = 0; place < end; place += 2) {
      const size = entries[place + 1];
      // The padding is worth computing only for a block that is large enough without it.
      if (size < needed || size - heap.padding(entries[place], align) < needed) continue;
      list.visited = (place >> 1) + 1;
      return place;
    }
    list.visited = list.count;
    return -1;
  },

  inLong: (index: LongIndex, _heap: HeapReader, needed: number, align: number) =>
    index.first(needed, align),
} as const satisfies PlacementPolicy;
