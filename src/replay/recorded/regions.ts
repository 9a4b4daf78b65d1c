import type { Work } from '../../base/work';
import { PieceOfAddresses } from './pieceOfAddresses';

/** A stretch of addresses without a large gap, over the whole trace. */
export interface Region {
  /** Where it lies among all regions; one after the other, with room for the gaps in between. */
  readonly place: number;
  /** Bytes up to the end of the last block that ever was in it. */
  readonly length: number;
  /** The address at its place. */
  readonly address: bigint;
  /**
   * Addresses up to the next region of which nothing is known, in bytes; null behind the last. The
   * room that they have after the region says nothing of how many they are.
   */
  readonly gap: bigint | null;
}

/** Where every block of a trace lies among the regions. */
export interface Placed {
  /** By address order. */
  readonly start: Float64Array;
  readonly regions: readonly Region[];
  /** Bytes of all regions and the room of the gaps. */
  readonly span: number;
  /** The room that every gap has. */
  readonly gapRoom: number;
}

/** A gap that is larger divides regions: allocators leave less between two blocks. */
const LEAST_GAP = 2 ** 16;
/** There are no more regions; where there would be, the largest gaps divide. */
export const MOST_REGIONS = 256;
/** Places are exact far beyond, but so much cannot have been there. */
const MOST_SPAN = 2 ** 50;
/** Blocks gone over between two yields. */
const BLOCKS_AT_ONCE = 2 ** 14;
const HALF = 2 ** 32;
/** A region begins at a multiple of this, so that places are aligned as addresses are. */
const GRAIN = 16;

/**
 * Lays the addresses of all blocks out in regions.
 * @param order the rows in address order
 * @param extentOf bytes of the block in a row, at least 1
 * @throws RangeError if the blocks lie too far apart even so
 */
export function* placesOf(
  order: Uint32Array,
  high: Uint32Array,
  low: Uint32Array,
  extentOf: (row: number) => number,
): Work<Placed> {
  const start = new Float64Array(order.length);
  if (order.length === 0) return { start, regions: [], span: 0, gapRoom: 0 };
  const cuts = yield* largestGaps(order, high, low, extentOf);
  const pieces: PieceOfAddresses[] = [];
  let piece: PieceOfAddresses | undefined;
  for (let i = 0, cut = 0; i < order.length; i++) {
    if (i % BLOCKS_AT_ONCE === BLOCKS_AT_ONCE - 1) yield;
    const row = order[i];
    if (piece === undefined || cuts[cut] === i) {
      if (piece !== undefined) cut++;
      piece = new PieceOfAddresses(i, high[row], low[row] - (low[row] % GRAIN));
      pieces.push(piece);
    }
    start[i] = piece.add(high[row], low[row], extentOf(row));
    if (piece.length > MOST_SPAN) throw new RangeError('The blocks lie over more than a PiB');
  }
  const content = pieces.reduce((sum, each) => sum + roundUp(each.length), 0);
  const gaps = pieces.length - 1;
  const gapRoom = gaps === 0 ? 0 : roundUp(Math.max(64, content / (32 + 4 * gaps)));
  const regions: Region[] = [];
  let place = 0;
  for (const [i, { first, length, address }] of pieces.entries()) {
    const next = pieces[i + 1];
    for (let at = first; at < (next?.first ?? order.length); at++) {
      if (at % BLOCKS_AT_ONCE === BLOCKS_AT_ONCE - 1) yield;
      start[at] += place;
    }
    const gap = next === undefined ? null : next.address - (address + BigInt(length));
    regions.push({ place, length, address, gap });
    place += roundUp(length) + (next === undefined ? 0 : gapRoom);
  }
  if (place > MOST_SPAN) throw new RangeError('The blocks lie over more than a PiB');
  return { start, regions, span: place, gapRoom };
}

/** The places in the order before which the largest gaps are, ascending. */
function* largestGaps(
  order: Uint32Array,
  high: Uint32Array,
  low: Uint32Array,
  extentOf: (row: number) => number,
): Work<number[]> {
  let found: { readonly at: number; readonly gap: number }[] = [];
  let least = LEAST_GAP;
  const keep = () => {
    found = found.toSorted((a, b) => b.gap - a.gap).slice(0, MOST_REGIONS - 1);
    least = Math.max(least, found.at(-1)?.gap ?? 0);
  };
  let [baseHigh, baseLow, reach] = [high[order[0]], low[order[0]], 0];
  for (let i = 0; i < order.length; i++) {
    if (i % BLOCKS_AT_ONCE === BLOCKS_AT_ONCE - 1) yield;
    const row = order[i];
    const from = (high[row] - baseHigh) * HALF + (low[row] - baseLow);
    if (from - reach > LEAST_GAP) {
      if (from - reach > least) found.push({ at: i, gap: from - reach });
      if (found.length >= 4 * MOST_REGIONS) keep();
      [baseHigh, baseLow, reach] = [high[row], low[row], extentOf(row)];
    } else reach = Math.max(reach, from + extentOf(row));
  }
  if (found.length >= MOST_REGIONS) keep();
  return found.map(({ at }) => at).toSorted((a, b) => a - b);
}

function roundUp(bytes: number): number {
  return Math.ceil(bytes / GRAIN) * GRAIN;
}
