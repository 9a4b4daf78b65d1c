import { reserve } from './memory';

// Trees over the pages of a heap: all levels one behind the other, the pages first, one root last.
// Each level starts at a multiple of the fan and is padded to one, so that every node has all its
// children, and those lie in one cache line.

/** Children of a node, as a power of two. */
const FAN_BITS: i32 = 4;
const FAN: i32 = 1 << FAN_BITS;

/** Where each level starts, in nodes, as one word each. */
let starts: usize = 0;
/** How many levels there are above the pages: the root alone is on the last. */
let top: i32 = 0;
/** Bytes of a tree. */
export let treeBytes: usize = 0;

/** Fixes the shape of all trees. */
export function shapeTrees(pages: i32): void {
  starts = reserve(64);
  let width = pages;
  let end = 0;
  top = 0;
  do {
    store<i32>(starts + usize(top) * 4, end);
    width = (width + FAN - 1) >>> FAN_BITS;
    end += width << FAN_BITS;
    top++;
  } while (width > 1);
  store<i32>(starts + usize(top) * 4, end);
  treeBytes = usize(end + FAN) * 4;
}

function startOf(level: i32): i32 {
  return load<i32>(starts + (usize(level) << 2));
}

/** Where a node of a tree lies. */
export function nodeAt(tree: usize, node: i32): usize {
  return tree + (usize(node) << 2);
}

// ---- How many there are in each page: a node is the sum of its children ----

/** Adds `count`, which may be negative, to a page. */
export function addToCounts(tree: usize, page: i32, count: i32): void {
  let node = page;
  for (let level = 0; level <= top; level++) {
    const at = nodeAt(tree, startOf(level) + node);
    store<i32>(at, load<i32>(at) + count);
    node >>>= FAN_BITS;
  }
}

/** The sum over the pages before `page`. */
export function countBefore(tree: usize, page: i32): i32 {
  let sum = 0;
  let node = page;
  for (let level = 0; level <= top; level++) {
    const end = startOf(level) + node;
    for (let at = end - (node & (FAN - 1)); at < end; at++) sum += load<i32>(nodeAt(tree, at));
    node >>>= FAN_BITS;
  }
  return sum;
}

// ---- One value for each page, 0 or more: a node is the largest of its children ----

/** Makes the value of a page at least `value`. */
export function raise(tree: usize, page: i32, value: i32): void {
  let node = page;
  for (let level = 0; level <= top; level++) {
    const at = nodeAt(tree, startOf(level) + node);
    if (load<i32>(at) >= value) return;
    store<i32>(at, value);
    node >>>= FAN_BITS;
  }
}

/** Makes the value of a page `value`, which is not more than it was. */
export function lowerTo(tree: usize, page: i32, value: i32): void {
  const before = load<i32>(nodeAt(tree, page));
  store<i32>(nodeAt(tree, page), value);
  let node = page;
  for (let level = 1; level <= top; level++) {
    node >>>= FAN_BITS;
    const at = nodeAt(tree, startOf(level) + node);
    // Another child is larger: nothing changes from here up.
    if (load<i32>(at) !== before) return;
    const largest = largestOfFan(nodeAt(tree, startOf(level - 1) + (node << FAN_BITS)));
    if (largest === before) return;
    store<i32>(at, largest);
  }
}

function largestOfFan(first: usize): i32 {
  const four = i32x4.max_s(
    i32x4.max_s(v128.load(first), v128.load(first, 16)),
    i32x4.max_s(v128.load(first, 32), v128.load(first, 48)),
  );
  const two = i32x4.max_s(four, i32x4.shuffle(four, four, 2, 3, 0, 1));
  return i32x4.extract_lane(i32x4.max_s(two, i32x4.shuffle(two, two, 1, 0, 3, 2)), 0);
}

/** The first child from `from` on, of those at `first`, whose value is at least `value`; FAN if there is none. */
function firstInFan(first: usize, from: i32, value: i32): i32 {
  let child = from;
  while (child < FAN && load<i32>(nodeAt(first, child)) < value) child++;
  return child;
}

/** How many a walk has gone past when `descend` has found its page. */
export let passed: i32 = 0;

/**
 * The first page whose value is at least `value` (1 or more), or -1; `passed` becomes the number of
 * what `counts` counts before it.
 */
export function descend(tree: usize, counts: usize, value: i32): i32 {
  if (load<i32>(nodeAt(tree, startOf(top))) < value) return -1;
  let sum = 0;
  let node = 0;
  for (let level = top - 1; level >= 0; level--) {
    const first = startOf(level) + (node << FAN_BITS);
    let at = nodeAt(tree, first);
    let count = nodeAt(counts, first);
    const start = at;
    while (load<i32>(at) < value) {
      sum += load<i32>(count);
      at += 4;
      count += 4;
    }
    node = (node << FAN_BITS) + i32((at - start) >> 2);
  }
  passed = sum;
  return node;
}

/** The first page at or after `from` whose value is at least `value` (1 or more), or -1. */
export function firstPageFrom(tree: usize, from: i32, value: i32): i32 {
  let node = from;
  let level = 0;
  // Up and to the right, until a subtree begins here that holds the answer.
  for (; level < top; level++) {
    if (startOf(level) + node >= startOf(level + 1)) return -1;
    const inFan = node & (FAN - 1);
    const child = firstInFan(nodeAt(tree, startOf(level) + node - inFan), inFan, value);
    node += child - inFan;
    if (child < FAN) break;
    node >>>= FAN_BITS;
  }
  if (level === top && (node > 0 || load<i32>(nodeAt(tree, startOf(top))) < value)) return -1;
  while (level > 0) {
    level--;
    node <<= FAN_BITS;
    node += firstInFan(nodeAt(tree, startOf(level) + node), 0, value);
  }
  return node;
}
