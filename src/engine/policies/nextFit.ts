import { NONE } from '../block';
import type { LongIndex } from '../freeIndex/longIndex';
import type { ShortList } from '../freeIndex/shortList';
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

  inShort(list: ShortList, heap: HeapReader, needed: number, align: number): number {
    const { entries, end, count } = list;
    let place = list.placeOf(heap.rover);
    for (let visited = 1; visited <= count; visited++) {
      const size = entries[place + 1];
      if (size >= needed && size - heap.padding(entries[place], align) >= needed) {
        list.visited = visited;
        return place;
      }
      place += 2;
      if (place === end) place = 0;
    }
    list.visited = count;
    return -1;
  },

  inLong(index: LongIndex, heap: HeapReader, needed: number, align: number): number {
    const start = Math.max(startOf(heap), 0);
    let place = index.firstFrom(start, needed, align);
    if (place < 0) place = index.firstFrom(0, needed, align);
    if (place < 0) {
      index.visited = index.count;
      return -1;
    }
    const ahead = index.rank(index.blockAt(place)) - index.rank(start);
    index.visited = (ahead < 0 ? ahead + index.count : ahead) + 1;
    return place;
  },
} as const satisfies PlacementPolicy;

function startOf(heap: HeapReader): number {
  return heap.rover >= 0 ? heap.rover : heap.head;
}
