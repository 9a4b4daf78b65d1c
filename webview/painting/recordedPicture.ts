import { formatCount } from '../../src/base/format';
import { visibleText } from '../../src/base/visibleText';
import {
  SHOWN_KINDS,
  type MapSegments,
  type MapWindow,
  type ShownKind,
} from '../../src/protocol/heapMap';
import type { RecordedRegion } from '../../src/protocol/recorded';
import type { TouchedBlock } from '../../src/protocol/state';
import type { Colors } from './colors';
import { drawRuns } from './drawMap';
import { kindItem, stepItem, type LegendItem } from './legend';
import { piecesOf, type Piece } from './mapGeometry';
import { boxOf, type MapSurface } from './surface';

/** Everything that one picture of the recorded heap shows, all of one revision. Offsets are places. */
export interface RecordedPicture {
  readonly window: MapWindow;
  readonly regions: readonly RecordedRegion[];
  readonly touched: readonly TouchedBlock[];
  readonly selected: { readonly block: number; readonly extent: number } | null;
}

/** Left and right of a text, in CSS pixels. */
const MARGIN = 4;
const LONGEST_ID = 40;

/**
 * Draws the recorded heap on an empty surface.
 * @param gapText a gap of so many bytes by name
 */
export function drawRecorded(
  surface: MapSurface,
  picture: RecordedPicture,
  gapText: (gap: number) => string,
): void {
  drawRuns(surface, picture);
  if (surface.close && picture.window.mode === 'segments') drawNames(surface, picture.window);
  drawGapNames(surface, picture.regions, gapText);
}

/** A gap says how large it is where there is room: the room it has says nothing. */
function drawGapNames(
  surface: MapSurface,
  regions: readonly RecordedRegion[],
  gapText: (gap: number) => string,
): void {
  const { pen, shape, colors, scale } = surface;
  for (const [i, { place, length, gap }] of regions.entries()) {
    const next = regions[i + 1];
    if (next === undefined || place + length >= shape.to || next.place <= shape.from) continue;
    const widest = widestOf(piecesOf(shape, place + length, next.place));
    const text = gapText(gap);
    const width = pen.widthOf(text) + 2 * MARGIN * scale;
    if (widest === undefined || widest.right - widest.left < width) continue;
    const { left, top, height } = boxOf(surface, widest);
    const from = Math.round((widest.left + widest.right - width) / 2);
    pen.area({ left: Math.max(left, from), top, width, height }, colors.back.css);
    pen.text(text, from + MARGIN * scale, top + height / 2, colors.text.css);
  }
}

/** Writes into each run what it is, as far as there is room. */
function drawNames(surface: MapSurface, { start, kind, ids, to }: MapSegments): void {
  const { pen, shape, scale, colors } = surface;
  let lives = 0;
  for (let i = 0; i < start.length; i++) {
    const name = SHOWN_KINDS[kind[i] ?? 0];
    const id = name === 'user' ? ids[lives++] : undefined;
    const [from, end] = [start[i] ?? 0, start[i + 1] ?? to];
    const widest = widestOf(piecesOf(shape, from, end));
    if (widest === undefined) continue;
    const room = widest.right - widest.left - 2 * MARGIN * scale;
    const text = textsOf(name, id, end - from).find((each) => pen.widthOf(each) <= room);
    if (text === undefined) continue;
    const { left, top, height } = boxOf(surface, widest);
    if (name === 'unknown') {
      const width = pen.widthOf(text) + 2 * scale;
      pen.area({ left: left + 3 * scale, top, width, height: height - 5 * scale }, colors.back.css);
    }
    pen.text(text, left + MARGIN * scale, top + (height - 4 * scale) / 2, colors.text.css);
  }
}

/** What may be written into a run, the longest text first. */
function textsOf(kind: string | undefined, id: string | undefined, bytes: number): string[] {
  const size = formatCount(bytes);
  if (kind === 'unknown') return [`unknown ${size}`, `? ${size}`, '?'];
  if (kind === 'overlap') return ['overlap'];
  if (kind !== 'user' || id === undefined) return [];
  const name = visibleText(id, LONGEST_ID);
  return [`${name}: ${size}`, name];
}

function widestOf(pieces: readonly Piece[]): Piece | undefined {
  return pieces.toSorted((a, b) => b.right - b.left - (a.right - a.left))[0];
}

/** What the colours and patterns of the recorded heap mean. */
export function recordedLegend(colors: Colors, hasGaps: boolean): LegendItem[] {
  const kind = (name: ShownKind, text: string) => kindItem(name, text, colors, 'segments');
  return [
    kind('user', 'live'),
    kind('unknown', 'unknown'),
    ...(hasGaps ? [kind('gap', 'gap, not to scale')] : []),
    kind('overlap', 'in two live blocks'),
    stepItem('allocated', 'allocated', colors),
    stepItem('freed', 'given back', colors),
  ];
}
