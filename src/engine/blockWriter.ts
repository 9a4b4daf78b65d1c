import { alignUp } from '../base/math';
import { BACK_POINTER_SIZE, HEADER_SIZE, MIN_FREE_BLOCK, NONE } from './block';
import { Counter } from './counters';
import { HeapReader } from './heapReader';

/**
 * The changes that all operations consist of, with the counters: a free block is taken, a live one is
 * given back, a live one grows or shrinks where it is. Written out plainly, on the list as it lies in the
 * heap: a heap that workers share is changed by these, and they say what `kernel/changes.ts` must do.
 */
export class BlockWriter extends HeapReader {
  /** The last free block before `offset` in address order, or NONE. */
  protected walkBefore(offset: number): number {
    let previous = NONE;
    for (let block = this.head; block >= 0 && block < offset; block = this.nextFree(block)) {
      previous = block;
    }
    return previous;
  }

  /**
   * Makes a free block a live one of `consumed` bytes, splitting off what lies beyond them if that
   * can be a block. Returns what now stands in its place in the list: the remainder, or the next
   * free block.
   * @param previous the free block before it, or NONE
   */
  protected settle(
    block: number,
    previous: number,
    consumed: number,
    user: number,
    size: number,
    tag: number,
  ): number {
    const { counters } = this;
    const whole = this.blockSize(block);
    let end = block + HEADER_SIZE + whole;
    let successor = this.nextFree(block);
    if (whole - consumed >= MIN_FREE_BLOCK) {
      end = block + HEADER_SIZE + consumed;
      const remainder = alignUp(end, 8);
      const rest = whole + block - remainder;
      this.setHeader(remainder, rest, successor);
      this.setHeader(block, consumed, NONE);
      successor = remainder;
      counters[Counter.LostBytes] += remainder - end;
      counters[Counter.Splits]++;
      counters[Counter.FreeBytes] += rest - whole;
    } else {
      // A block taken whole keeps its stale link, as in the reference.
      counters[Counter.FreeBlocks]--;
      counters[Counter.FreeBytes] -= whole;
    }
    this.linkFrom(previous, successor);
    this.setAddress((user - BACK_POINTER_SIZE) >> 2, block);
    this.setLive(block, ~size, user, tag);
    counters[Counter.LiveBlocks]++;
    counters[Counter.LiveBytes] += size;
    counters[Counter.PeakLiveBytes] = Math.max(
      counters[Counter.PeakLiveBytes],
      counters[Counter.LiveBytes],
    );
    counters[Counter.HighWater] = Math.max(counters[Counter.HighWater], end);
    return successor;
  }

  /** Puts a live block back into the free list by address and joins it with its neighbours. */
  protected giveBack(block: number): void {
    const { counters } = this;
    const previous = this.walkBefore(block);
    const next = previous < 0 ? this.head : this.nextFree(previous);
    const size = this.blockSize(block);
    counters[Counter.LiveBlocks]--;
    counters[Counter.LiveBytes] -= this.requestedSize(block);
    counters[Counter.FreeBlocks]++;
    counters[Counter.FreeBytes] += size;
    this.setLive(block, 0, 0, 0);
    this.setHeader(block, size, next);
    this.linkFrom(previous, block);
    if (next >= 0 && block + HEADER_SIZE + size === next) this.join(block, next);
    if (previous >= 0 && previous + HEADER_SIZE + this.blockSize(previous) === block) {
      this.join(previous, block);
    }
  }

  /**
   * Makes a live block for a moment one free block of `available` bytes with what it touches, and takes
   * it again.
   * @param end the free block that touches its end, or NONE
   */
  protected grow(
    block: number,
    end: number,
    available: number,
    consumed: number,
    size: number,
    tag: number,
  ): void {
    const { counters } = this;
    const previous = this.walkBefore(block);
    const next = previous >= 0 ? this.nextFree(previous) : this.head;
    counters[Counter.LiveBlocks]--;
    counters[Counter.LiveBytes] -= this.requestedSize(block);
    counters[Counter.FreeBytes] += available - (end >= 0 ? this.blockSize(end) : 0);
    this.setHeader(block, available, end >= 0 ? this.nextFree(end) : next);
    this.linkFrom(previous, block);
    if (end >= 0) {
      counters[Counter.Coalesces]++;
      if (this.rover === end) counters[Counter.Rover] = block;
    } else counters[Counter.FreeBlocks]++;
    const successor = this.settle(block, previous, consumed, this.userOffset(block), size, tag);
    if (this.rover === block) counters[Counter.Rover] = successor;
  }

  /** Writes the size and next word of a block. */
  protected setHeader(block: number, size: number, next: number): void {
    const cell = block >> 2;
    this.words[cell] = size;
    this.words[cell + 1] = 0;
    this.setAddress(cell + 2, next);
  }

  /** Joins a free block to the one in front that it touches, which the list names right before it. */
  private join(block: number, next: number): void {
    const { counters } = this;
    const size = this.blockSize(block) + HEADER_SIZE + this.blockSize(next);
    this.setHeader(block, size, this.nextFree(next));
    counters[Counter.FreeBlocks]--;
    counters[Counter.FreeBytes] += HEADER_SIZE;
    counters[Counter.Coalesces]++;
    if (this.rover === next) counters[Counter.Rover] = block;
  }

  /** Lets the list lead from a free block, or from its head, to another. */
  private linkFrom(previous: number, block: number): void {
    if (previous < 0) this.counters[Counter.Head] = block;
    else this.setAddress((previous >> 2) + 2, block);
  }

  private setLive(block: number, size: number, user: number, tag: number): void {
    const slot = block >> 3;
    this.live[slot] = size;
    this.live[slot + 1] = user;
    this.live[slot + 2] = tag;
  }

  private setAddress(cell: number, offset: number): void {
    const { words } = this;
    if (offset < 0) {
      words[cell] = 0;
      words[cell + 1] = 0;
      return;
    }
    words[cell] = this.baseLow + offset;
    words[cell + 1] = offset >= this.carryFrom ? this.baseHigh + 1 : this.baseHigh;
  }
}
