import { formatCount } from '../../../base/format';
import { randomFrom } from './random';
import { Operation, Rows, type Workload } from './workload';

/**
 * Workloads that are built against indexes: `count` free blocks come before the first that fits,
 * and each of them looks as if it fitted by one measure or another.
 */
export const NEAR_MISSES = [
  'near misses',
  'near misses in size',
  'worst padding',
  'alignments',
] as const;

export type NearMiss = (typeof NEAR_MISSES)[number];

/** A header and a back pointer: what a block takes beyond its user bytes, at alignment 8. */
const OVERHEAD = 24;
const PAGE = 4096;
/** Bytes from one free block to the next, and what the timed part may take behind the last. */
const PERIOD = 192;
const ROOM = 6 * 2 ** 20;

/**
 * Free blocks kept apart by live ones, then pairs of an allocation that passes all of them and the
 * free that takes it back; `alignments` has random frees and allocations all over the list.
 * @param count free blocks
 * @param operations in the timed part
 */
export function scatter(kind: NearMiss, count: number, operations: number): Workload {
  const rows = new Rows();
  const slots = kind === 'worst padding' ? apartFromPages(rows, count) : apart(rows, count);
  const setup = rows.count;
  if (kind === 'alignments') fillAndEmpty(rows, count, operations);
  else {
    const [size, align] = REQUEST[kind];
    for (let i = 0; i < operations; i += 2) {
      rows.add(Operation.Alloc, slots, size, align);
      rows.add(Operation.Free, slots);
    }
  }
  return {
    name: `${kind}, ${formatCount(count)} free`,
    heapSize: 2 ** Math.ceil(Math.log2(count * PERIOD + ROOM)),
    layout: 'rounded',
    policy: 'first-fit',
    slots: slots + 1,
    rows: rows.toArray(),
    setup,
  };
}

/** Size and alignment that no free block holds. */
const REQUEST = {
  // Large enough as they are, 8 bytes too small once the padding is added.
  'near misses': [96, 64],
  'near misses in size': [136, 8],
  'worst padding': [16, PAGE],
} as const;

/**
 * Blocks of 128 bytes to be freed, each followed by a small live one; together 192 bytes, so that
 * all lie alike to a multiple of 64. Returns the slots used.
 */
function apart(rows: Rows, count: number): number {
  for (let i = 0; i < count; i++) {
    rows.add(Operation.Alloc, 2 * i, 128, 8);
    rows.add(Operation.Alloc, 2 * i + 1, 16, 8);
  }
  freeDownwards(rows, count);
  return 2 * count;
}

/** The same, but every multiple of the page size lies in a live block. */
function apartFromPages(rows: Rows, count: number): number {
  let offset = 0;
  const alloc = (slot: number, size: number) => {
    rows.add(Operation.Alloc, slot, size, 8);
    offset += OVERHEAD + size;
  };
  for (let i = 0; i < count; i++) {
    alloc(2 * i, 128);
    const toPage = PAGE - (offset % PAGE);
    // The next free block and its neighbour would reach the page: this one covers it.
    alloc(2 * i + 1, toPage < 3 * (OVERHEAD + 128) ? toPage : 8);
  }
  freeDownwards(rows, count);
  return 2 * count;
}

/** From the last to the first: each becomes the head of the list, and no walk searches for long. */
function freeDownwards(rows: Rows, count: number): void {
  for (let i = count - 1; i >= 0; i--) rows.add(Operation.Free, 2 * i);
}

/** Takes free blocks with every alignment from 8 to 4096 and gives live ones back, at random. */
function fillAndEmpty(rows: Rows, count: number, operations: number): void {
  const random = randomFrom(7);
  const free = Array.from({ length: count }, (_, i) => 2 * i);
  const live = Array.from({ length: count }, (_, i) => 2 * i + 1);
  for (let i = 0; i < operations; i += 2) {
    const at = random(live.length);
    const slot = free[i % free.length];
    rows.add(Operation.Alloc, slot, 8 + random(120), 2 ** (3 + random(10)));
    rows.add(Operation.Free, live[at]);
    free[i % free.length] = live[at];
    live[at] = slot;
  }
}
