import { BACK_POINTER_SIZE, HEADER_SIZE } from '../../engine/block';
import type { Explanation } from '../../engine/explain';
import type { DrawnBlock, Lack, PartKind, StepDrawing } from '../../protocol/drawing';
import type { TouchedBlock } from '../../protocol/state';
import type { Trace } from '../../trace/trace';
import { FREE, type BlockList } from '../blockList';
import { linkChanges } from './links';
import { isSameState, type BlockState, type Region } from './regions';

/** Longer ids are cut: a drawing has no room for them. */
const LONGEST_ID = 60;

/**
 * What an event changed, as a drawing of before and after; null where there is nothing to draw.
 * @param list the blocks after the event
 * @param regions of the same event and list
 * @param touched what became of which block
 */
export function stepDrawing(
  list: BlockList,
  regions: readonly Region[],
  explanations: readonly Explanation[],
  trace: Trace,
  touched: readonly TouchedBlock[],
): StepDrawing | null {
  const lack = lackOf(explanations);
  if (regions.length === 0 && lack === null) return null;
  const { ended, made } = linkChanges(list, regions);
  return {
    regions: regions.map((region) => {
      const draw = (
        blocks: readonly BlockState[],
        others: readonly BlockState[],
        isAfter: boolean,
      ): DrawnBlock[] =>
        blocks.map((state, index) => {
          const changed = !others.some((other) => isSameState(state, other));
          const end = blocks.at(index + 1)?.block ?? region.to;
          return {
            block: state.block,
            id: state.requested === FREE ? '' : idOf(trace, state.tag),
            live: state.requested !== FREE,
            changed,
            role: isAfter && changed ? roleOf(touched, state.block) : null,
            parts: partsOf(state, end),
          };
        });
      const { from, to, before, after } = region;
      return { from, to, before: draw(before, after, false), after: draw(after, before, true) };
    }),
    oldLinks: ended,
    newLinks: made,
    lack,
  };
}

function idOf(trace: Trace, event: number): string {
  return trace.idText(trace.newIdOf(event)).slice(0, LONGEST_ID);
}

/** A free block that came of a merge was also freed: what it became is what is said. */
function roleOf(touched: readonly TouchedBlock[], block: number): DrawnBlock['role'] {
  const roles = touched.filter((each) => each.block === block).map(({ role }) => role);
  return roles.find((role) => role === 'merged') ?? roles.at(-1) ?? null;
}

/** @param end where the next block begins */
function partsOf({ block, size, requested, user }: BlockState, end: number): DrawnBlock['parts'] {
  const padding = user - block - HEADER_SIZE - BACK_POINTER_SIZE;
  const parts: { kind: PartKind; size: number }[] =
    requested === FREE
      ? [
          { kind: 'freeHeader', size: HEADER_SIZE },
          { kind: 'free', size },
        ]
      : [
          { kind: 'header', size: HEADER_SIZE },
          { kind: 'padding', size: padding },
          { kind: 'backPointer', size: BACK_POINTER_SIZE },
          { kind: 'user', size: requested },
          { kind: 'tail', size: size - padding - BACK_POINTER_SIZE - requested },
        ];
  parts.push({ kind: 'lost', size: end - (block + HEADER_SIZE + size) });
  return parts.filter((part) => part.size > 0);
}

function lackOf(explanations: readonly Explanation[]): Lack | null {
  for (const explanation of explanations) {
    if (explanation.kind !== 'alloc' || explanation.failure === null) continue;
    const { closest, freeBytes, freeBlocks } = explanation.failure;
    if (closest === null) continue;
    const { block, consumed, shortBy } = closest;
    return { block, size: consumed - shortBy, needed: consumed, freeBytes, freeBlocks };
  }
  return null;
}
