import { NONE } from '../block';

/** Free blocks that the arrays hold. Beyond it moving the rest of an array costs more than a tree. */
export const SHORT_CAPACITY = 384;

/** Places that a search by address leaps over before it looks one by one. */
const LEAP = 16;

/**
 * The free list as two arrays in its order: for short lists the fastest there is, because a search
 * reads one array from the start instead of a word here and a word there in the heap. Of 100 free
 * blocks a native walk of the links takes longer.
 *
 * A place is an index into the arrays, so the how-manieth block a walk would have visited is known.
 */
export class ShortList {
  /** How many free blocks there are. */
  count = 0;
  readonly blocks = new Int32Array(SHORT_CAPACITY + 1);
  /** Block size of each. */
  readonly sizes = new Int32Array(SHORT_CAPACITY + 1);

  /** Where the last question was answered: what changes next is most often there. */
  hint = 0;

  /** How many free blocks lie before `offset`: the place of the first one at or after it. */
  placeOf(offset: number): number {
    const { blocks, count } = this;
    let place = LEAP;
    while (place < count && blocks[place] < offset) place += LEAP;
    place -= LEAP;
    while (place < count && blocks[place] < offset) place++;
    this.hint = place;
    return place;
  }

  /** The place where a block that is not in the list belongs. */
  placeFor(block: number): number {
    const { hint, blocks, count } = this;
    const isRight =
      hint <= count &&
      (hint === count || blocks[hint] > block) &&
      (hint === 0 || blocks[hint - 1] < block);
    return isRight ? hint : this.placeOf(block);
  }

  /** The place of a block of the list. */
  find(block: number): number {
    const { hint, blocks } = this;
    if (blocks[hint] === block && hint < this.count) return hint;
    if (hint > 0 && blocks[hint - 1] === block) return hint - 1;
    return this.placeOf(block);
  }

  /** The last free block before `offset`, or NONE. */
  before(offset: number): number {
    const place = this.placeOf(offset);
    return place > 0 ? this.blocks[place - 1] : NONE;
  }

  /** Appends a block behind all others. */
  append(block: number, size: number): void {
    this.blocks[this.count] = block;
    this.sizes[this.count] = size;
    this.count++;
  }

  /** Puts a block at a place, in front of the one that is there. */
  insert(place: number, block: number, size: number): void {
    const { blocks, sizes } = this;
    for (let i = this.count; i > place; i--) {
      blocks[i] = blocks[i - 1];
      sizes[i] = sizes[i - 1];
    }
    blocks[place] = block;
    sizes[place] = size;
    this.count++;
  }

  /** Another block, or another size, stands at a place. */
  replace(place: number, block: number, size: number): void {
    this.blocks[place] = block;
    this.sizes[place] = size;
  }

  remove(place: number): void {
    const { blocks, sizes } = this;
    const last = --this.count;
    for (let i = place; i < last; i++) {
      blocks[i] = blocks[i + 1];
      sizes[i] = sizes[i + 1];
    }
  }

  clear(): void {
    this.count = 0;
  }
}
