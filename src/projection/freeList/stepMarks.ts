import type { Explanation } from '../../engine/explain';
import type { FreeListNode, GoneNode, LinkRewrite } from '../../protocol/freeList';
import type { BlockList } from '../blockList';
import { linkChanges } from '../drawing/links';
import { regionsOf } from '../drawing/regions';
import { verdictOf } from '../prose/allocProse';

interface VisitMark {
  readonly visit: number;
  readonly verdict: string;
}

/** What a step did to the free list, by blocks. */
export interface StepMarks {
  readonly visits: ReadonlyMap<number, VisitMark>;
  readonly roles: ReadonlyMap<number, NonNullable<FreeListNode['role']>>;
  /** Nodes that were in the list and are no more, in its order. */
  readonly gone: readonly GoneNode[];
  /** By the node that a rewritten link leads to now; -1 for null. */
  readonly relinked: ReadonlyMap<number, LinkRewrite>;
}

/** @param list the blocks after the step */
export function stepMarks(list: BlockList, explanations: readonly Explanation[]): StepMarks {
  const visits = visitsOf(explanations);
  const roles = new Map<number, NonNullable<FreeListNode['role']>>();
  const gone = new Map<number, GoneNode>();
  const go = (block: number, size: number, fate: GoneNode['fate']) => {
    const { visit, verdict } = visits.get(block) ?? { visit: 0, verdict: '' };
    gone.set(block, { kind: 'gone', block, size, visit, verdict, fate });
  };
  for (const explanation of explanations) {
    if (explanation.kind === 'alloc' && explanation.placement !== null) {
      const { block, whole, remainder } = explanation.placement;
      go(block, whole, remainder ? 'split' : 'taken');
      if (remainder) roles.set(remainder.block, 'remainder');
    } else if (explanation.kind === 'free') {
      const { result, forward, backward } = explanation;
      // What a split left a moment ago was in no list before the step.
      if (forward.merged && !roles.delete(forward.block)) {
        go(forward.block, forward.size, 'merged');
      }
      roles.set(result.block, forward.merged || backward.merged ? 'merged' : 'freed');
    }
  }
  return {
    visits,
    roles,
    gone: [...gone.values()].toSorted((a, b) => a.block - b.block),
    relinked: relinkedBy(list, explanations),
  };
}

function visitsOf(explanations: readonly Explanation[]): Map<number, VisitMark> {
  const visits = new Map<number, VisitMark>();
  for (const explanation of explanations) {
    if (explanation.kind !== 'alloc') continue;
    for (const each of explanation.visits) {
      const verdict = verdictOf(each, each.block === explanation.placement?.block);
      visits.set(each.block, { visit: each.ordinal, verdict });
    }
  }
  return visits;
}

function relinkedBy(
  list: BlockList,
  explanations: readonly Explanation[],
): Map<number, LinkRewrite> {
  const { ended, made } = linkChanges(list, regionsOf(list, explanations, 0));
  const before = new Map(ended.map(({ from, to }) => [from, to]));
  return new Map(
    made.flatMap(({ from, to }) => {
      const old = before.get(from);
      return old === undefined ? [] : [[to, { holder: from, old }] as const];
    }),
  );
}
