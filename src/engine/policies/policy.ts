import type { Heap } from '../heap';

/** What a search found. One object per heap is used again and again: nothing is made per search. */
export interface Search {
  /** Offset of the chosen block, or NONE. */
  block: number;
  /** Offset of the free block before it in the list, or NONE if it is the first. */
  previous: number;
  /** How many free blocks the search looked at. */
  visited: number;
}

/** How the block for an allocation is chosen among the free ones. */
export interface PlacementPolicy {
  readonly name: string;
  /** Fills `search` for an allocation of `size` bytes aligned to `align`. Changes nothing else. */
  find(heap: Heap, size: number, align: number, search: Search): void;
  /** The free blocks in the order in which `find` looks at them, to the end; for explanations. */
  order(heap: Heap): Iterable<number>;
}

/** Every free block from `from` to the end of the list. */
export function* freeBlocksFrom(heap: Heap, from: number): Generator<number> {
  for (let block = from; block >= 0; block = heap.nextFree(block)) yield block;
}
