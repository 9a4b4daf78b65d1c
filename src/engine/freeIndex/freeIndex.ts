import { NONE } from '../block';
import type { Heap } from '../heap';
import type { Search } from '../policies/policy';
import { Bitmap } from './bitmap';
import { MaxTree } from './maxTree';
import { Rank } from './rank';

/** Alignments up to 8 need no padding and share the first class; each larger one has its own. */
const SMALLEST_CLASS = 3;
const UNIT_BITS = 3;
/** A page is what one word of the bitmap covers: 32 units of 8 bytes. */
const PAGE_BITS = UNIT_BITS + 5;

/**
 * Where the free blocks are, beside the heap: it never changes a byte, and says in logarithmic time
 * what a walk of the free list would find.
 *
 * - A bitmap of the free headers gives the free block before an address.
 * - A max-tree for every alignment class that occurs, over pages of 256 bytes, keyed by block size
 *   less the padding that the class takes there: so the first block that fits is found exactly,
 *   near misses and all. A tree keyed by size alone degrades on near misses.
 * - Counts of the free headers before a page give the number of blocks a walk would have visited.
 *
 * An update costs a few steps for each class; the classes are powers of two, so at most 50.
 */
export class FreeIndex {
  private readonly headers: Bitmap;
  private readonly counts: Rank;
  private readonly pages: number;
  /** By class; undefined until the class occurs. */
  private readonly trees: (MaxTree | undefined)[] = [];
  /** The alignments of the classes that occur. */
  private readonly classes: number[] = [];
  private blocks = 0;

  constructor(private readonly heap: Heap) {
    const units = Math.ceil(heap.config.size / 2 ** UNIT_BITS);
    this.headers = new Bitmap(units);
    this.pages = Math.ceil(units / 32);
    this.counts = new Rank(this.pages);
  }

  /** How many free blocks there are. */
  get count(): number {
    return this.blocks;
  }

  add(block: number): void {
    this.headers.add(block >> UNIT_BITS);
    this.counts.add(block >> PAGE_BITS, 1);
    this.blocks++;
    this.refresh(block);
  }

  remove(block: number): void {
    this.headers.remove(block >> UNIT_BITS);
    this.counts.add(block >> PAGE_BITS, -1);
    this.blocks--;
    this.refresh(block);
  }

  /** The free block `to` takes the place of `from` in the list: a split's remainder. */
  move(from: number, to: number): void {
    this.headers.remove(from >> UNIT_BITS);
    this.headers.add(to >> UNIT_BITS);
    if (from >> PAGE_BITS !== to >> PAGE_BITS) {
      this.counts.add(from >> PAGE_BITS, -1);
      this.counts.add(to >> PAGE_BITS, 1);
      this.refresh(from);
    }
    this.refresh(to);
  }

  /** The free block `block` has swallowed the free block `next` and grown. */
  join(block: number, next: number): void {
    this.headers.remove(next >> UNIT_BITS);
    this.counts.add(next >> PAGE_BITS, -1);
    this.blocks--;
    if (block >> PAGE_BITS !== next >> PAGE_BITS) this.refresh(next);
    this.refresh(block);
  }

  /** The last free block before `offset`, or NONE. */
  before(offset: number): number {
    const unit = this.headers.before(offset >> UNIT_BITS);
    return unit < 0 ? NONE : unit << UNIT_BITS;
  }

  /** What first fit finds; see `PlacementPolicy.find`. */
  firstFit(size: number, align: number, search: Search): void {
    const needed = this.heap.neededKey(size);
    const page = this.treeOf(align).first(needed);
    search.block = NONE;
    search.previous = NONE;
    search.visited = this.blocks;
    if (page < 0) return;
    let bits = this.headers.word(page);
    let rank = this.counts.before(page);
    while (bits !== 0) {
      const block = blockAt(page, bits);
      rank++;
      if (this.heap.keyOf(block, align) >= needed) {
        search.block = block;
        search.previous = this.before(block);
        search.visited = rank;
        return;
      }
      bits &= bits - 1;
    }
  }

  /** Finds the keys of a block's page anew. */
  private refresh(block: number): void {
    const page = block >> PAGE_BITS;
    for (const align of this.classes) {
      this.trees[classOf(align)]?.set(page, this.largestKey(page, align));
    }
  }

  clear(): void {
    this.headers.clear();
    this.counts.clear();
    for (const tree of this.trees) tree?.clear();
    this.blocks = 0;
  }

  private treeOf(align: number): MaxTree {
    const known = this.trees[classOf(align)];
    if (known !== undefined) return known;
    const tree = new MaxTree(this.pages);
    this.trees[classOf(align)] = tree;
    this.classes.push(align);
    for (let block = this.heap.head; block >= 0; block = this.heap.nextFree(block)) {
      tree.set(block >> PAGE_BITS, this.largestKey(block >> PAGE_BITS, align));
    }
    return tree;
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

function classOf(align: number): number {
  const exponent = align <= 2 ** 30 ? 31 - Math.clz32(align) : Math.log2(align);
  return Math.max(exponent, SMALLEST_CLASS) - SMALLEST_CLASS;
}
