import { reserve } from './memory';

// A set of whole numbers below a bound, as bits, with a summary bit for every 32 of them, and so on
// up: the neighbours of a number are found in as many steps as there are levels (at most six).
//
// A set is known by where its table lies: the number of levels, then where each begins. Level 0 has a
// bit for each number; level k + 1 one for each word of level k.

const MOST_LEVELS: i32 = 7;

/** Makes an empty set of numbers below `bound`. */
export function makeBitmap(bound: i32): usize {
  const bitmap = reserve(usize((1 + MOST_LEVELS) * 4));
  let levels = 0;
  let words = bound;
  do {
    words = (words + 31) >>> 5;
    store<i32>(bitmap + usize((1 + levels) * 4), i32(reserve(usize(words * 4))));
    levels++;
  } while (words > 1);
  store<i32>(bitmap, levels);
  return bitmap;
}

function levelAt(bitmap: usize, level: i32): usize {
  return usize(load<u32>(bitmap + usize(level) * 4, 4));
}

function wordAt(bitmap: usize, level: i32, bit: i32): usize {
  return levelAt(bitmap, level) + (usize(bit >>> 5) << 2);
}

export function addTo(bitmap: usize, number: i32): void {
  const levels = load<i32>(bitmap);
  let bit = number;
  for (let up = 0; up < levels; up++) {
    const at = wordAt(bitmap, up, bit);
    const before = load<i32>(at);
    store<i32>(at, before | (1 << (bit & 31)));
    if (before !== 0) return;
    bit >>>= 5;
  }
}

export function removeFrom(bitmap: usize, number: i32): void {
  const levels = load<i32>(bitmap);
  let bit = number;
  for (let up = 0; up < levels; up++) {
    const at = wordAt(bitmap, up, bit);
    const after = load<i32>(at) & ~(1 << (bit & 31));
    store<i32>(at, after);
    if (after !== 0) return;
    bit >>>= 5;
  }
}

/** The largest number in the set below `number`, or -1. */
export function memberBefore(bitmap: usize, number: i32): i32 {
  const levels = load<i32>(bitmap);
  let bit = number;
  for (let up = 0; up < levels; up++) {
    const below = load<i32>(wordAt(bitmap, up, bit)) & ((1 << (bit & 31)) - 1);
    if (below !== 0) {
      bit = (bit & ~31) | (31 - clz(below));
      for (let down = up - 1; down >= 0; down--) {
        bit = (bit << 5) | (31 - clz(load<i32>(levelAt(bitmap, down) + (usize(bit) << 2))));
      }
      return bit;
    }
    bit >>>= 5;
  }
  return -1;
}

/** The smallest number in the set above `number`, or -1. */
export function memberAfter(bitmap: usize, number: i32): i32 {
  const levels = load<i32>(bitmap);
  let bit = number;
  for (let up = 0; up < levels; up++) {
    const above = load<i32>(wordAt(bitmap, up, bit)) & (-2 << (bit & 31));
    if (above !== 0) {
      bit = (bit & ~31) | ctz(above);
      for (let down = up - 1; down >= 0; down--) {
        bit = (bit << 5) | ctz(load<i32>(levelAt(bitmap, down) + (usize(bit) << 2)));
      }
      return bit;
    }
    bit >>>= 5;
  }
  return -1;
}

/** Empties the set. */
export function clearBitmap(bitmap: usize, bound: i32): void {
  const levels = load<i32>(bitmap);
  let words = bound;
  for (let level = 0; level < levels; level++) {
    words = (words + 31) >>> 5;
    memory.fill(levelAt(bitmap, level), 0, usize(words * 4));
  }
}
