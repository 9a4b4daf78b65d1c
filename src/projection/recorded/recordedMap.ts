import { clamp } from '../../base/math';
import type { Work } from '../../base/work';
import {
  SHOWN_KINDS,
  type MapDensity,
  type MapWindow,
  type ShownKind,
} from '../../protocol/heapMap';
import type { RecordedHeap } from '../../replay/recorded/recordedHeap';
import { NO_BLOCK, RecordedRun, recordedRuns } from './recordedRuns';

/** How runs are shown, by `RecordedRun`. */
const KINDS: readonly ShownKind[] = ['user', 'overlap', 'unknown', 'gap'];
const INDEX = KINDS.map((kind) => SHOWN_KINDS.indexOf(kind));

/** So many ids at most go with a window: where there are more, there is no room to write them. */
const MOST_IDS = 200;
/** In UTF-16 units. */
const LONGEST_ID = 80;

/**
 * The places `from..to` of the recorded heap: exact if that takes at most `cells` runs, else summed.
 * Work that stops now and then.
 * Blocks are named by the event that made them, from 1; 0 for none.
 */
export function* recordedMapWindow(
  heap: RecordedHeap,
  from: number,
  to: number,
  cells: number,
): Work<MapWindow> {
  const low = clamp(from, 0, heap.blocks.span);
  const high = clamp(to, low, heap.blocks.span);
  const exact = yield* segments(heap, low, high, cells);
  return exact ?? (yield* density(heap, low, high, cells));
}

function* segments(
  heap: RecordedHeap,
  from: number,
  to: number,
  most: number,
): Work<MapWindow | undefined> {
  const { blocks } = heap;
  const start: number[] = [];
  const kind: number[] = [];
  const rank: number[] = [];
  // Every block has a run at least, and only a few of them lie before `from`.
  if (heap.countIn(from, to) > most) return undefined;
  yield* recordedRuns(heap, from, to, (run, at, _, of) => {
    start.push(at);
    kind.push(run);
    rank.push(of);
  });
  if (start.length > most) return undefined;
  const live = rank.filter((_, i) => kind[i] === (RecordedRun.Live as number));
  const { trace, born } = blocks;
  return {
    mode: 'segments',
    revision: 0,
    from,
    to,
    start: Float64Array.from(start),
    kind: Uint8Array.from(kind, (run) => INDEX[run]),
    block: Uint32Array.from(rank, (each) => (each === NO_BLOCK ? 0 : born[each] + 1)),
    ids:
      live.length > MOST_IDS
        ? []
        : live.map((each) => trace.idText(trace.newIdOf(born[each])).slice(0, LONGEST_ID)),
    paint: null,
  };
}

/** The kinds of the four sums of a cell, by `RecordedRun`. */
const CHANNELS: NonNullable<MapDensity['channels']> = ['user', 'overlap', 'unknown', 'gap'];

function* density(heap: RecordedHeap, from: number, to: number, count: number): Work<MapDensity> {
  const cells = Math.max(1, Math.min(count, to - from));
  const width = (to - from) / cells;
  const sums = new Float64Array(cells * 4);
  const block = new Uint32Array(cells);
  const { born } = heap.blocks;
  const cellOf = (place: number) => Math.min(cells - 1, Math.floor((place - from) / width));
  yield* recordedRuns(heap, from, to, (run, start, end, rank) => {
    const first = cellOf(start);
    if (rank !== NO_BLOCK && block[first] === 0) block[first] = born[rank] + 1;
    // Where there are many runs, each is in one cell.
    if (end <= from + (first + 1) * width) {
      sums[first * 4 + run] += end - start;
      return;
    }
    const last = cellOf(end);
    for (let cell = first; cell <= last; cell++) {
      const begin = from + cell * width;
      const bytes = Math.min(end, begin + width) - Math.max(start, begin);
      if (bytes <= 0) continue;
      sums[cell * 4 + run] += bytes;
      if (rank !== NO_BLOCK && block[cell] === 0) block[cell] = born[rank] + 1;
    }
  });
  const shares = new Uint8Array(cells * 4);
  for (let i = 0; i < shares.length; i++) {
    // What is there at all can be seen.
    if (sums[i] > 0) shares[i] = Math.max(1, Math.round((sums[i] / width) * 255));
  }
  return {
    mode: 'density',
    revision: 0,
    from,
    to,
    cells: shares,
    block,
    channels: CHANNELS,
    paint: null,
  };
}
