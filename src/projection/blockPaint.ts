import type { Work } from '../base/work';
import type { PaintScale } from '../protocol/heapMap';
import type { Replay } from '../replay/replay';
import { FREE, type BlockList } from './blockList';

/** What the live blocks of a heap are coloured by, block by block. */
export interface BlockPaint {
  readonly scale: PaintScale;
  /** Of the live block in a row of the list, from 1; see PaintScale. */
  valueAt(row: number): number;
}

/** Blocks looked at between two yields: a millisecond at most. */
const BLOCKS_AT_ONCE = 2 ** 16;

/** By a number of each live block: events since its allocation, or the bytes that were asked for. */
export function* amountPaint(
  replay: Replay,
  list: BlockList,
  of: 'age' | 'size',
): Work<BlockPaint> {
  const { requested, tag } = list;
  const last = replay.at - 1;
  const amountAt =
    of === 'size' ? (row: number) => requested[row] : (row: number) => last - tag[row];
  let low = Infinity;
  let high = 0;
  for (let row = 0; row < requested.length; row++) {
    if (row % BLOCKS_AT_ONCE === BLOCKS_AT_ONCE - 1) yield;
    if (requested[row] === FREE) continue;
    const amount = amountAt(row);
    if (amount < low) low = amount;
    if (amount > high) high = amount;
  }
  return {
    scale: { kind: 'range', of, low: Math.min(low, high), high },
    valueAt: (row) => amountAt(row) + 1,
  };
}

/** By id: the same id has the same hue in the whole trace, ids that follow each other differ. */
export function huePaint({ trace }: Replay, { tag }: BlockList): BlockPaint {
  return { scale: { kind: 'hues' }, valueAt: (row) => hueOf(trace.newIdOf(tag[row])) };
}

/** 1 to 255. Steps of the golden ratio lie far apart, however many there are. */
function hueOf(id: number): number {
  return 1 + Math.floor(((Math.imul(id + 1, 0x9e3779b1) >>> 0) / 2 ** 32) * 255);
}
