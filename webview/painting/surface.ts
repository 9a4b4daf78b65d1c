import type { Colors } from './colors';
import type { MapShape, Piece } from './mapGeometry';
import type { PaintColors } from './paintColors';
import type { Box, Pen } from './pen';

/** Where and how to draw a map: rows of `rowHeight` with `gap` between them, all in device pixels. */
export interface MapSurface {
  readonly pen: Pen;
  readonly shape: MapShape;
  readonly rowHeight: number;
  readonly gap: number;
  /** Above the first row. */
  readonly top: number;
  /** Device pixels to a CSS pixel, at least 1. */
  readonly scale: number;
  readonly colors: Colors;
  readonly paints: PaintColors;
  /** In the high-contrast themes free blocks have an outline, for want of a fill. */
  readonly contrast: boolean;
  /** Single words have room for text. */
  readonly close: boolean;
}

export function rowTop({ top, rowHeight, gap }: MapSurface, row: number): number {
  return top + row * (rowHeight + gap);
}

export function boxOf(surface: MapSurface, { row, left, right }: Piece): Box {
  return { left, top: rowTop(surface, row), width: right - left, height: surface.rowHeight };
}

/**
 * A path around a piece, inside its border; the side where the run goes on in another row is open.
 * @param line width of the line
 */
export function outlineOf(surface: MapSurface, piece: Piece, line: number): string {
  const inset = line / 2;
  const top = rowTop(surface, piece.row) + inset;
  const bottom = top + surface.rowHeight - line;
  const left = piece.begins ? piece.left + inset : piece.left;
  const right = piece.ends ? piece.right - inset : piece.right;
  const downRight = piece.ends ? `L${right} ${bottom}` : `M${right} ${bottom}`;
  const upLeft = piece.begins ? ` L${left} ${top - inset}` : '';
  return `M${left} ${top} L${right} ${top} ${downRight} L${left} ${bottom}${upLeft}`;
}
