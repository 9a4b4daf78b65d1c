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

  inShort(list: ShortList, heap: HeapReader, needed: number, align: number, search: Search): void {
    const { blocks, sizes, count } = list;
    for (let place = 0; place < count; place++) {
      const size = sizes[place];
      // The padding is worth computing only for a block that is large enough without it.
      if (size < needed || size - heap.padding(blocks[place], align) < needed) continue;
      list.hint = place;
      return found(search, blocks[place], place > 0 ? blocks[place - 1] : NONE, place + 1);
    }
    found(search, NONE, NONE, count);
  },

  inLong(index: LongIndex, _heap: HeapReader, needed: number, align: number, search: Search): void {
    const block = index.firstFrom(0, needed, align);
    if (block < 0) found(search, NONE, NONE, index.count);
    else found(search, block, index.before(block), index.rank(block) + 1);
  },
} as const satisfies PlacementPolicy;
