import { NONE } from '../engine/block';
import type { Explanation } from '../engine/explain';
import { Counter } from '../engine/memory';
import type { FreeListWindow } from '../protocol/messages';
import type { FreeListNode, FreeListView } from '../protocol/state';
import type { BlockList } from './blockList';

/** Lists up to this length are shown whole. */
const WHOLE_LIST = 40;
/** Nodes kept around each place where something happened, and at both ends. */
const CONTEXT = 1;
const AT_START = 3;
const AT_END = 2;

type Role = 'remainder' | 'merged' | 'freed';

/** What the step did to the list: which nodes it looked at, made, and made others lead to. */
interface StepMarks {
  readonly visits: ReadonlyMap<number, number>;
  readonly roles: ReadonlyMap<number, Role>;
  readonly relinked: ReadonlySet<number>;
}

/** The chain from head to null, shortened where nothing happened. */
export function freeListView(list: BlockList, explanations: readonly Explanation[]): FreeListView {
  const { free: blocks, freeSizes: sizes } = list;
  const marks = marksOf(explanations, blocks);
  const nodeAt = (index: number): FreeListNode => ({
    block: blocks[index],
    size: sizes[index],
    index,
    visit: marks.visits.get(blocks[index]) ?? 0,
    role: marks.roles.get(blocks[index]) ?? null,
    relinked: marks.relinked.has(blocks[index]),
  });
  return {
    count: blocks.length,
    bytes: list.heap.counter(Counter.FreeBytes),
    nodes: shorten(blocks, marks).map((kept) => (typeof kept === 'number' ? nodeAt(kept) : kept)),
    histogram: histogramOf(sizes),
  };
}

/** Nodes `start..start + count` of the list, by their place in it. */
export function freeListWindow(
  { free, freeSizes }: BlockList,
  start: number,
  count: number,
  revision: number,
): FreeListWindow {
  return {
    revision,
    total: free.length,
    start,
    // Copies: the list goes on to other states.
    block: free.slice(start, start + count),
    size: freeSizes.slice(start, start + count),
  };
}

/** @param blocks the list after the step */
function marksOf(explanations: readonly Explanation[], blocks: Uint32Array): StepMarks {
  const visits = new Map<number, number>();
  const roles = new Map<number, Role>();
  const relinked = new Set<number>();
  const relinkAfter = (block: number) => {
    const index = block === NONE ? -1 : indexOf(blocks, block);
    const isGone = index < 0 && block !== NONE;
    if (!isGone && index + 1 < blocks.length) relinked.add(blocks[index + 1]);
  };
  for (const explanation of explanations) {
    if (explanation.kind === 'alloc') {
      for (const { block, ordinal } of explanation.visits) visits.set(block, ordinal);
      const { placement } = explanation;
      if (placement === null) continue;
      if (placement.remainder) {
        roles.set(placement.remainder.block, 'remainder');
        visits.set(placement.remainder.block, placement.ordinal);
      }
      relinkAfter(placement.linkedFrom);
    } else if (explanation.kind === 'free') {
      const { result, forward, backward } = explanation;
      roles.set(result.block, forward.merged || backward.merged ? 'merged' : 'freed');
      if (!backward.merged) relinkAfter(explanation.previous);
      else if (forward.merged) relinkAfter(result.block);
    }
  }
  return { visits, roles, relinked };
}

/** The places to show, in order, and the runs left out between them. */
function shorten(
  blocks: Uint32Array,
  marks: StepMarks,
): (number | { skipped: number; fromIndex: number })[] {
  const { length } = blocks;
  if (length <= WHOLE_LIST) return Array.from(blocks, (_, index) => index);
  const shown = new Set<number>();
  const show = (place: number) => {
    for (let at = place - CONTEXT; at <= place + CONTEXT; at++) {
      if (at >= 0 && at < length) shown.add(at);
    }
  };
  for (let index = 0; index < AT_START; index++) show(index);
  for (let index = length - AT_END; index < length; index++) show(index);
  for (const block of marks.roles.keys()) {
    const index = indexOf(blocks, block);
    if (index >= 0) show(index);
  }
  for (const block of marks.relinked) shown.add(indexOf(blocks, block));
  for (const [block, visit] of marks.visits) {
    const index = visit <= AT_START ? indexOf(blocks, block) : -1;
    if (index >= 0) show(index);
  }
  const result: (number | { skipped: number; fromIndex: number })[] = [];
  let next = 0;
  for (const index of [...shown, length].toSorted((a, b) => a - b)) {
    // A gap of one takes as much room as the node it hides.
    if (index - next === 1) result.push(next);
    else if (index > next) result.push({ skipped: index - next, fromIndex: next });
    if (index < length) result.push(index);
    next = index + 1;
  }
  return result;
}

/** The place of a block in the list, which is in address order; -1 if it is not free. */
function indexOf(blocks: Uint32Array, block: number): number {
  let low = 0;
  let high = blocks.length - 1;
  while (low <= high) {
    const middle = (low + high) >>> 1;
    if (blocks[middle] === block) return middle;
    if (blocks[middle] < block) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}

function histogramOf(sizes: Uint32Array): { from: number; count: number }[] {
  const counts = new Uint32Array(32);
  for (const size of sizes) counts[31 - Math.clz32(Math.max(size, 1))]++;
  return Array.from(counts, (count, power) => ({ from: 2 ** power, count })).filter(
    ({ count }) => count > 0,
  );
}
