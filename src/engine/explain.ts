import { BACK_POINTER_SIZE, HEADER_SIZE, MIN_FREE_BLOCK, NONE } from './block';
import type { Heap } from './heap';
import { Counter } from './counters';
import { alignUp } from '../base/math';

/**
 * Why an operation did what it did, as facts: computed from the heap right before the operation is
 * carried out, and only while somebody listens (`Heap.narrative`). Offsets are from the base.
 */
export type Explanation = AllocExplanation | FreeExplanation | InPlaceExplanation;

/** One free block that a search looked at. */
export interface Visit {
  /** Place among the visited blocks, from 1. */
  readonly ordinal: number;
  readonly block: number;
  readonly size: number;
  /** Padding that this block would need. */
  readonly padding: number;
  /** Bytes the allocation would take of this block: back pointer + padding + size, rounded. */
  readonly consumed: number;
}

export interface AllocExplanation {
  readonly kind: 'alloc';
  readonly size: number;
  readonly align: number;
  /** The first FIRST_VISITS and the last LAST_VISITS free blocks looked at, in order. */
  readonly visits: readonly Visit[];
  readonly visitedCount: number;
  readonly placement: Placement | null;
  /** Set when nothing fits. */
  readonly failure: Failure | null;
}

/** Where the allocation went and what became of the block that was chosen. */
export interface Placement {
  readonly block: number;
  /** Place among the visited blocks, from 1. */
  readonly ordinal: number;
  /** Size of the free block before. */
  readonly whole: number;
  readonly user: number;
  readonly padding: number;
  /** Block size afterwards. */
  readonly blockSize: number;
  /** Bytes of the block after the user data. */
  readonly tail: number;
  /** The free block that the split left, or null when the whole block was taken. */
  readonly remainder: { readonly block: number; readonly size: number } | null;
  /** Bytes between the block and the remainder that belong to neither. */
  readonly lost: number;
  /** The free block whose link was rewritten, NONE for the head. */
  readonly linkedFrom: number;
}

export interface Failure {
  readonly freeBytes: number;
  readonly freeBlocks: number;
  readonly largestFree: number;
  /** Bytes after the header that a block needs at least: without any padding, but rounded up. */
  readonly needed: number;
  /**
   * The block that came closest, how many bytes it would need with its padding, and how many
   * it lacks; null without free blocks.
   */
  readonly closest: {
    readonly block: number;
    readonly consumed: number;
    readonly shortBy: number;
  } | null;
  /** Without any, only lost bytes can lie between free blocks. */
  readonly liveBlocks: number;
}

/** Why a freed block did or did not merge with a neighbour. */
export type Coalescing =
  | { readonly merged: true; readonly block: number; readonly size: number }
  | {
      readonly merged: false;
      /** `lost`: the neighbour is free, but lost bytes lie between. */
      readonly because: 'live' | 'lost' | 'edge';
      /** The neighbour, or NONE at the heap's edge. */
      readonly block: number;
      readonly lost: number;
    };

export interface FreeExplanation {
  readonly kind: 'free';
  readonly block: number;
  readonly user: number;
  readonly requested: number;
  readonly size: number;
  /** Free neighbours in the list, NONE at its ends. */
  readonly previous: number;
  readonly next: number;
  readonly forward: Coalescing;
  readonly backward: Coalescing;
  /** The free block that came of it. */
  readonly result: { readonly block: number; readonly size: number };
}

export interface InPlaceExplanation {
  readonly kind: 'inPlace';
  readonly block: number;
  readonly user: number;
  readonly oldRequested: number;
  readonly oldSize: number;
  readonly size: number;
  readonly consumed: number;
  /** The free block that was joined to grow, or NONE. */
  readonly joined: number;
}

/** How many visits an explanation keeps from the start and from the end of a long search. */
export const FIRST_VISITS = 40;
export const LAST_VISITS = 10;

/** @param heap before the allocation */
export function explainAlloc(heap: Heap, size: number, align: number): AllocExplanation {
  const { block, previous, visited } = { ...heap.plan(size, align) };
  const visits: Visit[] = [];
  let ordinal = 0;
  let chosenOrdinal = 0;
  for (const candidate of heap.searchOrder()) {
    if (ordinal === visited) break;
    ordinal++;
    if (candidate === block) chosenOrdinal = ordinal;
    const kept = ordinal <= FIRST_VISITS || ordinal > visited - LAST_VISITS;
    if (kept || candidate === block) visits.push(visitOf(heap, candidate, ordinal, size, align));
  }
  const found = block !== NONE;
  return {
    kind: 'alloc',
    size,
    align,
    visits,
    visitedCount: visited,
    placement: found ? placementOf(heap, block, previous, chosenOrdinal, size, align) : null,
    failure: found ? null : failureOf(heap, size, align),
  };
}

function visitOf(heap: Heap, block: number, ordinal: number, size: number, align: number): Visit {
  return {
    ordinal,
    block,
    size: heap.blockSize(block),
    padding: heap.padding(block, align),
    consumed: heap.consumed(block, size, align),
  };
}

function placementOf(
  heap: Heap,
  block: number,
  previous: number,
  ordinal: number,
  size: number,
  align: number,
): Placement {
  const whole = heap.blockSize(block);
  const padding = heap.padding(block, align);
  const consumed = heap.consumed(block, size, align);
  const split = whole - consumed >= MIN_FREE_BLOCK;
  const end = block + HEADER_SIZE + consumed;
  const start = alignUp(end, 8);
  const blockSize = split ? consumed : whole;
  return {
    block,
    ordinal,
    whole,
    user: block + HEADER_SIZE + BACK_POINTER_SIZE + padding,
    padding,
    blockSize,
    tail: blockSize - BACK_POINTER_SIZE - padding - size,
    remainder: split ? { block: start, size: block + whole - start } : null,
    lost: split ? start - end : 0,
    linkedFrom: previous,
  };
}

function failureOf(heap: Heap, size: number, align: number): Failure {
  let freeBytes = 0;
  let freeBlocks = 0;
  let largestFree = 0;
  let closest: Failure['closest'] = null;
  for (let block = heap.head; block >= 0; block = heap.nextFree(block)) {
    const blockSize = heap.blockSize(block);
    freeBytes += blockSize;
    freeBlocks++;
    largestFree = Math.max(largestFree, blockSize);
    const consumed = heap.consumed(block, size, align);
    const shortBy = consumed - blockSize;
    if (closest === null || shortBy < closest.shortBy) closest = { block, consumed, shortBy };
  }
  const needed = heap.leastConsumed(size);
  const liveBlocks = heap.counter(Counter.LiveBlocks);
  return { freeBytes, freeBlocks, largestFree, needed, closest, liveBlocks };
}

/** @param heap before the free; `previous` is the free block before `block` in the list */
export function explainFree(heap: Heap, block: number, previous: number): FreeExplanation {
  const size = heap.blockSize(block);
  const next = previous >= 0 ? heap.nextFree(previous) : heap.head;
  const forward = forwardOf(heap, block, next);
  const backward = backwardOf(heap, block, previous);
  const mergedSize = size + (forward.merged ? HEADER_SIZE + forward.size : 0);
  return {
    kind: 'free',
    block,
    user: heap.userOffset(block),
    requested: heap.requestedSize(block),
    size,
    previous,
    next,
    forward,
    backward,
    result: backward.merged
      ? { block: backward.block, size: backward.size + HEADER_SIZE + mergedSize }
      : { block, size: mergedSize },
  };
}

function forwardOf(heap: Heap, block: number, next: number): Coalescing {
  const end = block + HEADER_SIZE + heap.blockSize(block);
  const neighbour = heap.blockAfter(block);
  if (neighbour >= heap.config.size)
    return { merged: false, because: 'edge', block: NONE, lost: 0 };
  if (neighbour !== next) return { merged: false, because: 'live', block: neighbour, lost: 0 };
  if (end !== next) return { merged: false, because: 'lost', block: next, lost: next - end };
  return { merged: true, block: next, size: heap.blockSize(next) };
}

function backwardOf(heap: Heap, block: number, previous: number): Coalescing {
  if (block === 0) return { merged: false, because: 'edge', block: NONE, lost: 0 };
  if (previous === NONE || heap.blockAfter(previous) !== block) {
    return { merged: false, because: 'live', block: blockBefore(heap, block, previous), lost: 0 };
  }
  const end = previous + HEADER_SIZE + heap.blockSize(previous);
  if (end !== block) return { merged: false, because: 'lost', block: previous, lost: block - end };
  return { merged: true, block: previous, size: heap.blockSize(previous) };
}

/** The block right before `block`, found by walking on from a free block before it. */
function blockBefore(heap: Heap, block: number, from: number): number {
  let before = NONE;
  for (let at = Math.max(from, 0); at < block; at = heap.blockAfter(at)) before = at;
  return before;
}

/** @param heap before the resize */
export function explainInPlace(
  heap: Heap,
  block: number,
  size: number,
  consumed: number,
  joined: number,
): InPlaceExplanation {
  return {
    kind: 'inPlace',
    block,
    user: heap.userOffset(block),
    oldRequested: heap.requestedSize(block),
    oldSize: heap.blockSize(block),
    size,
    consumed,
    joined,
  };
}
