import { HEADER_SIZE } from '../engine/block';
import type { Heap } from '../engine/heap';
import { MAP_KINDS, type MapDensity, type MapKind, type MapSegments } from '../protocol/messages';
import { lostAfter, paddingOf, tailOf, type BlockList } from './blockList';

/** One run of bytes of the same kind. */
interface Run {
  readonly kind: MapKind;
  readonly size: number;
}

/** The parts of a block in address order, and the bytes lost after it. */
export function runsOf(heap: Heap, block: number): Run[] {
  const size = heap.blockSize(block);
  const runs: Run[] = heap.isLive(block)
    ? [
        { kind: 'header', size: HEADER_SIZE },
        { kind: 'padding', size: paddingOf(heap, block) },
        { kind: 'backPointer', size: 8 },
        { kind: 'user', size: heap.requestedSize(block) },
        { kind: 'tail', size: tailOf(heap, block) },
      ]
    : [
        { kind: 'freeHeader', size: HEADER_SIZE },
        { kind: 'free', size },
      ];
  runs.push({ kind: 'lost', size: lostAfter(heap, block) });
  return runs.filter((run) => run.size > 0);
}

/** The bytes `from..to`: exact if that takes at most `cells` segments, else summed in `cells` cells. */
export function mapWindow(
  list: BlockList,
  from: number,
  to: number,
  cells: number,
  revision: number,
): MapSegments | MapDensity {
  const low = Math.min(from, list.heap.config.size);
  const high = Math.max(low, Math.min(to, list.heap.config.size));
  return segments(list, low, high, cells, revision) ?? density(list, low, high, cells, revision);
}

function segments(
  list: BlockList,
  from: number,
  to: number,
  limit: number,
  revision: number,
): MapSegments | undefined {
  const start: number[] = [];
  const kind: number[] = [];
  const block: number[] = [];
  for (let i = list.indexAt(from); i < list.blocks.length && list.blocks[i] < to; i++) {
    let offset = list.blocks[i];
    for (const run of runsOf(list.heap, list.blocks[i])) {
      const end = offset + run.size;
      if (Math.min(end, to) > Math.max(offset, from)) {
        start.push(Math.max(offset, from));
        kind.push(MAP_KINDS.indexOf(run.kind));
        block.push(list.blocks[i]);
      }
      offset = end;
    }
    if (start.length > limit) return undefined;
  }
  return {
    mode: 'segments',
    revision,
    from,
    to,
    start: Uint32Array.from(start),
    kind: Uint8Array.from(kind),
    block: Uint32Array.from(block),
  };
}

/** Which of a cell's four channels each kind is summed in. */
const CHANNEL: { readonly [kind in MapKind]: number } = {
  user: 0,
  header: 1,
  backPointer: 1,
  padding: 1,
  tail: 1,
  freeHeader: 2,
  free: 2,
  lost: 3,
};

function density(
  list: BlockList,
  from: number,
  to: number,
  cells: number,
  revision: number,
): MapDensity {
  const width = (to - from) / cells;
  const sums = new Float64Array(cells * 4);
  const block = new Uint32Array(cells);
  let firstUnset = 0;
  for (let i = list.indexAt(from); i < list.blocks.length && list.blocks[i] < to; i++) {
    let offset = list.blocks[i];
    for (const run of runsOf(list.heap, list.blocks[i])) {
      const end = offset + run.size;
      addRun(
        sums,
        CHANNEL[run.kind],
        Math.max(offset, from) - from,
        Math.min(end, to) - from,
        width,
      );
      offset = end;
    }
    // The first block to reach a cell is the one that selecting the cell selects.
    const lastCell = Math.min(Math.ceil((offset - from) / width), cells);
    while (firstUnset < lastCell) block[firstUnset++] = list.blocks[i];
  }
  return {
    mode: 'density',
    revision,
    from,
    to,
    cells: Uint8Array.from(sums, (sum) => Math.round((sum / width) * 255)),
    block,
  };
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
