import { NONE } from '../block';
import type { HeapReader } from '../heapReader';
import { Bitmap } from './bitmap';
import { Leaves } from './leaves';
import { CountTree, FAN_BITS, MaxTree, TreeShape } from './pageTree';
import { SizeTree } from './sizeTree';

/**
 * Bytes of a page, as a power of two: 2 KiB hold a few free blocks, and at most 86. Smaller pages
 * are a little faster while everything is in the cache, larger ones while nothing is.
 */
const PAGE_BITS = 11;

/** No place. */
const NOWHERE = -1;

/** An alignment that occurs, and the largest key of each page for it. */
interface AlignmentClass {
  readonly align: number;
  readonly tree: MaxTree;
}

/**
 * Where the free blocks are, for long lists. It says in logarithmic time what a walk of the free
 * list would find:
 *
 * - Leaves hold the free blocks of each page and their sizes, so that nothing is read from
 *   the heap, which is seldom in a cache.
 * - A max-tree over the pages for every alignment class that occurs, keyed by block size less the
 *   padding that the class takes there: so the first block that fits is found exactly, near misses
 *   and all. A tree keyed by size alone degrades on near misses.
 * - Counts of the same shape, added up on the way down, give the number of blocks that a walk would
 *   have visited.
 * - A bitmap of the pages that have any free block leads to the neighbours of a block.
 * - A tree in the order of size, made when a policy asks for it, finds best and worst fit.
 *
 * An update costs a few steps for each class; the classes are powers of two, so at most 50.
 */
export class LongIndex {
  /** How many a walk would have visited to find what the last search found. */
  visited = 0;

  // What `seek` found.
  previous = NONE;
  previousPlace = NOWHERE;
  next = NONE;
  nextPlace = NOWHERE;
  /** Where the offset itself belongs in its page. */
  private sought = NOWHERE;

  private readonly leaves: Leaves;
  private readonly filled: Bitmap;
  private readonly shape: TreeShape;
  private readonly counts: CountTree;
  private readonly classes: AlignmentClass[] = [];
  private sizes: SizeTree | undefined;
  private blocks = 0;

  constructor(private readonly heap: HeapReader) {
    const pages = Math.ceil(heap.config.size / 2 ** PAGE_BITS);
    this.leaves = new Leaves(pages);
    this.filled = new Bitmap(pages);
    this.shape = new TreeShape(pages);
    this.counts = new CountTree(this.shape);
  }

  /** How many free blocks there are. */
  get count(): number {
    return this.blocks;
  }

  /** The block at a place. */
  blockAt(place: number): number {
    return this.leaves.entries[place];
  }

  /** The size of the block at a place. */
  sizeAt(place: number): number {
    return this.leaves.entries[place + 1];
  }

  // ---- Changes ----

  add(block: number, size: number): void {
    this.addAt(this.placeOf(block), block, size);
  }

  /** Adds a block where `seek` of it found that it belongs. */
  addSought(block: number, size: number): void {
    this.addAt(this.sought, block, size);
  }

  /** Takes out the block at a place. */
  remove(place: number, block: number, size: number): void {
    this.drop(place, block >> PAGE_BITS);
    this.counts.add(block >> PAGE_BITS, -1);
    this.blocks--;
    this.lower(block, size);
    this.sizes?.remove(block, size);
  }

  /** In the list, `other` stands in the place of `block`; it may be the same with another size. */
  replace(place: number, block: number, size: number, other: number, otherSize: number): void {
    const page = block >> PAGE_BITS;
    if (page === other >> PAGE_BITS) {
      const { entries } = this.leaves;
      entries[place] = other;
      entries[place + 1] = otherSize;
      for (let i = 0; i < this.classes.length; i++) {
        const { align, tree } = this.classes[i];
        const key = otherSize - this.heap.padding(other, align);
        const largest = tree.nodes[page];
        if (key >= largest) tree.raise(page, key);
        else if (size - this.heap.padding(block, align) === largest) {
          tree.set(page, this.largestKey(page, align));
        }
      }
      if (this.sizes === undefined) return;
      this.sizes.remove(block, size);
      this.sizes.add(other, otherSize);
    } else {
      this.remove(place, block, size);
      this.add(other, otherSize);
    }
  }

  /** Trees are made again when somebody searches: who only follows known results needs none. */
  clear(): void {
    this.leaves.clear();
    this.filled.clear();
    this.counts.clear();
    this.classes.length = 0;
    this.sizes = undefined;
    this.blocks = 0;
  }

  // ---- Questions ----

  /** Finds the free blocks before `offset` and at or after it: see the fields. */
  seek(offset: number): void {
    const { leaves, counts, filled } = this;
    const page = offset >> PAGE_BITS;
    const place = this.placeInPage(page, offset);
    const start = leaves.starts[page];
    const end = start + 2 * counts.nodes[page];
    const previousPlace = place > start ? place - 2 : this.lastBefore(page);
    let nextPlace = place;
    if (place === end) {
      const after = filled.after(page);
      nextPlace = after < 0 ? NOWHERE : leaves.starts[after];
    }
    this.sought = place;
    this.previousPlace = previousPlace;
    this.nextPlace = nextPlace;
    this.previous = previousPlace < 0 ? NONE : leaves.entries[previousPlace];
    this.next = nextPlace < 0 ? NONE : leaves.entries[nextPlace];
  }

  /** The free block before the one at a place, or NONE. */
  previousOf(place: number): number {
    const { entries, starts } = this.leaves;
    const page = entries[place] >> PAGE_BITS;
    const before = place > starts[page] ? place - 2 : this.lastBefore(page);
    return before < 0 ? NONE : entries[before];
  }

  /** The last free block before `offset`, or NONE. */
  before(offset: number): number {
    this.seek(offset);
    return this.previous;
  }

  /** The place of a free block. */
  placeOf(block: number): number {
    return this.placeInPage(block >> PAGE_BITS, block);
  }

  /** How many free blocks lie before `offset`. */
  rank(offset: number): number {
    const page = offset >> PAGE_BITS;
    const place = this.placeInPage(page, offset);
    return this.counts.before(page) + ((place - this.leaves.starts[page]) >> 1);
  }

  /** The place of the first free block whose key is at least `needed`, or -1; sets `visited`. */
  first(needed: number, align: number): number {
    const { nodes } = this.classOf(align).tree;
    const { starts } = this.shape;
    const counts = this.counts.nodes;
    let level = starts.length - 1;
    if (nodes[starts[level]] < needed) {
      this.visited = this.blocks;
      return NOWHERE;
    }
    let rank = 1;
    let node = 0;
    for (level--; level >= 0; level--) {
      const start = starts[level];
      let at = start + (node << FAN_BITS);
      while (nodes[at] < needed) rank += counts[at++];
      node = at - start;
    }
    const start = this.leaves.starts[node];
    const place = this.fitFrom(start, needed, align);
    this.visited = rank + ((place - start) >> 1);
    return place;
  }

  /** The place of the first free block at or after `offset` whose key is at least `needed`, or -1. */
  firstFrom(offset: number, needed: number, align: number): number {
    const { tree } = this.classOf(align);
    const { leaves, counts, heap } = this;
    const start = offset >> PAGE_BITS;
    if (tree.nodes[start] >= needed) {
      const { entries } = leaves;
      const end = leaves.starts[start] + 2 * counts.nodes[start];
      for (let place = this.placeInPage(start, offset); place < end; place += 2) {
        if (entries[place + 1] - heap.padding(entries[place], align) >= needed) return place;
      }
    }
    const page = tree.firstFrom(start + 1, needed);
    return page < 0 ? NOWHERE : this.fitFrom(leaves.starts[page], needed, align);
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

  // ---- Parts ----

  /** The place of the last free block in front of a page, or NOWHERE. */
  private lastBefore(page: number): number {
    const before = this.filled.before(page);
    if (before < 0) return NOWHERE;
    return this.leaves.starts[before] + 2 * (this.counts.nodes[before] - 1);
  }

  /** The place of the first block of a page at or after `offset`, or behind the last. */
  private placeInPage(page: number, offset: number): number {
    const { entries, starts } = this.leaves;
    let place = starts[page];
    const end = place + 2 * this.counts.nodes[page];
    while (place < end && entries[place] < offset) place += 2;
    return place;
  }

  /** The first block from a place on that fits; there must be one in the page. */
  private fitFrom(start: number, needed: number, align: number): number {
    const { heap } = this;
    const { entries } = this.leaves;
    let place = start;
    for (;;) {
      const size = entries[place + 1];
      if (size >= needed && size - heap.padding(entries[place], align) >= needed) return place;
      place += 2;
    }
  }

  private addAt(place: number, block: number, size: number): void {
    const page = block >> PAGE_BITS;
    const count = this.counts.nodes[page];
    this.leaves.insert(page, count, (place - this.leaves.starts[page]) >> 1, block, size);
    if (count === 0) this.filled.add(page);
    this.counts.add(page, 1);
    this.blocks++;
    for (let i = 0; i < this.classes.length; i++) {
      const { align, tree } = this.classes[i];
      tree.raise(page, size - this.heap.padding(block, align));
    }
    this.sizes?.add(block, size);
  }

  /** Takes an entry out of the leaf of a page. */
  private drop(place: number, page: number): void {
    const count = this.counts.nodes[page];
    this.leaves.remove(page, count, place);
    if (count === 1) this.filled.remove(page);
  }

  /** A block is no longer there. */
  private lower(block: number, size: number): void {
    const page = block >> PAGE_BITS;
    for (let i = 0; i < this.classes.length; i++) {
      const { align, tree } = this.classes[i];
      const key = size - this.heap.padding(block, align);
      if (tree.nodes[page] === key) tree.set(page, this.largestKey(page, align));
    }
  }

  private classOf(align: number): AlignmentClass {
    // Up to 8 there is no padding.
    const wanted = align < 8 ? 8 : align;
    const { classes } = this;
    for (let i = 0; i < classes.length; i++) if (classes[i].align === wanted) return classes[i];
    const made = { align: wanted, tree: new MaxTree(this.shape) };
    classes.push(made);
    // From the leaves: the heap itself is seldom in a cache.
    for (let page = 0; page < this.leaves.starts.length; page++) {
      if (this.counts.nodes[page] > 0) made.tree.raise(page, this.largestKey(page, wanted));
    }
    return made;
  }

  /** The largest key of the free blocks whose headers are in a page; 0 if there is none. */
  private largestKey(page: number, align: number): number {
    const { heap } = this;
    const { entries, starts } = this.leaves;
    const start = starts[page];
    const end = start + 2 * this.counts.nodes[page];
    let largest = 0;
    for (let place = start; place < end; place += 2) {
      const size = entries[place + 1];
      const padding = heap.padding(entries[place], align);
      if (padding >= size) continue;
      // As arithmetic: which of two is larger no processor predicts.
      const more = size - padding - largest;
      largest += more & ~(more >> 31);
    }
    return largest;
  }
}
