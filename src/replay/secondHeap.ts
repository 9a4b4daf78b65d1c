import type { Work } from '../base/work';
import type { Replay } from './replay';
import { ReplayView } from './replayView';

/** A larger heap is not made a second time: what the journal knows must do. */
export const LARGEST_SECOND_HEAP = 64 * 2 ** 20;
/** Carried out between two looks at the clock: a millisecond or two. */
const EVENTS_AT_ONCE = 4096;

/**
 * A second heap for a replay; undefined where it is too large, or where there is no memory for it.
 * @param before a view that is no longer used: it is given back if it still is one of this replay
 */
export function secondHeapOf(replay: Replay, before?: ReplayView): ReplayView | undefined {
  if (replay.heap.config.size > LARGEST_SECOND_HEAP) return undefined;
  if (before?.isOf(replay) === true) return before;
  try {
    return new ReplayView(replay, before);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return undefined;
  }
}

/** Moves a cursor to the state after `at` events. */
export function* goTo(
  cursor: { seekSome(at: number, most: number): boolean },
  at: number,
): Work<void> {
  while (!cursor.seekSome(at, EVENTS_AT_ONCE)) yield;
}
