import type { HeapReader } from '../heapReader';

/** What a search found. One object per heap is used again and again: nothing is made per search. */
export interface Search {
  /** Offset of the chosen block, or NONE. */
  block: number;
  /** Offset of the free block before it in the list, or NONE if it is the first. */
  previous: number;
  /** How many free blocks a walk of the list looks at. */
  visited: number;
}

/**
 * How the block for an allocation is chosen among the free ones. `walk` defines it. The kernel finds the
 * same faster, the visits included, for the policies that it knows by their number in the table
 * (`kernel/search.ts`); for another one the list is walked. Nothing is changed but `search`.
 */
export interface PlacementPolicy {
  readonly name: string;
  /** Walks the list for `size` bytes aligned to `align`, as the simulated allocator does. */
  walk(heap: HeapReader, size: number, align: number, search: Search): void;
  /** The free blocks in the order in which `walk` looks at them, to the end; for explanations. */
  order(heap: HeapReader): Iterable<number>;
  /**
   * Where it takes the first block that fits in the order of size: which end comes first. So it is found
   * in a long list by the size tree.
   */
  readonly bySize?: 'smallest' | 'largest';
}

/** Fills a search. */
export function found(search: Search, block: number, previous: number, visited: number): void {
  search.block = block;
  search.previous = previous;
  search.visited = visited;
}

/** Every free block from `from` to the end of the list. */
export function* freeBlocksFrom(heap: HeapReader, from: number): Generator<number> {
  for (let block = from; block >= 0; block = heap.nextFree(block)) yield block;
}
