import type { Work } from '../base/work';
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

/** Blocks summed between two yields: a millisecond or so. */
const BLOCKS_AT_ONCE = 2 ** 14;

/** What each of so many cells sums. */
class Cells {
  readonly sums: Float64Array;
  readonly shares: Uint8Array;
  /** The first block to reach a cell is the one that selecting the cell selects. */
  readonly block: Uint32Array;

  constructor(count: number) {
    this.sums = new Float64Array(count * 4);
    this.shares = new Uint8Array(count * 4);
    this.block = new Uint32Array(count);
  }
}

/**
 * The bytes `from..to` of a heap summed in `cells` cells. Follows the list of blocks: what a step
 * has not touched is not summed again, so that a step in 100,000 blocks costs no more than in 100.
 */
export class DensityMap {
  private summed: Cells;
  private readonly width: number;
  /** The changes of the list that are in the sums. */
  private seen = -1;

  constructor(
    private readonly list: BlockList,
    private readonly from: number,
    private readonly to: number,
    private readonly cells: number,
  ) {
    this.summed = new Cells(cells);
    this.width = (to - from) / cells;
  }

  /** Whether it is of these bytes, in so many cells. */
  isOf(list: BlockList, from: number, to: number, cells: number): boolean {
    return list === this.list && from === this.from && to === this.to && cells === this.cells;
  }

  /** As the list is now; what is returned stays as it is. */
  *window(revision: number, paint: BlockPaint | undefined): Work<MapDensity> {
    const { list, from, to, cells } = this;
    yield* this.follow();
    const { shares, block } = this.summed;
    return {
      mode: 'density',
      revision,
      from,
      to,
      cells: shares.slice(),
      block: block.slice(),
      paint: paint ? yield* cellPaint(list, from, to, cells, paint) : null,
    };
  }

  private *follow(): Work<void> {
    const { list, from, cells, width } = this;
    const { changes } = list;
    const { start, end } = list.changedSince(this.seen);
    // One more at either side: at a border the division may round to the cell beside.
    const first = Math.max(Math.floor((start - from) / width) - 1, 0);
    const last = Math.min(Math.ceil((end - from) / width) + 1, cells);
    if (first < last) {
      // What takes several slices may be given up, or asked for a second time meanwhile.
      const isWhole = first === 0 && last === cells;
      const summed = isWhole ? new Cells(cells) : this.summed;
      yield* this.sum(summed, first, last, isWhole);
      this.summed = summed;
    }
    this.seen = changes;
  }

  /** Sums the cells `first..last` anew. */
  private *sum(summed: Cells, first: number, last: number, yields: boolean): Work<void> {
    const { list, from, to, width } = this;
    const { sums, shares, block } = summed;
    const { blocks, requested, size } = list;
    const runs = new BlockRuns(list);
    sums.fill(0, first * 4, last * 4);
    let unset = first;
    const begin = Math.max(list.indexAt(Math.floor(from + first * width)) - 1, list.indexAt(from));
    for (let i = begin; i < blocks.length && blocks[i] < to; i++) {
      if (yields && i % BLOCKS_AT_ONCE === BLOCKS_AT_ONCE - 1) yield;
      const start = blocks[i] - from;
      const end = (i + 1 < blocks.length ? blocks[i + 1] : list.heap.config.size) - from;
      const cell = Math.floor(start / width);
      if (cell >= last) break;
      if (start >= 0 && end <= to - from && end <= (cell + 1) * width) {
        // The usual case where blocks are many: the order of the parts within a cell does not matter.
        if (cell >= first) {
          const used = HEADER_SIZE + size[i];
          if (requested[i] === FREE) sums[cell * 4 + Channel.Free] += used;
          else {
            sums[cell * 4 + Channel.User] += requested[i];
            sums[cell * 4 + Channel.Overhead] += used - requested[i];
          }
          sums[cell * 4 + Channel.Lost] += end - start - used;
        }
      } else this.addRuns(sums, runs, i, start, first, last);
      const lastCell = Math.min(Math.ceil(end / width), last);
      while (unset < lastCell) block[unset++] = blocks[i];
    }
    for (let i = first * 4; i < last * 4; i++) shares[i] = Math.round((sums[i] / width) * 255);
  }

  /**
   * Adds the parts of the block in a row to those of the cells `first..last` that they fall into.
   * @param start from the start of the window
   */
  private addRuns(
    sums: Float64Array,
    runs: BlockRuns,
    row: number,
    start: number,
    first: number,
    last: number,
  ): void {
    runs.read(row);
    let offset = start;
    for (let run = 0; run < runs.count; run++) {
      const end = offset + runs.size[run];
      const stop = Math.min(end, this.to - this.from);
      this.addRun(sums, CHANNEL[runs.kind[run]], Math.max(offset, 0), stop, first, last);
      offset = end;
    }
  }

  /** Adds the bytes `start..end` (from the window's start) to the cells `first..last` they fall into. */
  private addRun(
    sums: Float64Array,
    channel: number,
    start: number,
    end: number,
    first: number,
    last: number,
  ): void {
    const { width, cells } = this;
    let at = start;
    // Counted up and not found anew from `at`: at a border the division may round to the cell before.
    const begin = Math.min(Math.floor(start / width), cells - 1);
    for (let cell = begin; at < end && cell < last; cell++) {
      const cellEnd = cell === cells - 1 ? end : Math.min((cell + 1) * width, end);
      if (cellEnd <= at) continue;
      if (cell >= first) sums[cell * 4 + channel] += cellEnd - at;
      at = cellEnd;
    }
  }
}

/** So many windows are kept: the map, the strip over it, and what was shown before. */
const KEPT = 3;

/** The summed windows that were asked for last, each kept up to date. */
export class DensityMaps {
  private kept: DensityMap[] = [];

  of(list: BlockList, from: number, to: number, cells: number): DensityMap {
    const known = this.kept.find((each) => each.isOf(list, from, to, cells));
    const map = known ?? new DensityMap(list, from, to, cells);
    this.kept = [map, ...this.kept.filter((each) => each !== map)].slice(0, KEPT);
    return map;
  }
}
