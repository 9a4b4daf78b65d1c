import type { FreeListNode } from '../../../src/protocol/state';

/** Consecutive nodes of the free list, from place `start` on. */
export interface ExpandedRun {
  readonly start: number;
  readonly block: Uint32Array;
  readonly size: Uint32Array;
}

/** The chain with the nodes of `runs` in their places; what is still left out stays a gap. */
export function expanded(
  nodes: readonly FreeListNode[],
  runs: readonly ExpandedRun[],
): readonly FreeListNode[] {
  return runs.reduce(
    (chain, run) => chain.flatMap((node) => ('skipped' in node ? fill(node, run) : [node])),
    nodes,
  );
}

function fill(gap: { skipped: number; fromIndex: number }, run: ExpandedRun): FreeListNode[] {
  if (run.start !== gap.fromIndex) return [gap];
  const count = Math.min(run.block.length, gap.skipped);
  const filled: FreeListNode[] = Array.from({ length: count }, (_, place) => ({
    block: run.block[place] ?? 0,
    size: run.size[place] ?? 0,
    index: gap.fromIndex + place,
    visit: 0,
    role: null,
    relinked: false,
  }));
  const left = gap.skipped - count;
  return left > 0 ? [...filled, { skipped: left, fromIndex: gap.fromIndex + count }] : filled;
}
