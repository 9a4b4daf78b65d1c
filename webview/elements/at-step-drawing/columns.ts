import type { DrawnBlock, DrawnRegion, PartKind } from '../../../src/protocol/drawing';

/** What is drawn of a block: its parts, or as one piece where nothing changed. */
export interface Piece {
  readonly kind: PartKind;
  readonly start: number;
  readonly size: number;
  /** A whole block that stays as it is. */
  readonly isWhole: boolean;
}

/** A stretch of bytes between two neighbouring borders of either row. */
export interface Column {
  readonly start: number;
  readonly end: number;
  /** Pixels. */
  readonly x: number;
  readonly width: number;
  /** So many bytes that the scale is cut here. */
  readonly isCut: boolean;
}

/** No column is narrower, so that a single lost byte can be seen. */
const NARROWEST = 8;
/** A block that stays as it is needs only be recognised. */
const WHOLE_WEIGHT = 32;
const WIDEST_WEIGHT = 100;
/** From so many bytes on, the scale is cut. */
const CUT_BYTES = 512;

/** The pieces of a block, in address order. */
export function piecesOf({ block, live, changed, parts }: DrawnBlock): Piece[] {
  const pieces: Piece[] = [];
  let start = block;
  for (const { kind, size } of parts) {
    const previous = pieces.at(-1);
    if (!changed && kind !== 'lost' && previous) {
      pieces.splice(-1, 1, { ...previous, size: previous.size + size });
    } else {
      const whole: PartKind = live ? 'user' : 'free';
      const isWhole = !changed && kind !== 'lost';
      pieces.push({ kind: isWhole ? whole : kind, start, size, isWhole });
    }
    start += size;
  }
  return pieces;
}

/**
 * The one scale of both rows of a region: a column for each stretch between borders, wider for more
 * bytes but by far not in proportion, so that the smallest field can be seen beside a megabyte.
 * @param width pixels to fill; more are taken if the columns would become too narrow
 */
export function columnsOf(region: DrawnRegion, width: number): Column[] {
  const pieces = [...region.before, ...region.after].flatMap(piecesOf);
  const borders = [...new Set([...pieces.map(({ start }) => start), region.to])].toSorted(
    (a, b) => a - b,
  );
  const spans = borders.slice(0, -1).map((start, i) => ({ start, end: borders[i + 1] ?? start }));
  const weights = spans.map(({ start, end }) => {
    const covering = pieces.filter(
      (piece) => piece.start <= start && start < piece.start + piece.size,
    );
    return covering.every(({ isWhole }) => isWhole) ? WHOLE_WEIGHT : weightOf(end - start);
  });
  const widths = shareOut(weights, Math.max(width, spans.length * NARROWEST));
  let sum = 0;
  return spans.map(({ start, end }, i) => {
    const x = Math.round(sum);
    sum += widths[i] ?? 0;
    return { start, end, x, width: Math.round(sum) - x, isCut: end - start >= CUT_BYTES };
  });
}

function weightOf(bytes: number): number {
  return Math.min(WIDEST_WEIGHT, 8 + 7 * Math.log2(1 + bytes / 4));
}

/** Shares of `width` in proportion to the weights, none below NARROWEST. */
function shareOut(weights: readonly number[], width: number): number[] {
  const isNarrow = weights.map(() => false);
  for (;;) {
    const left = width - NARROWEST * isNarrow.filter(Boolean).length;
    const sum = weights.reduce((total, weight, i) => (isNarrow[i] ? total : total + weight), 0);
    const tooNarrow = weights.findIndex(
      (weight, i) => !isNarrow[i] && (weight * left) / sum < NARROWEST,
    );
    if (tooNarrow < 0) {
      return weights.map((weight, i) => (isNarrow[i] ? NARROWEST : (weight * left) / sum));
    }
    isNarrow[tooNarrow] = true;
  }
}

/** Where an offset of the region lies: at the start of the column that begins there, or the end. */
export function placeOf(columns: readonly Column[], offset: number): number {
  const column = columns.find(({ start }) => start >= offset);
  const last = columns.at(-1);
  return column?.x ?? (last ? last.x + last.width : 0);
}
