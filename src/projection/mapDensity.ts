import { HEADER_SIZE } from '../engine/block';
import { MAP_KINDS, type MapDensity, type MapKind } from '../protocol/heapMap';
import { FREE, type BlockList } from './blockList';
import type { BlockPaint } from './blockPaint';
import { BlockRuns } from './blockRuns';
import { cellPaint } from './mapPaint';

/** What a cell sums, as `MapDensity.cells` has it. */
const enum Channel {
  User,
  Overhead,
  Free,
  Lost,
}

const CHANNEL_OF: { readonly [kind in MapKind]: Channel } = {
  user: Channel.User,
  header: Channel.Overhead,
  backPointer: Channel.Overhead,
  padding: Channel.Overhead,
  tail: Channel.Overhead,
  freeHeader: Channel.Free,
  freeLink: Channel.Free,
  free: Channel.Free,
  lost: Channel.Lost,
};
/** Which of a cell's four channels each kind is summed in, by its place in MAP_KINDS. */
const CHANNEL = Uint8Array.from(MAP_KINDS, (kind) => CHANNEL_OF[kind]);

/** The bytes `from..to` summed in `cells` cells. */
export function densityWindow(
  list: BlockList,
  from: number,
  to: number,
  cells: number,
  revision: number,
  paint?: BlockPaint,
): MapDensity {
  const width = (to - from) / cells;
  const sums = new Float64Array(cells * 4);
  const block = new Uint32Array(cells);
  const runs = new BlockRuns(list);
  const { blocks, requested, size } = list;
  let firstUnset = 0;
  for (let i = list.indexAt(from); i < blocks.length && blocks[i] < to; i++) {
    const start = blocks[i] - from;
    const end = (i + 1 < blocks.length ? blocks[i + 1] : list.heap.config.size) - from;
    const cell = Math.floor(start / width);
    if (start >= 0 && end <= to - from && end <= (cell + 1) * width && cell < cells) {
      // The usual case where blocks are many: the order of the parts within a cell does not matter.
      const used = HEADER_SIZE + size[i];
      if (requested[i] === FREE) sums[cell * 4 + Channel.Free] += used;
      else {
        sums[cell * 4 + Channel.User] += requested[i];
        sums[cell * 4 + Channel.Overhead] += used - requested[i];
      }
      sums[cell * 4 + Channel.Lost] += end - start - used;
    } else addBlockRuns(sums, runs, i, start, to - from, width);
    // The first block to reach a cell is the one that selecting the cell selects.
    const lastCell = Math.min(Math.ceil(end / width), cells);
    while (firstUnset < lastCell) block[firstUnset++] = blocks[i];
  }
  return {
    mode: 'density',
    revision,
    from,
    to,
    cells: Uint8Array.from(sums, (sum) => Math.round((sum / width) * 255)),
    block,
    paint: paint ? cellPaint(list, from, to, cells, paint) : null,
  };
}

/** Adds the parts of the block in a row to the cells they fall into. Offsets are from the window's start. */
function addBlockRuns(
  sums: Float64Array,
  runs: BlockRuns,
  row: number,
  start: number,
  windowEnd: number,
  width: number,
): void {
  runs.read(row);
  let offset = start;
  for (let run = 0; run < runs.count; run++) {
    const end = offset + runs.size[run];
    addRun(sums, CHANNEL[runs.kind[run]], Math.max(offset, 0), Math.min(end, windowEnd), width);
    offset = end;
  }
}

/** Adds the bytes `start..end` (from the window's start) to the cells they fall into. */
function addRun(sums: Float64Array, channel: number, start: number, end: number, width: number) {
  const last = sums.length / 4 - 1;
  let at = start;
  // Counted up and not found anew from `at`: at a border the division may round to the cell before.
  for (let cell = Math.min(Math.floor(start / width), last); at < end; cell++) {
    const cellEnd = cell === last ? end : Math.min((cell + 1) * width, end);
    if (cellEnd <= at) continue;
    sums[cell * 4 + channel] += cellEnd - at;
    at = cellEnd;
  }
}
