/** A leaf that is not there. Place 0 is never used. */
const NO_LEAF = 0;
/** Entries of the smallest and of the largest leaf, as powers of two. */
const SMALLEST_BITS = 3;
const LARGEST_BITS = 7;
/** Words of an entry: block, size. */
const ENTRY = 2;

/**
 * For each page the free blocks whose headers lie in it, with their sizes, in the order of address:
 * dense, so that a search stays in a few cache lines and reads nothing of the heap. A leaf starts
 * small, moves to one of twice the size when it is full, and is given back when it is empty.
 *
 * A place is the index of an entry in `entries`: the block there, its size behind it. The next
 * entry of the page is two further.
 */
export class Leaves {
  entries = new Int32Array(2 ** 12);
  /** Place of the first entry of each page. */
  readonly starts: Int32Array;
  private readonly capacityBits: Uint8Array;
  /** Leaves that were given back, by capacity; linked through their first word. */
  private readonly unused = new Int32Array(LARGEST_BITS + 1);
  private end = ENTRY;

  constructor(pages: number) {
    this.starts = new Int32Array(pages);
    this.capacityBits = new Uint8Array(pages);
  }

  /** Puts an entry at the `index`-th place of a page that has `count`. */
  insert(page: number, count: number, index: number, block: number, size: number): void {
    if (count === 0) this.starts[page] = this.make(page, SMALLEST_BITS);
    else if (count === 1 << this.capacityBits[page]) this.enlarge(page, count);
    const { entries } = this;
    const start = this.starts[page];
    const place = start + index * ENTRY;
    for (let i = start + count * ENTRY - ENTRY; i >= place; i -= ENTRY) {
      entries[i + ENTRY] = entries[i];
      entries[i + ENTRY + 1] = entries[i + 1];
    }
    entries[place] = block;
    entries[place + 1] = size;
  }

  /** Takes an entry out of a page that has `count`. */
  remove(page: number, count: number, place: number): void {
    if (count === 1) return this.giveBack(page);
    const { entries } = this;
    const last = this.starts[page] + (count - 1) * ENTRY;
    for (let i = place; i < last; i += ENTRY) {
      entries[i] = entries[i + ENTRY];
      entries[i + 1] = entries[i + ENTRY + 1];
    }
  }

  clear(): void {
    this.starts.fill(NO_LEAF);
    this.unused.fill(NO_LEAF);
    this.end = ENTRY;
  }

  private make(page: number, bits: number): number {
    this.capacityBits[page] = bits;
    const leaf = this.unused[bits];
    if (leaf !== NO_LEAF) {
      this.unused[bits] = this.entries[leaf];
      return leaf;
    }
    const made = this.end;
    this.end += ENTRY << bits;
    if (this.end > this.entries.length) {
      const larger = new Int32Array(2 * this.entries.length);
      larger.set(this.entries);
      this.entries = larger;
    }
    return made;
  }

  private enlarge(page: number, count: number): void {
    const old = this.starts[page];
    const oldBits = this.capacityBits[page];
    const made = this.make(page, oldBits + 1);
    this.entries.copyWithin(made, old, old + count * ENTRY);
    this.entries[old] = this.unused[oldBits];
    this.unused[oldBits] = old;
    this.starts[page] = made;
  }

  private giveBack(page: number): void {
    const leaf = this.starts[page];
    const bits = this.capacityBits[page];
    this.entries[leaf] = this.unused[bits];
    this.unused[bits] = leaf;
    this.starts[page] = NO_LEAF;
  }
}
