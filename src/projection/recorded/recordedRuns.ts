import type { Work } from '../../base/work';
import type { RecordedHeap } from '../../replay/recorded/recordedHeap';
import { lowerBound } from '../../base/ascending';

/** What a run of places is. */
export const enum RecordedRun {
  /** In one live block. */
  Live,
  /** In more than one: the recording contradicts itself. */
  Overlap,
  /** In no live block: free, a header, somebody else's, or no memory at all. */
  Unknown,
  /** Between two regions; its length says nothing. */
  Gap,
}

/** The rank of the block that a run belongs to; for an overlap, of the one that began last. */
export type TakeRun = (kind: RecordedRun, from: number, to: number, rank: number) => void;

/** Of a run that belongs to no block. */
export const NO_BLOCK = -1;

/** Blocks gone over between two moments at which the work can be put off. */
const BLOCKS_AT_ONCE = 2 ** 13;

/**
 * Goes over the places `from..to` in order, and tells every run of them. Stops now and then.
 *
 * Blocks come in the order of their beginnings. `reach` is how far the ones so far go, and `shared`
 * how far more than one of them does; beyond that, what is left belongs to the one that reaches
 * furthest.
 */
export function* recordedRuns(
  { blocks, live }: RecordedHeap,
  from: number,
  to: number,
  take: TakeRun,
): Work<void> {
  const { start, regions } = blocks;
  let at = from;
  let [reach, owner] = [from, NO_BLOCK];
  let [shared, last] = [from, NO_BLOCK];
  let region = blocks.regionAt(from);

  const takeUnknown = (end: number) => {
    while (at < end && region < regions.length) {
      const { place, length } = regions[region];
      const regionEnd = place + length;
      if (at < regionEnd) {
        const stop = Math.min(end, regionEnd);
        take(RecordedRun.Unknown, at, stop, NO_BLOCK);
        at = stop;
        if (at < regionEnd) return;
      }
      const isLast = region + 1 === regions.length;
      const next = isLast ? blocks.span : regions[region + 1].place;
      const stop = Math.min(end, next);
      // Behind the last region there may be some bytes up to a round number.
      const kind = isLast ? RecordedRun.Unknown : RecordedRun.Gap;
      if (stop > at) take(kind, at, stop, NO_BLOCK);
      at = stop;
      if (at < next) return;
      region++;
    }
  };
  const goOn = (end: number) => {
    if (at < Math.min(shared, end)) {
      take(RecordedRun.Overlap, at, Math.min(shared, end), last);
      at = Math.min(shared, end);
    }
    if (at < Math.min(reach, end)) {
      take(RecordedRun.Live, at, Math.min(reach, end), owner);
      at = Math.min(reach, end);
    }
    if (at < end) takeUnknown(end);
  };

  for (let row = lowerBound(live, blocks.rankReaching(from)); row < live.length; row++) {
    if (row % BLOCKS_AT_ONCE === BLOCKS_AT_ONCE - 1) yield;
    const rank = live[row];
    const begin = start[rank];
    if (begin >= to) break;
    const end = begin + blocks.extentAt(rank);
    if (end <= from) continue;
    if (begin > at) goOn(begin);
    if (begin < reach && owner !== NO_BLOCK) {
      shared = Math.max(shared, Math.min(end, reach));
      last = rank;
    }
    if (end > reach || owner === NO_BLOCK) {
      reach = end;
      owner = rank;
    }
  }
  goOn(to);
}
