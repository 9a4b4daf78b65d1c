import { NONE } from '../block';
import type { HeapReader } from '../heapReader';
import { Counter } from '../memory';
import { LongIndex } from './longIndex';
import { SHORT_CAPACITY, ShortList } from './shortList';

/** A long list that has become this short is kept as arrays again. */
const SHORT_AGAIN = SHORT_CAPACITY / 2;
/** Operations after the memory was changed from outside until the long index is made anew. */
const REBUILD_AFTER = 8;

/**
 * Which blocks are free, beside the heap: as arrays while they are few, as trees when they are
 * many, and for a while not at all after the memory was changed from outside. It follows from the
 * memory and changes no byte of it.
 *
 * The heap tells every change after it has written it.
 */
export class FreeIndex {
  /** In force while the list is short. */
  short: ShortList | null = null;
  /** In force while the list is long. */
  long: LongIndex | null = null;

  private readonly shortList = new ShortList();
  /** Made when first needed; holds nothing while it is not in force. */
  private longIndex: LongIndex | undefined;
  private untilRebuilt = 0;

  /** @param isAllowed false for memory that others change without a word */
  constructor(
    private readonly heap: HeapReader,
    private readonly isAllowed: boolean,
  ) {}

  /** Whether the free blocks are known now. If not, only a walk tells. */
  get isKnown(): boolean {
    return this.short !== null || this.long !== null;
  }

  /** How many free blocks are known. */
  get count(): number {
    return this.short?.count ?? this.long?.count ?? 0;
  }

  /** The last free block before `offset`, or NONE. Only while the free blocks are known. */
  before(offset: number): number {
    return this.short !== null ? this.short.before(offset) : (this.long?.before(offset) ?? NONE);
  }

  /** The memory was changed from outside. */
  forget(): void {
    this.short = null;
    this.long = null;
    this.untilRebuilt = REBUILD_AFTER;
  }

  /** Learns the free blocks again if that pays now. Call it before an operation. */
  learn(): void {
    if (!this.isAllowed) return;
    if (this.heap.counter(Counter.FreeBlocks) <= SHORT_CAPACITY) this.learnShort();
    else if (--this.untilRebuilt < 0) this.learnLong();
  }

  add(block: number, size: number): void {
    const { short } = this;
    if (short === null) this.long?.add(block, size);
    else if (short.count < SHORT_CAPACITY) short.insert(short.placeFor(block), block, size);
    else this.learnLong();
  }

  /** @param size what it was when it was added */
  remove(block: number, size: number): void {
    const { short, long } = this;
    if (short !== null) short.remove(short.find(block));
    else if (long !== null) {
      long.remove(block, size);
      if (long.count < SHORT_AGAIN) this.learnShort();
    }
  }

  /** In the place of `block` in the list stands `other`, which may be the same with another size. */
  replace(block: number, size: number, other: number, otherSize: number): void {
    const { short } = this;
    if (short !== null) short.replace(short.find(block), other, otherSize);
    else this.long?.replace(block, size, other, otherSize);
  }

  /**
   * What came goes and what went comes, after the memory was put back. Never turns from one form to
   * the other: more may follow, and the memory knows it already.
   */
  takeBack(block: number, size: number, came: boolean): void {
    const { short, long } = this;
    if (short !== null) {
      if (came) short.remove(short.find(block));
      else if (short.count < SHORT_CAPACITY) short.insert(short.placeFor(block), block, size);
      else this.forget();
    } else if (came) long?.remove(block, size);
    else long?.add(block, size);
  }

  private learnShort(): void {
    const { heap, shortList } = this;
    shortList.clear();
    for (let block = heap.head; block >= 0; block = heap.nextFree(block)) {
      shortList.append(block, heap.blockSize(block));
    }
    this.short = shortList;
    this.long = null;
  }

  private learnLong(): void {
    const { heap } = this;
    const index = (this.longIndex ??= new LongIndex(heap));
    index.clear();
    for (let block = heap.head; block >= 0; block = heap.nextFree(block)) {
      index.add(block, heap.blockSize(block));
    }
    this.short = null;
    this.long = index;
  }
}
