import { addTo, clearBitmap, makeBitmap, memberBefore, removeFrom } from './bitmap';
import { heapSize } from './memory';

// The free blocks of a long list as one bit for each place where a block can be, and nothing of their
// sizes: enough for whoever only follows operations whose results are known, who needs the neighbours
// of a block but no search.

/** Bytes of a unit, as a power of two: every block starts at one. */
const UNIT_BITS: i32 = 3;

let blocks: usize = 0;
/** How many free blocks there are. */
export let markCount: i32 = 0;

export function makeMarks(): void {
  blocks = makeBitmap(units());
}

export function mark(block: i32): void {
  addTo(blocks, block >>> UNIT_BITS);
  markCount++;
}

export function unmark(block: i32): void {
  removeFrom(blocks, block >>> UNIT_BITS);
  markCount--;
}

/** The last free block before `offset`, or -1 (NONE). */
export function markBefore(offset: i32): i32 {
  const unit = memberBefore(blocks, offset >>> UNIT_BITS);
  return unit < 0 ? -1 : unit << UNIT_BITS;
}

export function clearMarks(): void {
  clearBitmap(blocks, units());
  markCount = 0;
}

function units(): i32 {
  return (heapSize + 7) >>> UNIT_BITS;
}
