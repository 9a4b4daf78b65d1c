import { reserve } from './memory';

// For each page the free blocks whose headers lie in it, with their sizes, in the order of address:
// dense, so that a search stays in a few cache lines and reads nothing of the heap. A leaf starts
// small, moves to one of twice the size when it is full, and is given back when it is empty.
//
// A place is where an entry lies in the memory: the block, its size behind it. The next entry of the
// page is right behind that.

/** Bytes of an entry. */
export const ENTRY: usize = 8;
/** Entries of the smallest and of the largest leaf, as powers of two. */
const SMALLEST_BITS: i32 = 3;
const LARGEST_BITS: i32 = 6;
/** So many entries at most a page takes with all the leaves that it gave back. */
const MOST_ENTRIES: usize = 2 * (1 << LARGEST_BITS) - (1 << SMALLEST_BITS);

/** Place of the first entry of each page. */
let starts: usize = 0;
let capacityBits: usize = 0;
/** Leaves that were given back, by capacity; linked through their first word. */
let unused: usize = 0;
let leaves: usize = 0;
/** Behind the last leaf that was ever made. */
let end: usize = 0;
let pageCount: i32 = 0;

/** Sets the room aside. Call it last: most of it is never touched. */
export function makeLeaves(pages: i32): void {
  pageCount = pages;
  starts = reserve(usize(pages) * 4);
  capacityBits = reserve(usize(pages));
  unused = reserve(usize(LARGEST_BITS + 1) * 4);
  leaves = reserve(usize(pages) * MOST_ENTRIES * ENTRY);
  end = leaves;
}

/** Place of the first entry of a page; 0 if it has none. */
export function leafOf(page: i32): usize {
  return usize(load<u32>(starts + (usize(page) << 2)));
}

/** Puts an entry at a place of a page that has `count`; of one that has none the place is not looked at. */
export function insertEntry(page: i32, count: i32, place: usize, block: i32, size: i32): void {
  let start = leafOf(page);
  let at = place;
  if (count === 0) {
    start = make(page, SMALLEST_BITS);
    at = start;
  } else if (count === capacityOf(page)) {
    at -= start;
    start = enlarge(page, count);
    at += start;
  }
  for (let last = start + usize(count) * ENTRY; last > at; last -= ENTRY) {
    store<u64>(last, load<u64>(last - ENTRY));
  }
  store<i32>(at, block);
  store<i32>(at, size, 4);
}

/** Takes an entry out of a page that has `count`. */
export function removeEntry(page: i32, count: i32, place: usize): void {
  const start = leafOf(page);
  if (count === 1) {
    giveBack(start, bitsOf(page));
    store<u32>(starts + (usize(page) << 2), 0);
    return;
  }
  const last = start + usize(count - 1) * ENTRY;
  for (let at = place; at < last; at += ENTRY) store<u64>(at, load<u64>(at, 8));
}

export function clearLeaves(): void {
  memory.fill(starts, 0, usize(pageCount) * 4);
  memory.fill(unused, 0, usize(LARGEST_BITS + 1) * 4);
  end = leaves;
}

function bitsOf(page: i32): i32 {
  return i32(load<u8>(capacityBits + usize(page)));
}

function capacityOf(page: i32): i32 {
  const bits = bitsOf(page);
  return 1 << bits;
}

function make(page: i32, bits: i32): usize {
  const first = unused + (usize(bits) << 2);
  let leaf = usize(load<u32>(first));
  if (leaf !== 0) store<u32>(first, load<u32>(leaf));
  else {
    leaf = end;
    end += ENTRY << usize(bits);
  }
  store<u8>(capacityBits + usize(page), u8(bits));
  store<u32>(starts + (usize(page) << 2), u32(leaf));
  return leaf;
}

function enlarge(page: i32, count: i32): usize {
  const old = leafOf(page);
  const bits = bitsOf(page);
  const made = make(page, bits + 1);
  memory.copy(made, old, usize(count) * ENTRY);
  giveBack(old, bits);
  return made;
}

function giveBack(leaf: usize, bits: i32): void {
  const first = unused + (usize(bits) << 2);
  store<u32>(leaf, load<u32>(first));
  store<u32>(first, u32(leaf));
}
