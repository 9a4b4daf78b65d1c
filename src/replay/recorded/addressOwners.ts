import { Rows } from '../../base/rows';
import type { Work } from '../../base/work';
import { NO_EVENT } from '../journal';
import type { RecordedBlocks } from './recordedBlocks';

/** Ranks looked at between two looks at the clock. */
const RANKS_AT_ONCE = 2 ** 14;

/** The blocks of a recording that ever had a byte in them, in the order in which they were made. */
export interface AddressOwners {
  /** The events that made them, ascending. */
  readonly made: Rows;
  /** For each 1 + the event that ended it; 0 for never. */
  readonly ended: Rows;
  /** The event that made the newest of them that is live, or NO_EVENT. */
  readonly live: number;
}

/**
 * Finds out who ever had an address, as work that stops now and then.
 * @param at the event up to which a block must have been made, and not ended, to be live
 */
export function* ownersOf(
  blocks: RecordedBlocks,
  address: bigint,
  at: number,
): Work<AddressOwners> {
  const place = blocks.placeOf(address);
  const ranks: number[] = [];
  if (place !== undefined) {
    const { start, count } = blocks;
    for (let rank = blocks.rankReaching(place); rank < count && start[rank] <= place; rank++) {
      if (rank % RANKS_AT_ONCE === RANKS_AT_ONCE - 1) yield;
      if (start[rank] + blocks.extentAt(rank) > place) ranks.push(rank);
    }
  }
  const { born, end } = blocks;
  const [made, ended] = [new Rows(), new Rows()];
  let live = NO_EVENT;
  for (const rank of ranks.toSorted((a, b) => born[a] - born[b])) {
    made.push(born[rank]);
    ended.push(end[rank] === NO_EVENT ? 0 : end[rank] + 1);
    if (blocks.isLiveAt(rank, at)) live = born[rank];
  }
  return { made, ended, live };
}
