import { lowerBound } from '../../base/ascending';
import type { RecordedHeap } from '../../replay/recorded/recordedHeap';

/** Live blocks around one, in its region of addresses: ranks. */
export interface Neighbours {
  /** The one that ends last of those that begin and end before it. */
  readonly before: number | undefined;
  readonly after: number | undefined;
  /** Those that have a byte of it: a few, and how many there are. */
  readonly sharing: readonly number[];
  readonly sharingCount: number;
}

/** So many of the blocks that overlap are named. */
const MOST_NAMED = 3;

/** What lies around the block of a rank, itself left out. */
export function neighboursOf({ blocks, live }: RecordedHeap, rank: number): Neighbours {
  const { start } = blocks;
  const begin = start[rank];
  const end = begin + blocks.extentAt(rank);
  const region = blocks.regions[blocks.regionAt(begin)];
  const sharing: number[] = [];
  let sharingCount = 0;
  const share = (other: number) => {
    if (sharingCount++ < MOST_NAMED) sharing.push(other);
  };

  let before: number | undefined;
  let reach = region.place;
  const own = lowerBound(live, rank);
  // Blocks that begin before may be long: what reaches here is looked for, not only the last one.
  const first = lowerBound(live, Math.min(rank, blocks.rankReaching(begin)));
  for (let row = Math.max(0, Math.min(first, own - 1)); row < own; row++) {
    const other = live[row];
    if (start[other] < region.place) continue;
    const otherEnd = start[other] + blocks.extentAt(other);
    if (otherEnd > begin) share(other);
    else if (otherEnd > reach || before === undefined) [before, reach] = [other, otherEnd];
  }
  let row = live[own] === rank ? own + 1 : own;
  for (; row < live.length && start[live[row]] < end; row++) share(live[row]);
  const next = row < live.length ? live[row] : undefined;
  const isNear = next !== undefined && start[next] < region.place + region.length;
  return { before, after: isNear ? next : undefined, sharing, sharingCount };
}
