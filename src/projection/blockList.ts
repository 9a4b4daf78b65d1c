import { BACK_POINTER_SIZE, HEADER_SIZE } from '../engine/block';
import type { Heap } from '../engine/heap';
import { Counter } from '../engine/memory';

/** The blocks of a heap at one moment, in address order, with the measures that a view needs. */
export class BlockList {
  /** Header offset of every block. */
  readonly blocks: Uint32Array;

  constructor(readonly heap: Heap) {
    const count = heap.counter(Counter.LiveBlocks) + heap.counter(Counter.FreeBlocks);
    this.blocks = new Uint32Array(count);
    let block = 0;
    for (let i = 0; i < count; i++) {
      this.blocks[i] = block;
      block = heap.blockAfter(block);
    }
  }

  /** Place of the block that covers `offset`, or of the one before the lost bytes there. */
  indexAt(offset: number): number {
    let low = 0;
    let high = this.blocks.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if (this.blocks[middle] <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** Whether a block's header is exactly at `offset`. */
  has(offset: number): boolean {
    return this.blocks[this.indexAt(offset)] === offset;
  }
}

/** Bytes between the header and the back pointer of a live block. */
export function paddingOf(heap: Heap, block: number): number {
  return heap.userOffset(block) - block - HEADER_SIZE - BACK_POINTER_SIZE;
}

/** Bytes of a live block after its user data. */
export function tailOf(heap: Heap, block: number): number {
  const userEnd = heap.userOffset(block) + heap.requestedSize(block);
  return block + HEADER_SIZE + heap.blockSize(block) - userEnd;
}

/** Bytes between a block and the next that belong to neither. */
export function lostAfter(heap: Heap, block: number): number {
  return heap.blockAfter(block) - (block + HEADER_SIZE + heap.blockSize(block));
}
