import type { MapWindow } from '../../src/protocol/heapMap';
import type { FreeListView } from '../../src/protocol/freeList';
import type { HeapView, TouchedBlock, TouchRole } from '../../src/protocol/state';
import { drawDensity } from './drawDensity';
import { drawFieldTexts } from './drawFieldTexts';
import { drawLinks } from './drawLinks';
import { drawSegments } from './drawSegments';
import { linksOf } from './links';
import { piecesOf } from './mapGeometry';
import { boxOf, outlineOf, type MapSurface } from './surface';

export type { MapSurface };

/** Everything that one picture of the map shows, all of one revision. */
export interface MapPicture {
  readonly window: MapWindow;
  readonly touched: readonly TouchedBlock[];
  readonly selected: { readonly block: number; readonly extent: number } | null;
  readonly freeList: FreeListView;
  readonly heap: HeapView;
}

/** Draws the heap on an empty surface. */
export function drawMap(surface: MapSurface, picture: MapPicture, showLinks = false): void {
  const { window } = picture;
  drawRuns(surface, picture);
  if (surface.close && window.mode === 'segments') drawFieldTexts(surface, picture, window);
  if (showLinks) drawLinks(surface, linksOf(picture, surface).links);
}

/** Draws what the bytes are, and what is outlined in them, without any text. */
export function drawRuns(
  surface: MapSurface,
  { window, touched, selected }: Pick<MapPicture, 'window' | 'touched' | 'selected'>,
): void {
  if (window.mode === 'segments') drawSegments(surface, window);
  else drawDensity(surface, window);
  for (const role of ROLES) {
    for (const each of touched) if (each.role === role) drawTouched(surface, each);
  }
  if (selected) drawSelected(surface, selected);
}

/** In drawing order: what the step made lies over what it only looked at. */
const ROLES: readonly TouchRole[] = ['visited', 'merged', 'freed', 'remainder', 'allocated'];

/** These may cover most of the heap, and say less. */
const THIN: ReadonlySet<TouchRole> = new Set(['visited', 'remainder']);

/** A wide block shows its parts through the colour, a narrow one needs all of it to be seen. */
const WIDE = 24;

function drawTouched(surface: MapSurface, { block, extent, role }: TouchedBlock): void {
  const { pen, shape, colors, scale, close } = surface;
  const color = colors[role].css;
  for (const piece of piecesOf(shape, block, block + extent, Math.round(3 * scale))) {
    const isWide = piece.right - piece.left >= WIDE * scale;
    if (role === 'allocated')
      pen.area(boxOf(surface, piece), color, close ? 0.15 : isWide ? 0.3 : 0.85);
    // Nothing lies over what is to be read.
    if (role === 'visited' && !close) pen.area(boxOf(surface, piece), color, isWide ? 0.15 : 0.3);
    if (role === 'freed' && !close) pen.pattern(boxOf(surface, piece), 'hatch', color);
    const width = Math.max(1, Math.round((THIN.has(role) ? 1 : 2) * scale));
    const path = outlineOf(surface, piece, width);
    const dash = { dash: [4 * scale, 2 * scale] };
    pen.line({ path, color, width, ...(role === 'remainder' && dash) });
  }
}

function drawSelected(surface: MapSurface, { block, extent }: { block: number; extent: number }) {
  const { pen, shape, colors, scale } = surface;
  for (const piece of piecesOf(shape, block, block + extent, Math.round(4 * scale))) {
    for (const [color, css] of [
      [colors.back.css, 3],
      [colors.selected.css, 2],
    ] as const) {
      const width = Math.max(1, Math.round(css * scale));
      pen.line({ path: outlineOf(surface, piece, width), color, width });
    }
  }
}
