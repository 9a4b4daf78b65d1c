import type { Work } from '../base/work';
import { HEADER_SIZE } from '../engine/block';
import type { MapPaint } from '../protocol/heapMap';
import { FREE, type BlockList } from './blockList';
import type { BlockPaint } from './blockPaint';
import { RunKind } from './blockRuns';

/** The values of a window's segments. */
export function segmentPaint(
  list: BlockList,
  kinds: readonly RunKind[],
  blocks: readonly number[],
  paint: BlockPaint,
): MapPaint {
  const values = new Uint32Array(kinds.length);
  let [known, value] = [-1, 0];
  for (let i = 0; i < kinds.length; i++) {
    if (blocks[i] !== known) {
      known = blocks[i];
      const row = list.indexAt(known);
      value = list.requested[row] === FREE ? 0 : paint.valueAt(row);
    }
    values[i] = kinds[i] === RunKind.Lost ? 0 : value;
  }
  return { scale: paint.scale, values };
}

/** Blocks looked at between two yields: a millisecond or so. */
const BLOCKS_AT_ONCE = 2 ** 14;

/** The values of the cells that the bytes `from..to` are summed in. */
export function* cellPaint(
  list: BlockList,
  from: number,
  to: number,
  cells: number,
  paint: BlockPaint,
): Work<MapPaint> {
  const cell = paint.scale.kind === 'range' ? new Means(cells) : new Majorities(cells);
  const width = (to - from) / cells;
  const { blocks, size, requested } = list;
  for (let row = list.indexAt(from); row < blocks.length && blocks[row] < to; row++) {
    if (row % BLOCKS_AT_ONCE === BLOCKS_AT_ONCE - 1) yield;
    if (requested[row] === FREE) continue;
    const value = paint.valueAt(row);
    let at = Math.max(blocks[row] - from, 0);
    const end = Math.min(blocks[row] + HEADER_SIZE + size[row], to) - from;
    // Counted up and not found anew: at a border the division may round to the cell before.
    for (let i = Math.min(Math.floor(at / width), cells - 1); at < end; i++) {
      const cellEnd = i === cells - 1 ? end : Math.min((i + 1) * width, end);
      if (cellEnd <= at) continue;
      cell.add(i, value, cellEnd - at);
      at = cellEnd;
    }
  }
  return { scale: paint.scale, values: cell.values() };
}

/** The mean of an amount in each cell: of its logarithm, because amounts differ by magnitudes. */
class Means {
  private readonly bytes: Float64Array;
  private readonly sums: Float64Array;

  constructor(cells: number) {
    this.bytes = new Float64Array(cells);
    this.sums = new Float64Array(cells);
  }

  add(cell: number, value: number, bytes: number): void {
    this.bytes[cell] += bytes;
    this.sums[cell] += bytes * Math.log2(value);
  }

  values(): Uint32Array {
    return Uint32Array.from(this.sums, (sum, cell) =>
      this.bytes[cell] === 0 ? 0 : Math.round(2 ** (sum / this.bytes[cell])),
    );
  }
}

/** The value, 1 to 255, that most live bytes of each cell have. Cells are filled one after another. */
class Majorities {
  private readonly most: Uint32Array;
  private readonly tally = new Float64Array(256);
  private readonly seen: number[] = [];
  private cell = 0;

  constructor(cells: number) {
    this.most = new Uint32Array(cells);
  }

  add(cell: number, value: number, bytes: number): void {
    if (cell !== this.cell) this.close();
    this.cell = cell;
    if (this.tally[value] === 0) this.seen.push(value);
    this.tally[value] += bytes;
  }

  values(): Uint32Array {
    this.close();
    return this.most;
  }

  private close(): void {
    let [best, bytes] = [0, 0];
    for (const value of this.seen) {
      if (this.tally[value] > bytes) [best, bytes] = [value, this.tally[value]];
      this.tally[value] = 0;
    }
    this.seen.length = 0;
    this.most[this.cell] = best;
  }
}
