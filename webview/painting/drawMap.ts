import {
  MAP_KINDS,
  type MapDensity,
  type MapKind,
  type MapSegments,
} from '../../src/protocol/messages';
import type { TouchedBlock, TouchRole } from '../../src/protocol/state';
import type { ColorName, Colors } from './colors';
import { drawDensity } from './drawDensity';
import { piecesOf, type MapShape, type Piece } from './mapGeometry';

/** Everything that one picture of the map shows, all of one revision. */
export interface MapPicture {
  readonly window: MapSegments | MapDensity;
  readonly touched: readonly TouchedBlock[];
  readonly selected: { readonly block: number; readonly extent: number } | null;
}

/** Where to draw: rows of `rowHeight` with `gap` between them, all in device pixels. */
export interface MapSurface {
  readonly context: CanvasRenderingContext2D;
  readonly shape: MapShape;
  readonly rowHeight: number;
  readonly gap: number;
  /** Device pixels to a CSS pixel, at least 1. */
  readonly scale: number;
  readonly colors: Colors;
  /** In the high-contrast themes free blocks have an outline, for want of a fill. */
  readonly contrast: boolean;
}

/** Draws the heap anew. */
export function drawMap(surface: MapSurface, { window, touched, selected }: MapPicture): void {
  const { context, shape, rowHeight, gap } = surface;
  context.clearRect(0, 0, shape.width, shape.rows * (rowHeight + gap));
  if (window.mode === 'segments') drawSegments(surface, window);
  else drawDensity(surface, window);
  for (const role of ROLES) {
    for (const each of touched) if (each.role === role) drawTouched(surface, each);
  }
  if (selected) drawSelected(surface, selected);
}

const FILL: { readonly [kind in MapKind]: ColorName } = {
  header: 'header',
  padding: 'padding',
  backPointer: 'pointer',
  user: 'user',
  tail: 'tail',
  freeHeader: 'free-header',
  free: 'free',
  lost: 'lost',
};

/** Never smaller than a pixel: what tells blocks apart, and what is too rare to miss. */
const ALWAYS_SEEN: ReadonlySet<MapKind> = new Set(['header', 'freeHeader', 'lost']);

function drawSegments(surface: MapSurface, { start, kind, block, to }: MapSegments): void {
  const { context, shape, colors, scale, contrast } = surface;
  const drawAll = (always: boolean) => {
    for (let i = 0; i < start.length; i++) {
      const name = MAP_KINDS[kind[i] ?? 0] ?? 'free';
      if (ALWAYS_SEEN.has(name) !== always) continue;
      const least = always ? Math.max(1, Math.round(scale)) : 0;
      const alternates = name === 'user' && isAlternate(block[i] ?? 0);
      context.fillStyle = colors[alternates ? 'user-alt' : FILL[name]].css;
      for (const piece of piecesOf(shape, start[i] ?? 0, start[i + 1] ?? to, least)) {
        fill(surface, piece);
        if (name === 'lost') hatch(surface, piece, colors.back.css);
        const isWide = piece.right - piece.left > 4 * scale;
        if (name === 'free' && contrast && isWide) stroke(surface, piece, colors.text.css, 1);
      }
    }
  };
  drawAll(false);
  drawAll(true);
}

/** Two shades tell neighbours apart. By address, so that a block keeps its shade while one steps. */
function isAlternate(block: number): boolean {
  return Math.imul(block >>> 3, 0x9e3779b1) < 0;
}

/** In drawing order: what the step made lies over what it only looked at. */
const ROLES: readonly TouchRole[] = ['visited', 'merged', 'freed', 'remainder', 'allocated'];

/** These may cover most of the heap, and say less. */
const THIN: ReadonlySet<TouchRole> = new Set(['visited', 'remainder']);

function drawTouched(surface: MapSurface, { block, extent, role }: TouchedBlock): void {
  const { context, shape, colors, scale } = surface;
  const color = colors[role].css;
  for (const piece of piecesOf(shape, block, block + extent, Math.round(3 * scale))) {
    if (role === 'allocated' || role === 'visited') {
      context.globalAlpha = role === 'allocated' ? 0.85 : 0.3;
      context.fillStyle = color;
      fill(surface, piece);
      context.globalAlpha = 1;
    }
    if (role === 'freed') hatch(surface, piece, color);
    stroke(surface, piece, color, THIN.has(role) ? 1 : 2, role === 'remainder');
  }
}

function drawSelected(surface: MapSurface, { block, extent }: { block: number; extent: number }) {
  const { shape, colors, scale } = surface;
  for (const piece of piecesOf(shape, block, block + extent, Math.round(4 * scale))) {
    stroke(surface, piece, colors.back.css, 3);
    stroke(surface, piece, colors.selected.css, 2);
  }
}

function topOf({ rowHeight, gap }: MapSurface, { row }: Piece): number {
  return row * (rowHeight + gap);
}

function fill(surface: MapSurface, piece: Piece): void {
  const { context, rowHeight } = surface;
  context.fillRect(piece.left, topOf(surface, piece), piece.right - piece.left, rowHeight);
}

/** Outlines a piece inside its border; the side where the block goes on in another row is open. */
function stroke(surface: MapSurface, piece: Piece, color: string, width: number, dashed = false) {
  const { context, rowHeight, scale } = surface;
  const line = Math.max(1, Math.round(width * scale));
  const inset = line / 2;
  const top = topOf(surface, piece) + inset;
  const bottom = top + rowHeight - line;
  const left = piece.begins ? piece.left + inset : piece.left;
  const right = piece.ends ? piece.right - inset : piece.right;
  context.strokeStyle = color;
  context.lineWidth = line;
  context.setLineDash(dashed ? [4 * scale, 2 * scale] : []);
  context.beginPath();
  context.moveTo(left, top);
  context.lineTo(right, top);
  if (piece.ends) context.lineTo(right, bottom);
  else context.moveTo(right, bottom);
  context.lineTo(left, bottom);
  if (piece.begins) context.lineTo(left, top - inset);
  context.stroke();
  context.setLineDash([]);
}

/** Slanted lines over a piece. */
function hatch(surface: MapSurface, piece: Piece, color: string): void {
  const { context, rowHeight, scale } = surface;
  const top = topOf(surface, piece);
  context.save();
  context.beginPath();
  context.rect(piece.left, top, piece.right - piece.left, rowHeight);
  context.clip();
  context.strokeStyle = color;
  context.lineWidth = Math.max(1, scale);
  context.beginPath();
  for (let x = piece.left - rowHeight; x < piece.right; x += 5 * scale) {
    context.moveTo(x, top + rowHeight);
    context.lineTo(x + rowHeight, top);
  }
  context.stroke();
  context.restore();
}
