import { lowerBound } from '../../base/ascending';
import type { Explanation } from '../../engine/explain';
import { Counter } from '../../engine/counters';
import {
  NODES_LIMIT,
  type FreeListEntry,
  type FreeListGap,
  type FreeListNode,
  type FreeListView,
  type FreeListWindow,
} from '../../protocol/freeList';
import type { BlockList } from '../blockList';
import { stepMarks, type StepMarks } from './stepMarks';

/** Lists up to this length are shown whole. */
const WHOLE_LIST = 40;
/** Nodes kept around each place where something happened, and at both ends. */
const CONTEXT = 1;
const AT_START = 3;
const AT_END = 2;

/** The chain from head to null, shortened where nothing happened. */
export function freeListView(list: BlockList, explanations: readonly Explanation[]): FreeListView {
  const { free: blocks, freeSizes: sizes } = list;
  const marks = stepMarks(list, explanations);
  return {
    count: blocks.length,
    bytes: list.heap.counter(Counter.FreeBytes),
    head: list.heap.head,
    nodes: withGone(shorten(list, marks), marks),
    end: marks.relinked.get(-1) ?? null,
    histogram: histogramOf(sizes),
  };
}

/** Nodes `start..start + count` of the list, by their place in it. */
export function freeListWindow(
  list: BlockList,
  explanations: readonly Explanation[],
  start: number,
  count: number,
  revision: number,
): FreeListWindow {
  const marks = stepMarks(list, explanations);
  const end = Math.min(start + count, list.free.length);
  return { revision, total: list.free.length, nodes: nodesOf(list, marks, start, end) };
}

/** The nodes with headers at `from..to`, at most NODES_LIMIT. */
export function freeListStretch(
  list: BlockList,
  explanations: readonly Explanation[],
  from: number,
  to: number,
  revision: number,
): FreeListWindow {
  const start = lowerBound(list.free, from);
  const count = Math.min(NODES_LIMIT, lowerBound(list.free, to) - start);
  return freeListWindow(list, explanations, start, Math.max(0, count), revision);
}

function nodesOf(list: BlockList, marks: StepMarks, start: number, end: number): FreeListNode[] {
  const { free, freeSizes } = list;
  return Array.from({ length: Math.max(0, end - start) }, (_, i): FreeListNode => {
    const index = start + i;
    const block = free[index];
    const { visit, verdict } = marks.visits.get(block) ?? { visit: 0, verdict: '' };
    return {
      kind: 'node',
      block,
      size: freeSizes[index],
      index,
      visit,
      verdict,
      role: marks.roles.get(block) ?? null,
      relinked: marks.relinked.get(block) ?? null,
    };
  });
}

/** The nodes to show, in order, and the runs left out between them. */
function shorten(list: BlockList, marks: StepMarks): (FreeListNode | FreeListGap)[] {
  const { free } = list;
  if (free.length <= WHOLE_LIST) return nodesOf(list, marks, 0, free.length);
  const result: (FreeListNode | FreeListGap)[] = [];
  let next = 0;
  for (const index of [...shownPlaces(free, marks), free.length]) {
    // A gap of one takes as much room as the node it hides.
    if (index - next === 1) result.push(...nodesOf(list, marks, next, index));
    else if (index > next) result.push(gapOf(list, next, index));
    if (index < free.length) result.push(...nodesOf(list, marks, index, index + 1));
    next = index + 1;
  }
  return result;
}

function shownPlaces(free: Uint32Array, marks: StepMarks): number[] {
  const shown = new Set<number>();
  const show = (place: number, after = place) => {
    for (let at = place - CONTEXT; at <= after + CONTEXT; at++) {
      if (at >= 0 && at < free.length) shown.add(at);
    }
  };
  for (let index = 0; index < AT_START; index++) show(index);
  for (let index = free.length - AT_END; index < free.length; index++) show(index);
  for (const block of marks.roles.keys()) show(lowerBound(free, block));
  // A node that is gone was before that place.
  for (const { block } of marks.gone) {
    const place = lowerBound(free, block);
    show(place, place - 1);
  }
  // The map draws the links that were rewritten, so both ends must be known.
  for (const block of marks.relinked.keys()) if (block >= 0) shown.add(lowerBound(free, block));
  for (const [block, { visit }] of marks.visits) {
    const place = lowerBound(free, block);
    if (visit <= AT_START && free[place] === block) show(place);
  }
  return [...shown].toSorted((a, b) => a - b);
}

function gapOf({ free, freeSizes }: BlockList, start: number, end: number): FreeListGap {
  let bytes = 0;
  for (let index = start; index < end; index++) bytes += freeSizes[index];
  return {
    kind: 'gap',
    skipped: end - start,
    fromIndex: start,
    bytes,
    firstBlock: free[start],
    lastBlock: free[end - 1],
  };
}

/** Puts the nodes that are gone where they were: the list is in address order. */
function withGone(
  entries: readonly (FreeListNode | FreeListGap)[],
  { gone }: StepMarks,
): FreeListEntry[] {
  const merged: FreeListEntry[] = [...entries];
  for (const node of gone) {
    const place = merged.findIndex(
      (entry) => (entry.kind === 'gap' ? entry.lastBlock : entry.block) > node.block,
    );
    merged.splice(place < 0 ? merged.length : place, 0, node);
  }
  return merged;
}

function histogramOf(sizes: Uint32Array): { from: number; count: number }[] {
  const counts = new Uint32Array(32);
  for (const size of sizes) counts[31 - Math.clz32(Math.max(size, 1))]++;
  return Array.from(counts, (count, power) => ({ from: 2 ** power, count })).filter(
    ({ count }) => count > 0,
  );
}
