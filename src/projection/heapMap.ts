import { BACK_POINTER_SIZE, HEADER_SIZE } from '../engine/block';
import { MAP_KINDS, type MapDensity, type MapKind, type MapSegments } from '../protocol/messages';
import { FREE, type BlockList } from './blockList';

/**
 * The runs of bytes of one block: its parts in address order, and the bytes lost after it. Used
 * again for every block, because an object for each run would cost more than the map itself.
 */
class Runs {
  count = 0;
  /** Index into MAP_KINDS. */
  readonly kind = new Uint8Array(6);
  readonly size = new Int32Array(6);
  private readonly requested: Int32Array;
  private readonly sizes: Uint32Array;

  constructor(private readonly list: BlockList) {
    this.requested = list.requested;
    this.sizes = list.size;
  }

  /** Cuts the block in a row. */
  read(row: number): void {
    this.count = 0;
    const requested = this.requested[row];
    if (requested !== FREE) {
      this.add(Kind.Header, HEADER_SIZE);
      this.add(Kind.Padding, this.list.paddingAt(row));
      this.add(Kind.BackPointer, BACK_POINTER_SIZE);
      this.add(Kind.User, requested);
      this.add(Kind.Tail, this.list.tailAt(row));
    } else {
      this.add(Kind.FreeHeader, HEADER_SIZE);
      this.add(Kind.Free, this.sizes[row]);
    }
    this.add(Kind.Lost, this.list.lostAt(row));
  }

  private add(kind: Kind, size: number): void {
    if (size === 0) return;
    this.kind[this.count] = kind;
    this.size[this.count] = size;
    this.count++;
  }
}

/** The places of MAP_KINDS. */
const enum Kind {
  Header,
  Padding,
  BackPointer,
  User,
  Tail,
  FreeHeader,
  Free,
  Lost,
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
  // Every block has two runs at least.
  if ((list.indexAt(to) - list.indexAt(from)) * 2 > limit) return undefined;
  const start: number[] = [];
  const kind: number[] = [];
  const block: number[] = [];
  const runs = new Runs(list);
  const { blocks } = list;
  for (let i = list.indexAt(from); i < blocks.length && blocks[i] < to; i++) {
    let offset = blocks[i];
    runs.read(i);
    for (let run = 0; run < runs.count; run++) {
      const end = offset + runs.size[run];
      if (Math.min(end, to) > Math.max(offset, from)) {
        start.push(Math.max(offset, from));
        kind.push(runs.kind[run]);
        block.push(blocks[i]);
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
  free: Channel.Free,
  lost: Channel.Lost,
};
/** Which of a cell's four channels each kind is summed in, by its place in MAP_KINDS. */
const CHANNEL = Uint8Array.from(MAP_KINDS, (kind) => CHANNEL_OF[kind]);

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
  const runs = new Runs(list);
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
    } else addRuns(sums, runs, i, start, to - from, width);
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
  };
}

/** Adds the parts of the block in a row to the cells they fall into. Offsets are from the window's start. */
function addRuns(
  sums: Float64Array,
  runs: Runs,
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
