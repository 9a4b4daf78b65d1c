import { BACK_POINTER_SIZE, HEADER_SIZE } from '../../base/blockSizes';
import { COUNTERS } from '../counters';

// Where things lie in the memory of an instance, and how they are read. One instance is one heap:
// what it knows beside the memory are globals.

/** Bytes of a word, and of what the memory grows by. */
const WORD: i32 = 4;
const PAGE: usize = 65536;
/** Alignments above are computed in 64 bits. */
const MAX_FAST_SHIFT: i32 = 30;
/** More padding than any block has bytes. */
const TOO_MUCH: i32 = i32.MAX_VALUE;

/** The heap's size, in bytes. */
export let heapSize: i32 = 0;
/** The address of its first byte, whole and in two words. */
let base: u64 = 0;
export let baseLow: i32 = 0;
export let baseHigh: i32 = 0;
/** From this offset on an address has a high word that is one more. */
let carryFrom: i32 = 0;
/** The most bytes that can lie behind what was asked for and belong to the block: 0 or 7. */
let tailLimit: i32 = 0;
/** Where the live table and the image begin. */
export let liveTable: usize = 0;
export let image: usize = 0;
/** Behind what is reserved already. */
let reserved: usize = 0;

/** Says what the memory is of; the image ends where the rest of the memory begins. */
export function setHeap(
  size: i32,
  low: i32,
  high: i32,
  tail: i32,
  live: usize,
  bytes: usize,
  end: usize,
): void {
  heapSize = size;
  baseLow = low;
  baseHigh = high;
  base = (u64(u32(high)) << 32) | u64(u32(low));
  const untilCarry = (u64(1) << 32) - u64(u32(low));
  carryFrom = untilCarry > u64(i32.MAX_VALUE) ? i32.MAX_VALUE : i32(untilCarry);
  tailLimit = tail;
  liveTable = live;
  image = bytes;
  reserved = 0;
  reserve(end);
}

/**
 * Sets bytes aside, at a multiple of 64: they begin as zeros and are never given back. The memory grows
 * for them, which takes the host's views of it away: all is set aside before anything is done.
 */
export function reserve(bytes: usize): usize {
  const start = (reserved + 63) & ~usize(63);
  reserved = start + bytes;
  const missing = i32((reserved + (PAGE - 1)) / PAGE) - memory.size();
  if (missing > 0 && memory.grow(missing) < 0) unreachable();
  return start;
}

// ---- Counters, by their places in `Counter` ----

export function counter(which: i32): i32 {
  return load<i32>(usize(which) * WORD);
}

export function setCounter(which: i32, value: i32): void {
  store<i32>(usize(which) * WORD, value);
}

export function addToCounter(which: i32, value: i32): void {
  store<i32>(usize(which) * WORD, load<i32>(usize(which) * WORD) + value);
}

/** Adds to the first of the quantities, `Quantity.VisitedTotal`. */
export function addToVisitedTotal(value: i32): void {
  store<f64>(COUNTERS * WORD, load<f64>(COUNTERS * WORD) + f64(value));
}

// ---- The image ----

export function headerOf(block: i32): usize {
  return image + usize(block);
}

/** Bytes of a block after its header. */
export function blockSize(block: i32): i32 {
  return load<i32>(headerOf(block));
}

/** The free block that a free block's next word names, or -1 (NONE). */
export function nextFree(block: i32): i32 {
  const low = load<i32>(headerOf(block), 8);
  if ((low | load<i32>(headerOf(block), 12)) === 0) return -1;
  return low - baseLow;
}

export function lowOf(offset: i32): i32 {
  return baseLow + offset;
}

export function highOf(offset: i32): i32 {
  return baseHigh + i32(offset >= carryFrom);
}

// ---- Sizes ----

/** Whether a free block of so many bytes has `needed` beside its padding to 2^shift. */
export function fits(block: i32, size: i32, needed: i32, shift: i32): bool {
  // The padding is worth computing only for a block that is large enough without it.
  return size >= needed && size - padding(block, shift) >= needed;
}

/** Bytes between the raw user address of a block and the next one aligned to 2^shift. */
export function padding(block: i32, shift: i32): i32 {
  const raw = block + (HEADER_SIZE + BACK_POINTER_SIZE);
  if (shift > MAX_FAST_SHIFT) return farPadding(raw, shift);
  return -(baseLow + raw) & ((1 << shift) - 1);
}

function farPadding(raw: i32, shift: i32): i32 {
  const bytes = (0 - (base + u64(raw))) & ((u64(1) << u64(shift)) - 1);
  return bytes > u64(TOO_MUCH) ? TOO_MUCH : i32(bytes);
}

/** What a block takes for `exact` bytes. */
export function roundedUp(exact: i32): i32 {
  return (exact + tailLimit) & ~tailLimit;
}
