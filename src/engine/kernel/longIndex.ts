import { addTo, clearBitmap, makeBitmap, memberAfter, memberBefore, removeFrom } from './bitmap';
import { clearLeaves, ENTRY, insertEntry, leafOf, makeLeaves, removeEntry } from './leaves';
import { fits, heapSize, padding, reserve } from './memory';
import {
  addToCounts,
  countBefore,
  descend,
  firstPageFrom,
  lowerTo,
  nodeAt,
  passed,
  raise,
  shapeTrees,
  treeBytes,
} from './tree';

// Where the free blocks are, for long lists. It says in logarithmic time what a walk of the free list
// would find:
//
// - Leaves hold the free blocks of each page and their sizes, so that nothing is read from the heap,
//   which is seldom in a cache.
// - A max-tree over the pages for every alignment class that occurs, keyed by block size less the
//   padding that the class takes there: so the first block that fits is found exactly, near misses and
//   all. A tree keyed by size alone degrades on near misses.
// - Counts of the same shape, added up on the way down, give the number of blocks that a walk would
//   have visited.
// - A bitmap of the pages that have any free block leads to the neighbours of a block.
//
// An update costs a few steps for each class; the classes are powers of two, so at most 50.

/**
 * Bytes of a page, as a power of two: 1 KiB hold a few free blocks, and at most 43. Larger pages cost more
 * while everything is in the cache, smaller ones when nothing is.
 */
const PAGE_BITS: i32 = 10;
/** Alignments from 8, below which there is no padding, to 2^52. */
const LEAST_SHIFT: i32 = 3;
const MOST_CLASSES: i32 = 50;

let pages: i32 = 0;
let filled: usize = 0;
let counts: usize = 0;
/** The classes that occur: of each the shift and where its tree lies, one word each. */
let classes: usize = 0;
let classesEnd: usize = 0;
let trees: usize = 0;

/** How many free blocks there are. */
export let longCount: i32 = 0;
/** How many a walk would have visited to find what the last search found. */
export let visitedInLong: i32 = 0;

// What `seek` found: the free blocks before an offset and at or after it, where those are, and where
// the offset itself belongs in its page.
export let before: i32 = -1;
export let placeBefore: usize = 0;
export let next: i32 = -1;
export let placeNext: usize = 0;
let sought: usize = 0;

export function makeLong(): void {
  pages = (heapSize + (1 << PAGE_BITS) - 1) >>> PAGE_BITS;
  shapeTrees(pages);
  filled = makeBitmap(pages);
  counts = reserve(treeBytes);
  classes = reserve(usize(MOST_CLASSES) * 8);
  classesEnd = classes;
  trees = reserve(treeBytes * usize(MOST_CLASSES));
  makeLeaves(pages);
}

/** Trees are made again when somebody searches: who only follows known results needs none. */
export function clearLong(): void {
  clearLeaves();
  clearBitmap(filled, pages);
  memory.fill(counts, 0, treeBytes);
  classesEnd = classes;
  longCount = 0;
}

// ---- Changes ----

/** Adds a block where `seek` of it found that it belongs. */
export function addSought(block: i32, size: i32): void {
  addAt(sought, block, size);
}

export function addToLong(block: i32, size: i32): void {
  addAt(placeInLong(block), block, size);
}

/** Takes out the block at a place. */
export function removeFromLong(place: usize, block: i32, size: i32): void {
  const page = block >>> PAGE_BITS;
  const count = countOf(page);
  removeEntry(page, count, place);
  if (count === 1) removeFrom(filled, page);
  addToCounts(counts, page, -1);
  longCount--;
  for (let each = classes; each < classesEnd; each += 8) {
    const shift = load<i32>(each);
    const tree = usize(load<u32>(each, 4));
    if (load<i32>(nodeAt(tree, page)) === size - padding(block, shift)) {
      lowerTo(tree, page, largestKey(page, shift));
    }
  }
}

/** In the list, `other` stands in the place of `block`; it may be the same with another size. */
export function replaceInLong(
  place: usize,
  block: i32,
  size: i32,
  other: i32,
  otherSize: i32,
): void {
  const page = block >>> PAGE_BITS;
  if (page !== other >>> PAGE_BITS) {
    removeFromLong(place, block, size);
    addToLong(other, otherSize);
    return;
  }
  store<i32>(place, other);
  store<i32>(place, otherSize, 4);
  for (let each = classes; each < classesEnd; each += 8) {
    const shift = load<i32>(each);
    const tree = usize(load<u32>(each, 4));
    const key = otherSize - padding(other, shift);
    const largest = load<i32>(nodeAt(tree, page));
    if (key >= largest) raise(tree, page, key);
    else if (size - padding(block, shift) === largest) {
      lowerTo(tree, page, largestKey(page, shift));
    }
  }
}

function addAt(place: usize, block: i32, size: i32): void {
  const page = block >>> PAGE_BITS;
  const count = countOf(page);
  insertEntry(page, count, place, block, size);
  if (count === 0) addTo(filled, page);
  addToCounts(counts, page, 1);
  longCount++;
  for (let each = classes; each < classesEnd; each += 8) {
    raise(usize(load<u32>(each, 4)), page, size - padding(block, load<i32>(each)));
  }
}

// ---- Questions ----

/** Finds the free blocks before `offset` and at or after it. */
export function seek(offset: i32): void {
  const page = offset >>> PAGE_BITS;
  const place = placeInLong(offset);
  const start = leafOf(page);
  sought = place;
  placeBefore = place > start ? place - ENTRY : lastBefore(page);
  placeNext = place;
  if (place === start + usize(countOf(page)) * ENTRY) {
    const after = memberAfter(filled, page);
    placeNext = after < 0 ? 0 : leafOf(after);
  }
  before = placeBefore === 0 ? -1 : load<i32>(placeBefore);
  next = placeNext === 0 ? -1 : load<i32>(placeNext);
}

/** The free block before the one at a place, or -1 (NONE). */
export function beforePlace(place: usize): i32 {
  const page = load<i32>(place) >>> PAGE_BITS;
  const previous = place > leafOf(page) ? place - ENTRY : lastBefore(page);
  return previous === 0 ? -1 : load<i32>(previous);
}

/** The place of the first block of a page at or after `offset`, or behind the last. */
export function placeInLong(offset: i32): usize {
  const page = offset >>> PAGE_BITS;
  let place = leafOf(page);
  const end = place + usize(countOf(page)) * ENTRY;
  while (place < end && load<i32>(place) < offset) place += ENTRY;
  return place;
}

/** How many free blocks lie before `offset`. */
export function rank(offset: i32): i32 {
  const page = offset >>> PAGE_BITS;
  const inPage = i32((placeInLong(offset) - leafOf(page)) / ENTRY);
  return countBefore(counts, page) + inPage;
}

/**
 * The place of the first free block that has `needed` bytes beside the padding to 2^shift, or 0; sets
 * `visitedInLong`.
 */
export function firstInLong(needed: i32, shift: i32): usize {
  const page = descend(treeOf(shift), counts, needed);
  if (page < 0) {
    visitedInLong = longCount;
    return 0;
  }
  const start = leafOf(page);
  const place = fitFrom(start, needed, shift);
  visitedInLong = passed + i32((place - start) / ENTRY) + 1;
  return place;
}

/** The same among those at or after `offset`; says nothing of the visits. */
export function firstInLongFrom(offset: i32, needed: i32, shift: i32): usize {
  const tree = treeOf(shift);
  const start = offset >>> PAGE_BITS;
  if (load<i32>(nodeAt(tree, start)) >= needed) {
    const end = leafOf(start) + usize(countOf(start)) * ENTRY;
    for (let place = placeInLong(offset); place < end; place += ENTRY) {
      if (fits(load<i32>(place), load<i32>(place, 4), needed, shift)) return place;
    }
  }
  const page = firstPageFrom(tree, start + 1, needed);
  return page < 0 ? 0 : fitFrom(leafOf(page), needed, shift);
}

// ---- Parts ----

function countOf(page: i32): i32 {
  return load<i32>(nodeAt(counts, page));
}

/** The place of the last free block in front of a page, or 0. */
function lastBefore(page: i32): usize {
  const filledBefore = memberBefore(filled, page);
  if (filledBefore < 0) return 0;
  return leafOf(filledBefore) + usize(countOf(filledBefore) - 1) * ENTRY;
}

/** The first block from a place on that fits; there must be one in the page. */
function fitFrom(start: usize, needed: i32, shift: i32): usize {
  let place = start;
  while (!fits(load<i32>(place), load<i32>(place, 4), needed, shift)) place += ENTRY;
  return place;
}

/** The max-tree of an alignment class, made when it is first asked for. */
function treeOf(shift: i32): usize {
  const wanted = max(shift, LEAST_SHIFT);
  for (let each = classes; each < classesEnd; each += 8) {
    if (load<i32>(each) === wanted) return usize(load<u32>(each, 4));
  }
  const tree = trees + treeBytes * ((classesEnd - classes) >> 3);
  memory.fill(tree, 0, treeBytes);
  store<i32>(classesEnd, wanted);
  store<u32>(classesEnd, u32(tree), 4);
  classesEnd += 8;
  // From the leaves: the heap itself is seldom in a cache.
  for (let page = 0; page < pages; page++) {
    if (countOf(page) > 0) raise(tree, page, largestKey(page, wanted));
  }
  return tree;
}

/** The largest key of the free blocks whose headers are in a page; 0 if there is none above. */
function largestKey(page: i32, shift: i32): i32 {
  let largest = 0;
  let place = leafOf(page);
  const end = place + usize(countOf(page)) * ENTRY;
  for (; place < end; place += ENTRY) {
    largest = max(largest, load<i32>(place, 4) - padding(load<i32>(place), shift));
  }
  return largest;
}
