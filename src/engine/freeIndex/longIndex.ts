import { NONE } from '../block';
import type { HeapReader } from '../heapReader';
import { Bitmap } from './bitmap';
import { CountTree } from './countTree';
import { MaxTree } from './maxTree';
import { SizeTree } from './sizeTree';

const UNIT_BITS = 3;
/** A page is what one word of the bitmap covers: 32 units of 8 bytes. */
const PAGE_BITS = UNIT_BITS + 5;

/** An alignment that occurs, and the largest key of each page for it. */
interface AlignmentClass {
  readonly align: number;
  readonly tree: MaxTree;
}

/**
 * Where the free blocks are, for long lists. It says in logarithmic time what a walk of the free
 * list would find:
 *
 * - A bitmap of the free headers gives the free block before an address.
 * - A max-tree for every alignment class that occurs, over pages of 256 bytes, keyed by block size
 *   less the padding that the class takes there: so the first block that fits is found exactly,
 *   near misses and all. A tree keyed by size alone degrades on near misses.
 * - Counts of the free headers by page give the number of blocks that a walk would have visited.
 * - A tree in the order of size, made when a policy asks for it, does the same for best and worst fit.
 *
 * An update costs a few steps for each class; the classes are powers of two, so at most 50.
 */
export class LongIndex {
  private readonly headers: Bitmap;
  private readonly counts: CountTree;
  private readonly pages: number;
  private readonly classes: AlignmentClass[] = [];
  private sizes: SizeTree | undefined;
  private blocks = 0;

  constructor(private readonly heap: HeapReader) {
    const units = Math.ceil(heap.config.size / 2 ** UNIT_BITS);
    this.headers = new Bitmap(units);
    this.pages = Math.ceil(units / 32);
    this.counts = new CountTree(this.pages);
  }

  /** How many free blocks there are. */
  get count(): number {
    return this.blocks;
  }

  add(block: number, size: number): void {
    this.headers.add(block >> UNIT_BITS);
    this.counts.add(block >> PAGE_BITS, 1);
    this.blocks++;
    this.raise(block, size);
    this.sizes?.add(block, size);
  }

  /** @param size what it was when it was added */
  remove(block: number, size: number): void {
    this.headers.remove(block >> UNIT_BITS);
    this.counts.add(block >> PAGE_BITS, -1);
    this.blocks--;
    this.lower(block, size);
    this.sizes?.remove(block, size);
  }

  /** In the place of `block` in the list stands `other`, which may be the same with another size. */
  replace(block: number, size: number, other: number, otherSize: number): void {
    if (block !== other) {
      this.headers.remove(block >> UNIT_BITS);
      this.headers.add(other >> UNIT_BITS);
      this.counts.move(block >> PAGE_BITS, other >> PAGE_BITS);
    }
    this.raise(other, otherSize);
    this.lower(block, size);
    if (this.sizes === undefined) return;
    this.sizes.remove(block, size);
    this.sizes.add(other, otherSize);
  }

  /** The last free block before `offset`, or NONE. */
  before(offset: number): number {
    const unit = this.headers.before(offset >> UNIT_BITS);
    return unit < 0 ? NONE : unit << UNIT_BITS;
  }

  /** How many free blocks lie before `block`. */
  rank(block: number): number {
    const page = block >> PAGE_BITS;
    const below = this.headers.word(page) & ((1 << ((block >> UNIT_BITS) & 31)) - 1);
    return this.counts.before(page) + bitCount(below);
  }

  /** The first free block at or after `offset` whose key is at least `needed`, or NONE. */
  firstFrom(offset: number, needed: number, align: number): number {
    const { tree } = this.classOf(align);
    const start = offset >> PAGE_BITS;
    const bits = this.headers.word(start) & (-1 << ((offset >> UNIT_BITS) & 31));
    const here = this.fitInPage(start, bits, needed, align);
    if (here >= 0) return here;
    const page = tree.firstFrom(start + 1, needed);
    return page < 0 ? NONE : this.fitInPage(page, this.headers.word(page), needed, align);
  }

  /** The free blocks by size, the smallest or the largest first; at equal sizes by address. */
  bySize(first: 'smallest' | 'largest'): SizeTree {
    if (this.sizes?.first !== first) {
      this.sizes = new SizeTree(this.heap, first);
      for (let block = this.heap.head; block >= 0; block = this.heap.nextFree(block)) {
        this.sizes.add(block, this.heap.blockSize(block));
      }
    }
    return this.sizes;
  }

  /** Trees are made again when somebody searches: who only follows known results needs none. */
  clear(): void {
    this.headers.clear();
    this.counts.clear();
    this.classes.length = 0;
    this.sizes = undefined;
    this.blocks = 0;
  }

  private fitInPage(page: number, word: number, needed: number, align: number): number {
    for (let bits = word; bits !== 0; bits &= bits - 1) {
      const block = blockAt(page, bits);
      if (this.heap.keyOf(block, align) >= needed) return block;
    }
    return NONE;
  }

  private raise(block: number, size: number): void {
    const page = block >> PAGE_BITS;
    for (const { align, tree } of this.classes) {
      tree.raise(page, size - this.heap.padding(block, align));
    }
  }

  /** A block that is no longer there, or smaller: only where it was the largest of its page. */
  private lower(block: number, size: number): void {
    const page = block >> PAGE_BITS;
    for (const { align, tree } of this.classes) {
      const key = size - this.heap.padding(block, align);
      if (tree.value(page) <= key) tree.set(page, this.largestKey(page, align));
    }
  }

  private classOf(align: number): AlignmentClass {
    // Up to 8 there is no padding.
    const wanted = Math.max(align, 8);
    const { classes } = this;
    for (let i = 0; i < classes.length; i++) if (classes[i].align === wanted) return classes[i];
    const made = { align: wanted, tree: new MaxTree(this.pages) };
    classes.push(made);
    for (let block = this.heap.head; block >= 0; block = this.heap.nextFree(block)) {
      made.tree.raise(block >> PAGE_BITS, this.heap.keyOf(block, wanted));
    }
    return made;
  }

  /** The largest key of the free blocks whose headers are in a page; 0 if there is none. */
  private largestKey(page: number, align: number): number {
    let largest = 0;
    for (let bits = this.headers.word(page); bits !== 0; bits &= bits - 1) {
      const key = this.heap.keyOf(blockAt(page, bits), align);
      if (key > largest) largest = key;
    }
    return largest;
  }
}

/** The block whose header is at the lowest set bit of a page's word. */
function blockAt(page: number, bits: number): number {
  return (page << PAGE_BITS) | ((31 - Math.clz32(bits & -bits)) << UNIT_BITS);
}

/** How many bits of a word are set (Warren, Hacker's Delight, 5-1). */
function bitCount(word: number): number {
  let bits = word - ((word >>> 1) & 0x5555_5555);
  bits = (bits & 0x3333_3333) + ((bits >>> 2) & 0x3333_3333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f_0f0f, 0x0101_0101) >>> 24;
}
