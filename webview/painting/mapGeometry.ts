import { clamp } from '../../src/base/math';

/** A run of bytes of the heap, `from` included, `to` not. */
export interface ByteRange {
  readonly from: number;
  readonly to: number;
}

/** How a range of bytes is laid out: in rows of equal length, like words in lines. */
export interface MapShape extends ByteRange {
  readonly rows: number;
  /** Of a row, in device pixels. */
  readonly width: number;
  readonly bytesPerRow: number;
}

/** A run of bytes as it lies in one row; `left` included, `right` not, in device pixels. */
export interface Piece {
  readonly row: number;
  readonly left: number;
  readonly right: number;
  /** The run begins, or ends, in this row. */
  readonly begins: boolean;
  readonly ends: boolean;
}

/** Blocks lie at multiples of 8, so rows and ranges do too. */
const GRAIN = 8;

export function shapeOf({ from, to }: ByteRange, rows: number, width: number): MapShape {
  const bytesPerRow = Math.max(GRAIN, Math.ceil((to - from) / rows / GRAIN) * GRAIN);
  return { from, to, rows, width, bytesPerRow };
}

/** Pixel of an offset in its row. One rounding for all, so that neighbours share their border. */
function columnOf(shape: MapShape, offsetInRow: number): number {
  return Math.round((offsetInRow * shape.width) / shape.bytesPerRow);
}

/**
 * The pieces of a run of bytes, clipped to the shape; empty ones are left out unless `least` asks
 * for that many pixels at least.
 */
export function piecesOf(shape: MapShape, start: number, end: number, least = 0): Piece[] {
  const pieces: Piece[] = [];
  const first = Math.max(start, shape.from) - shape.from;
  const last = Math.min(end, shape.to) - shape.from;
  for (let at = first; at < last;) {
    const row = Math.floor(at / shape.bytesPerRow);
    const rowStart = row * shape.bytesPerRow;
    const stop = Math.min(last, rowStart + shape.bytesPerRow);
    const left = Math.min(columnOf(shape, at - rowStart), shape.width - least);
    const right = Math.max(columnOf(shape, stop - rowStart), left + least);
    if (right > left) {
      const begins = at + shape.from === start;
      pieces.push({ row, left, right, begins, ends: stop + shape.from === end });
    }
    at = stop;
  }
  return pieces;
}

/** The row and the column where a byte of the range begins, in device pixels. */
export function placeOf(shape: MapShape, offset: number): { row: number; x: number } {
  const at = offset - shape.from;
  const row = Math.floor(at / shape.bytesPerRow);
  return { row, x: columnOf(shape, at - row * shape.bytesPerRow) };
}

/** The byte under a pixel, or undefined outside the range. */
export function offsetAt(shape: MapShape, row: number, column: number): number | undefined {
  if (row < 0 || row >= shape.rows || column < 0 || column >= shape.width) return undefined;
  const inRow = Math.floor((column * shape.bytesPerRow) / shape.width);
  const offset = shape.from + row * shape.bytesPerRow + inRow;
  return offset < shape.to ? offset : undefined;
}

/**
 * The range `factor` times as long in which `anchor` keeps its place on the screen.
 * @param least so many bytes at least
 */
export function zoomed(
  range: ByteRange,
  heap: number,
  least: number,
  factor: number,
  anchor: number,
) {
  const span = range.to - range.from;
  const wanted = clamp(span * factor, Math.min(least, heap), heap);
  const share = (anchor - range.from) / span;
  return rangeFrom(anchor - share * wanted, wanted, heap);
}

/** The range moved by `bytes`, as far as the heap reaches. */
export function panned(range: ByteRange, heap: number, bytes: number): ByteRange {
  return rangeFrom(range.from + bytes, range.to - range.from, heap);
}

/** The range moved just so far that it shows `offset`; the same one if it does already. */
export function revealing(range: ByteRange, heap: number, offset: number): ByteRange {
  if (offset >= range.from && offset < range.to) return range;
  return panned(range, heap, offset - (range.from + range.to) / 2);
}

function rangeFrom(start: number, span: number, heap: number): ByteRange {
  const length = Math.min(heap, Math.max(GRAIN, Math.round(span / GRAIN) * GRAIN));
  const from = clamp(Math.round(start / GRAIN) * GRAIN, 0, Math.max(0, heap - length));
  return { from, to: from + length };
}

/** The place in ascending `starts` of the last one that is not above `offset`. */
export function indexOfLast(starts: Uint32Array | Float64Array, offset: number): number {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (starts[middle] <= offset) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
