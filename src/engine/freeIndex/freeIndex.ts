import { NONE } from '../block';
import type { HeapReader } from '../heapReader';
import { Counter } from '../memory';
import { LongIndex } from './longIndex';
import { Marks } from './marks';
import { SHORT_CAPACITY, ShortList } from './shortList';

/** A long list that has become this short is kept as an array again. */
const SHORT_AGAIN = SHORT_CAPACITY / 2;
/** Searches after the memory was changed from outside until the long index is made anew. */
const REBUILD_AFTER = 8;
/** No place. */
const NOWHERE = -1;
/** Neither a block nor the end of the list. */
const NOT_LEARNING = -2;

/**
 * Which blocks are free, beside the heap: as an array while they are few; as trees when they are
 * many and somebody searches; as marks when they are many and nobody does. For a while it does not
 * know at all, after the memory was changed from outside. It follows from the memory and changes no
 * byte of it.
 *
 * The heap tells every change after it has written it.
 */
export class FreeIndex {
  /** In force while the list is short. */
  short: ShortList | null = null;
  /** In force while the list is long and searched. */
  long: LongIndex | null = null;
  /** In force while the list is long and only followed. */
  private marks: Marks | null = null;

  private readonly shortList = new ShortList();
  // Made when first needed; they hold nothing while they are not in force.
  private longIndex: LongIndex | undefined;
  private allMarks: Marks | undefined;
  private untilRebuilt = 0;
  /** Whether it was learned last to be searched: then a list that becomes long will be, too. */
  private isSearched = true;
  /** The next block to mark, while all are being marked a part at a time; else NOT_LEARNING. */
  private nextToMark = NOT_LEARNING;

  /** @param isAllowed false for memory that others change without a word */
  constructor(
    private readonly heap: HeapReader,
    private readonly isAllowed: boolean,
  ) {}

  /** Whether the free blocks are known now. If not, only a walk tells. */
  get isKnown(): boolean {
    return this.isSearchable || this.marks !== null;
  }

  /** Whether a search finds here what a walk would find. */
  get isSearchable(): boolean {
    return this.short !== null || this.long !== null;
  }

  /** How many free blocks are known. */
  get count(): number {
    return (this.short ?? this.long ?? this.marks)?.count ?? 0;
  }

  /** The last free block before `offset`, or NONE. Only while the free blocks are known. */
  before(offset: number): number {
    const { short, long, marks } = this;
    if (short !== null) return short.before(offset);
    return long !== null ? long.before(offset) : (marks?.before(offset) ?? NONE);
  }

  /** The memory was changed from outside. */
  forget(): void {
    this.short = null;
    this.long = null;
    this.marks = null;
    this.nextToMark = NOT_LEARNING;
    this.untilRebuilt = REBUILD_AFTER;
  }

  /** Learns the free blocks if that pays now. Call it before an operation that searches. */
  learnToSearch(): void {
    if (!this.isAllowed) return;
    this.nextToMark = NOT_LEARNING;
    this.isSearched = true;
    if (this.isShort) this.learnShort();
    else if (--this.untilRebuilt < 0) this.learnLong();
  }

  /** Learns the free blocks. Call it before operations that do not search. */
  learnToFollow(): void {
    if (!this.isAllowed) return;
    this.isSearched = false;
    if (this.isShort) this.learnShort();
    else this.learnMarks();
  }

  /**
   * `learnToFollow` in parts, of `most` blocks each: a list may have millions. What changes the memory
   * in between makes it begin anew. Returns whether all is known.
   */
  learnSomeToFollow(most: number): boolean {
    if (this.isKnown || !this.isAllowed) return true;
    this.isSearched = false;
    if (this.isShort) this.learnShort();
    else if (!this.markSome(most)) return false;
    return true;
  }

  /** The place of a free block; NOWHERE while the free blocks have none. */
  placeOf(block: number): number {
    return this.short?.placeOf(block) ?? this.long?.placeOf(block) ?? NOWHERE;
  }

  /** The free block before the one at a place that `placeOf` gave, or NONE. */
  previousOf(place: number): number {
    const { short, long } = this;
    if (short !== null) return place > 0 ? short.entries[place - 2] : NONE;
    return long?.previousOf(place) ?? NONE;
  }

  add(block: number, size: number): void {
    if (this.short !== null) this.insert(this.short.placeOf(block), block, size);
    else if (this.long !== null) this.long.add(block, size);
    else this.marks?.add(block);
  }

  /** Adds a block to a short list, at its place. */
  insert(place: number, block: number, size: number): void {
    const { short } = this;
    if (short !== null && short.count < SHORT_CAPACITY) short.insert(place, block, size);
    else if (this.isSearched) this.learnLong();
    else this.learnMarks();
  }

  /** @param size what it was when it was added */
  remove(place: number, block: number, size: number): void {
    const { short, long } = this;
    if (short !== null) short.remove(place);
    else if (long !== null) {
      long.remove(place, block, size);
      if (long.count < SHORT_AGAIN) this.learnShort();
    } else this.marks?.remove(block);
  }

  /** In the list, `other` stands in the place of `block`; it may be the same with another size. */
  replace(place: number, block: number, size: number, other: number, otherSize: number): void {
    const { short, long, marks } = this;
    if (short !== null) short.replace(place, other, otherSize);
    else if (long !== null) long.replace(place, block, size, other, otherSize);
    else if (marks !== null && other !== block) {
      marks.remove(block);
      marks.add(other);
    }
  }

  /**
   * What came goes and what went comes, after the memory was put back. Never turns from one form to
   * another: more may follow, and the memory knows it already.
   */
  takeBack(block: number, size: number, came: boolean): void {
    const { short, long, marks } = this;
    this.nextToMark = NOT_LEARNING;
    if (short !== null) {
      const place = short.placeOf(block);
      if (came) short.remove(place);
      else if (short.count < SHORT_CAPACITY) short.insert(place, block, size);
      else this.forget();
    } else if (came) {
      long?.remove(long.placeOf(block), block, size);
      marks?.remove(block);
    } else {
      long?.add(block, size);
      marks?.add(block);
    }
  }

  private get isShort(): boolean {
    return this.heap.counter(Counter.FreeBlocks) <= SHORT_CAPACITY;
  }

  private learnShort(): void {
    const { heap, shortList } = this;
    shortList.clear();
    for (let block = heap.head; block >= 0; block = heap.nextFree(block)) {
      shortList.append(block, heap.blockSize(block));
    }
    this.short = shortList;
    this.long = null;
    this.marks = null;
    this.nextToMark = NOT_LEARNING;
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
    this.marks = null;
    this.nextToMark = NOT_LEARNING;
  }

  private learnMarks(): void {
    this.nextToMark = NOT_LEARNING;
    this.markSome(Infinity);
  }

  /** Marks so many more of the free blocks. Returns whether all are marked, and the marks in force. */
  private markSome(most: number): boolean {
    const { heap } = this;
    const marks = (this.allMarks ??= new Marks(heap.config.size));
    if (this.nextToMark === NOT_LEARNING) {
      marks.clear();
      this.nextToMark = heap.head;
    }
    let block = this.nextToMark;
    for (let count = 0; count < most && block >= 0; count++) {
      marks.add(block);
      block = heap.nextFree(block);
    }
    this.nextToMark = block;
    if (block >= 0) return false;
    this.short = null;
    this.long = null;
    this.marks = marks;
    this.nextToMark = NOT_LEARNING;
    return true;
  }
}
