import { NONE } from '../engine/block';
import type { Heap } from '../engine/heap';
import type { Explanation } from '../engine/explain';
import type { FreeListNode, FreeListView } from '../protocol/state';

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
export function freeListView(heap: Heap, explanations: readonly Explanation[]): FreeListView {
  const blocks: number[] = [];
  const sizes: number[] = [];
  let bytes = 0;
  for (let block = heap.head; block >= 0; block = heap.nextFree(block)) {
    blocks.push(block);
    sizes.push(heap.blockSize(block));
    bytes += heap.blockSize(block);
  }
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
    bytes,
    nodes: shorten(blocks, marks).map((kept) => (typeof kept === 'number' ? nodeAt(kept) : kept)),
    histogram: histogramOf(sizes),
  };
}

/** @param blocks the list after the step */
function marksOf(explanations: readonly Explanation[], blocks: readonly number[]): StepMarks {
  const visits = new Map<number, number>();
  const roles = new Map<number, Role>();
  const relinked = new Set<number>();
  const relinkAfter = (block: number) => {
    const index = block === NONE ? -1 : blocks.indexOf(block);
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
  blocks: readonly number[],
  marks: StepMarks,
): (number | { skipped: number; fromIndex: number })[] {
  const kept = blocks.map((block, index) => {
    const visit = marks.visits.get(block) ?? 0;
    const matters = marks.roles.has(block) || (visit > 0 && visit <= AT_START);
    return matters || index < AT_START || index >= blocks.length - AT_END;
  });
  const result: (number | { skipped: number; fromIndex: number })[] = [];
  let gapStart = -1;
  const closeGap = (end: number) => {
    if (gapStart < 0) return;
    // A gap of one takes as much room as the node it hides.
    if (end - gapStart === 1) result.push(gapStart);
    else result.push({ skipped: end - gapStart, fromIndex: gapStart });
    gapStart = -1;
  };
  for (let index = 0; index < blocks.length; index++) {
    const near = kept.slice(Math.max(index - CONTEXT, 0), index + CONTEXT + 1).includes(true);
    if (near || blocks.length <= WHOLE_LIST) {
      closeGap(index);
      result.push(index);
    } else if (gapStart < 0) gapStart = index;
  }
  closeGap(blocks.length);
  return result;
}

function histogramOf(sizes: readonly number[]): { from: number; count: number }[] {
  const counts = new Map<number, number>();
  for (const size of sizes) {
    const from = 2 ** Math.floor(Math.log2(Math.max(size, 1)));
    counts.set(from, (counts.get(from) ?? 0) + 1);
  }
  return [...counts].toSorted(([a], [b]) => a - b).map(([from, count]) => ({ from, count }));
}
