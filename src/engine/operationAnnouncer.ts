import { alignUp } from '../base/math';
import { HEADER_SIZE, MIN_FREE_BLOCK } from './block';
import type { HeapReader } from './heapReader';
import { Announcer, type WriteObserver } from './writeObserver';

/**
 * Tells an observer of all that a change of a block is about to overwrite, and which free blocks come and
 * go with it. To be called before the change, with the free block in front of it.
 */
export class OperationAnnouncer extends Announcer {
  constructor(private readonly heap: HeapReader) {
    super(heap.memory, heap.config.size);
  }

  /** A free block is taken for `consumed` bytes. */
  take(
    observer: WriteObserver,
    block: number,
    previous: number,
    consumed: number,
    user: number,
  ): void {
    const whole = this.heap.blockSize(block);
    observer.freeBlock(block, whole, false);
    this.carve(observer, block, previous, whole, consumed);
    this.backPointer(observer, user);
    this.live(observer, block);
  }

  /**
   * A live block becomes one of `consumed` bytes where it is.
   * @param end the free block that touches its end, or NONE
   * @param available the bytes of both
   */
  grow(
    observer: WriteObserver,
    block: number,
    previous: number,
    end: number,
    available: number,
    consumed: number,
  ): void {
    if (end >= 0) observer.freeBlock(end, this.heap.blockSize(end), false);
    this.carve(observer, block, previous, available, consumed);
    this.backPointer(observer, this.heap.userOffset(block));
    this.live(observer, block);
  }

  /** A live block is given back. */
  free(observer: WriteObserver, block: number, previous: number): void {
    const { heap } = this;
    const size = heap.blockSize(block);
    const next = previous >= 0 ? heap.nextFree(previous) : heap.head;
    const forward = next >= 0 && block + HEADER_SIZE + size === next;
    const joined = forward ? size + HEADER_SIZE + heap.blockSize(next) : size;
    this.header(observer, block);
    this.live(observer, block);
    if (forward) observer.freeBlock(next, heap.blockSize(next), false);
    if (previous < 0 || previous + HEADER_SIZE + heap.blockSize(previous) !== block) {
      this.link(observer, previous);
      observer.freeBlock(block, joined, true);
      return;
    }
    this.header(observer, previous);
    observer.freeBlock(previous, heap.blockSize(previous), false);
    observer.freeBlock(previous, heap.blockSize(previous) + HEADER_SIZE + joined, true);
  }

  private carve(
    observer: WriteObserver,
    block: number,
    previous: number,
    whole: number,
    consumed: number,
  ): void {
    this.header(observer, block);
    this.link(observer, previous);
    if (whole - consumed < MIN_FREE_BLOCK) return;
    const remainder = alignUp(block + HEADER_SIZE + consumed, 8);
    this.header(observer, remainder);
    observer.freeBlock(remainder, whole + block - remainder, true);
  }
}
