import { HEADER_SIZE } from '../../engine/block';
import type { Explanation } from '../../engine/explain';
import { FREE, type BlockList } from '../blockList';

/** A block at one moment. */
export interface BlockState {
  readonly block: number;
  /** Bytes after the header. */
  readonly size: number;
  /** What was asked for; FREE for a free block. */
  readonly requested: number;
  /** Where the user data starts; 0 for a free block. */
  readonly user: number;
  /** The event that allocated it; 0 for a free block. */
  readonly tag: number;
}

/** All blocks of the bytes `from..to`, before an event and after it. */
export interface Region {
  readonly from: number;
  readonly to: number;
  readonly before: readonly BlockState[];
  readonly after: readonly BlockState[];
}

/** Rows of a block list. */
interface RowRange {
  readonly first: number;
  readonly end: number;
}

/**
 * The bytes that an event touched, each with an untouched block on either side, in address order.
 * What was there before follows from what is there now and what the event did, so the heap need not
 * go back for it. Empty where no block changed.
 * @param list the blocks after the event
 * @param explanations what the event did, in order
 * @param freedTag the event that allocated the block which this one frees
 */
export function regionsOf(
  list: BlockList,
  explanations: readonly Explanation[],
  freedTag: number,
): Region[] {
  return rangesOf(list, explanations).map(({ first, end }) => {
    const after = Array.from({ length: end - first }, (_, i) => stateAt(list, first + i));
    const from = list.blocks[first];
    const to = end < list.blocks.length ? list.blocks[end] : list.heap.config.size;
    return { from, to, before: takenBack(after, from, to, explanations, freedTag), after };
  });
}

function stateAt(list: BlockList, row: number): BlockState {
  return {
    block: list.blocks[row],
    size: list.size[row],
    requested: list.requested[row],
    user: list.user[row],
    tag: list.tag[row],
  };
}

/** The rows of what was touched and its neighbours, joined where they meet. */
function rangesOf(list: BlockList, explanations: readonly Explanation[]): RowRange[] {
  const ranges = explanations
    .flatMap((explanation) => {
      const extent = extentOf(explanation);
      if (extent === undefined) return [];
      const first = Math.max(0, list.indexAt(extent.from) - 1);
      const last = list.indexAt(extent.to - 1);
      return [{ first, end: Math.min(last + 2, list.blocks.length) }];
    })
    .toSorted((a, b) => a.first - b.first);
  const joined: RowRange[] = [];
  for (const range of ranges) {
    const previous = joined.at(-1);
    if (previous === undefined || range.first > previous.end) joined.push(range);
    else joined.splice(-1, 1, { first: previous.first, end: Math.max(previous.end, range.end) });
  }
  return joined;
}

/**
 * The bytes whose blocks an operation changed. A block that was resized in place is not told of:
 * no trace can ask for that.
 */
function extentOf(explanation: Explanation): { from: number; to: number } | undefined {
  if (explanation.kind === 'alloc' && explanation.placement !== null) {
    const { block, whole } = explanation.placement;
    return { from: block, to: block + HEADER_SIZE + whole };
  }
  if (explanation.kind === 'free') {
    const { block, size } = explanation.result;
    return { from: block, to: block + HEADER_SIZE + size };
  }
  return undefined;
}

/** The blocks of a region before the operations, the last of which is taken back first. */
function takenBack(
  after: readonly BlockState[],
  from: number,
  to: number,
  explanations: readonly Explanation[],
  freedTag: number,
): BlockState[] {
  const blocks = new Map(after.map((state) => [state.block, state]));
  const put = (state: BlockState) => blocks.set(state.block, state);
  for (const explanation of explanations.toReversed()) {
    if (explanation.kind === 'free') {
      const { block, size, requested, user, forward, backward, result } = explanation;
      if (block < from || block >= to) continue;
      blocks.delete(result.block);
      if (backward.merged) put(freeState(backward.block, backward.size));
      if (forward.merged) put(freeState(forward.block, forward.size));
      put({ block, size, requested, user, tag: freedTag });
    } else if (explanation.kind === 'alloc' && explanation.placement !== null) {
      const { block, whole, remainder } = explanation.placement;
      if (block < from || block >= to) continue;
      if (remainder) blocks.delete(remainder.block);
      put(freeState(block, whole));
    }
  }
  return [...blocks.values()].toSorted((a, b) => a.block - b.block);
}

function freeState(block: number, size: number): BlockState {
  return { block, size, requested: FREE, user: 0, tag: 0 };
}

/** Whether two moments of a block are the same to the eye. */
export function isSameState(a: BlockState, b: BlockState): boolean {
  return (
    a.block === b.block && a.size === b.size && a.requested === b.requested && a.user === b.user
  );
}
