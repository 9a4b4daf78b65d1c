import assert from 'node:assert/strict';
import {
  FIRST_VISITS,
  LAST_VISITS,
  type AllocExplanation,
  type Coalescing,
  type FreeExplanation,
  type InPlaceExplanation,
} from '../../src/engine/explain';
import { NONE } from '../../src/engine/block';
import { sum, type NaiveBlock, type NaiveHeap } from '../support/naiveHeap';

// Each check compares an explanation with what the naive model was before and became after.

export function checkAlloc(explained: AllocExplanation, before: NaiveHeap, after: NaiveHeap): void {
  checkVisits(explained, before);
  if (explained.placement === null) checkFailure(explained, before);
  else checkPlacement(explained, before, after);
}

function checkVisits(explained: AllocExplanation, before: NaiveHeap): void {
  const { size, align, visits, visitedCount, placement } = explained;
  const { visited, block: chosen } = before.choose(size, align);
  assert.equal(visitedCount, visited, 'visited');
  assert.equal(placement?.block, chosen?.start, 'chosen block');
  const expected = before
    .searchOrder()
    .slice(0, visited)
    .map((block, index) => {
      const { padding, consumed } = before.placement(block, size, align);
      return { ordinal: index + 1, block: block.start, size: block.size, padding, consumed };
    });
  assert.equal(
    expected.find((visit) => visit.block === chosen?.start)?.ordinal,
    placement?.ordinal,
    'ordinal',
  );
  const isKept = (visit: { ordinal: number; block: number }) =>
    visit.ordinal <= FIRST_VISITS ||
    visit.ordinal > visited - LAST_VISITS ||
    visit.block === chosen?.start;
  assert.deepEqual(visits, expected.filter(isKept));
}

function checkPlacement(explained: AllocExplanation, before: NaiveHeap, after: NaiveHeap): void {
  const { size, placement, failure } = explained;
  assert(placement);
  assert.equal(failure, null);
  const taken = blockAt(after, placement.block);
  assert(taken.live, 'taken');
  const starts = before.blocks.map((block) => block.start);
  const remainder = after.blocks.find((block) => !starts.includes(block.start));
  const previous = before.freeBlocks().findLast((block) => block.start < taken.start);
  assert.deepEqual(placement, {
    block: taken.start,
    ordinal: placement.ordinal,
    whole: blockAt(before, taken.start).size,
    user: taken.live.user,
    padding: taken.live.user - taken.start - 24,
    blockSize: taken.size,
    tail: taken.start + 16 + taken.size - taken.live.user - size,
    remainder: remainder ? { block: remainder.start, size: remainder.size } : null,
    lost: after.history.lostBytes - before.history.lostBytes,
    linkedFrom: previous?.start ?? NONE,
  });
}

function checkFailure(explained: AllocExplanation, before: NaiveHeap): void {
  const { failure, size, align } = explained;
  const free = before.freeBlocks();
  const consumed = free.map((block) => before.placement(block, size, align).consumed);
  const short = free.map((block, i) => consumed[i] - block.size);
  const least = Math.min(...short);
  const at = short.indexOf(least);
  assert(least > 0, 'a block that fits was passed over');
  assert.deepEqual(failure, {
    freeBytes: sum(free.map((block) => block.size)),
    freeBlocks: free.length,
    largestFree: Math.max(0, ...free.map((block) => block.size)),
    // No alignment below 8 asks for padding.
    needed: before.placement({ start: 0, size: 0, live: null }, size, 1).consumed,
    closest:
      free.length === 0 ? null : { block: free[at].start, consumed: consumed[at], shortBy: least },
    liveBlocks: before.blocks.filter(({ live }) => live !== null).length,
  });
}

export function checkFree(explained: FreeExplanation, before: NaiveHeap, after: NaiveHeap): void {
  const freed = blockAt(before, explained.block);
  assert(freed.live, 'freed');
  const free = before.freeBlocks();
  const forward = coalescing(freed, neighbour(before, freed, 1));
  const backward = coalescing(freed, neighbour(before, freed, -1));
  const result = blockAt(after, backward.merged ? backward.block : freed.start);
  assert.equal(result.live, null);
  assert.deepEqual(explained, {
    kind: 'free',
    block: freed.start,
    user: freed.live.user,
    requested: freed.live.requested,
    size: freed.size,
    previous: free.findLast((block) => block.start < freed.start)?.start ?? NONE,
    next: free.find((block) => block.start > freed.start)?.start ?? NONE,
    forward,
    backward,
    result: { block: result.start, size: result.size },
  });
  const merged = Number(forward.merged) + Number(backward.merged);
  assert.equal(after.history.coalesces - before.history.coalesces, merged);
}

/** What should be said of a freed block and the block beside it, if there is one. */
function coalescing(freed: NaiveBlock, other: NaiveBlock | undefined): Coalescing {
  if (!other) return { merged: false, because: 'edge', block: NONE, lost: 0 };
  if (other.live) return { merged: false, because: 'live', block: other.start, lost: 0 };
  const lost = bytesBetween(freed, other);
  return lost === 0
    ? { merged: true, block: other.start, size: other.size }
    : { merged: false, because: 'lost', block: other.start, lost };
}

export function checkInPlace(
  explained: InPlaceExplanation,
  before: NaiveHeap,
  after: NaiveHeap,
): void {
  const old = blockAt(before, explained.block);
  const now = blockAt(after, explained.block);
  assert(old.live && now.live);
  const next = neighbour(before, old, 1);
  const joined = next && next.live === null && bytesBetween(old, next) === 0;
  const whole = old.size + (joined ? 16 + next.size : 0);
  const isSplit = after.history.splits > before.history.splits;
  assert.deepEqual(explained, {
    kind: 'inPlace',
    block: old.start,
    user: now.live.user,
    oldRequested: old.live.requested,
    oldSize: old.size,
    size: now.live.requested,
    // Unless the rest was too small to be cut off, the block is what was consumed.
    consumed: isSplit ? now.size : explained.consumed,
    joined: joined ? next.start : NONE,
  });
  assert.equal(whole - explained.consumed >= 32, isSplit);
}

function blockAt(heap: NaiveHeap, start: number): NaiveBlock {
  const block = heap.blocks.find((each) => each.start === start);
  assert(block, `no block at ${start}`);
  return block;
}

function neighbour(heap: NaiveHeap, block: NaiveBlock, by: 1 | -1): NaiveBlock | undefined {
  const index = heap.blocks.indexOf(block) + by;
  return index < 0 ? undefined : heap.blocks.at(index);
}

function bytesBetween(one: NaiveBlock, other: NaiveBlock): number {
  const [left, right] = one.start < other.start ? [one, other] : [other, one];
  return right.start - (left.start + 16 + left.size);
}
