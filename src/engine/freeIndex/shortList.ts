/** Free blocks that the list holds. Beyond it moving the rest of it costs more than a tree. */
export const SHORT_CAPACITY = 224;

/** Words of an entry: block, size. */
const ENTRY = 2;
/** Words that a search by address leaps over before it looks at entries one by one. */
const LEAP = 16 * ENTRY;

/**
 * The free list as an array in its order: for short lists the fastest there is, because a search
 * reads one array from the start instead of a word here and a word there in the heap. Of 100 free
 * blocks a native walk of the links takes longer.
 *
 * A place is the index of an entry in `entries`, as in a leaf of a long list: the block there, its
 * size behind it. So the how-manieth block a walk would have visited is known.
 */
export class ShortList {
  /** How many a walk would have visited to find what the last search found. */
  visited = 0;
  /** Behind the last entry. */
  end = 0;
  readonly entries = new Int32Array((SHORT_CAPACITY + 1) * ENTRY);
  /**
   * The entries as one number each, to move them with half the work. No number of these is NaN, whose
   * bits a move need not keep: blocks and sizes are too small for that.
   */
  private readonly whole = new Float64Array(this.entries.buffer);

  /** How many free blocks there are. */
  get count(): number {
    return this.end >> 1;
  }

  /** The place of the first free block at or after `offset`, or behind the last. */
  placeOf(offset: number): number {
    const { entries, end } = this;
    let place = LEAP;
    while (place < end && entries[place] < offset) place += LEAP;
    place -= LEAP;
    while (place < end && entries[place] < offset) place += ENTRY;
    return place;
  }

  /** The last free block before `offset`, or -1 (NONE). */
  before(offset: number): number {
    const place = this.placeOf(offset);
    return place > 0 ? this.entries[place - ENTRY] : -1;
  }

  /** Appends a block behind all others. */
  append(block: number, size: number): void {
    this.replace(this.end, block, size);
    this.end += ENTRY;
  }

  /** Puts a block at a place, in front of the one that is there. */
  insert(place: number, block: number, size: number): void {
    const { whole } = this;
    const first = place >> 1;
    for (let i = this.end >> 1; i > first; i--) whole[i] = whole[i - 1];
    this.replace(place, block, size);
    this.end += ENTRY;
  }

  /** Another block, or another size, stands at a place. */
  replace(place: number, block: number, size: number): void {
    this.entries[place] = block;
    this.entries[place + 1] = size;
  }

  remove(place: number): void {
    const { whole } = this;
    this.end -= ENTRY;
    const last = this.end >> 1;
    for (let i = place >> 1; i < last; i++) whole[i] = whole[i + 1];
  }

  clear(): void {
    this.end = 0;
  }
}
