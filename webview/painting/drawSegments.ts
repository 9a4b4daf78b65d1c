import { SHOWN_KINDS, type MapSegments, type ShownKind } from '../../src/protocol/heapMap';
import type { ColorName } from './colors';
import { piecesOf } from './mapGeometry';
import type { Swatch } from './paintColors';
import type { PatternName } from './patterns';
import type { Box } from './pen';
import { boxOf, outlineOf, type MapSurface } from './surface';

/** How each kind of bytes looks: nothing is told by colour alone where there is room for a pattern. */
export const KIND_LOOKS: {
  readonly [kind in ShownKind]: {
    readonly color: ColorName;
    readonly pattern?: PatternName;
    readonly ink?: ColorName;
  };
} = {
  header: { color: 'header', pattern: 'bars', ink: 'back' },
  padding: { color: 'padding', pattern: 'dots', ink: 'back' },
  backPointer: { color: 'pointer', pattern: 'back', ink: 'back' },
  user: { color: 'user' },
  tail: { color: 'tail', pattern: 'lines', ink: 'back' },
  freeHeader: { color: 'free-header', pattern: 'bars', ink: 'quiet' },
  freeLink: { color: 'free-header', pattern: 'forward', ink: 'text' },
  free: { color: 'free' },
  lost: { color: 'lost', pattern: 'hatch', ink: 'back' },
  overlap: { color: 'lost', pattern: 'bars', ink: 'back' },
  unknown: { color: 'back', pattern: 'hatch', ink: 'unknown' },
  gap: { color: 'back', pattern: 'dots', ink: 'unknown' },
};

/** Never smaller than a pixel: what tells blocks apart, and what is too rare to miss. */
const ALWAYS_SEEN: ReadonlySet<ShownKind> = new Set(['header', 'freeHeader', 'lost', 'overlap']);
/** From this width on a pattern can be seen, in CSS pixels. */
const PATTERN_WIDTH = 5;
/** Below the text of a field, in CSS pixels. */
const STRIP = 5;
/** Of a field that text is written on, which must stay readable. */
export const TINT = 0.34;

/** Draws every run of bytes. */
export function drawSegments(surface: MapSurface, window: MapSegments): void {
  drawAll(surface, window, false);
  drawAll(surface, window, true);
}

function drawAll(surface: MapSurface, window: MapSegments, always: boolean): void {
  const { shape, scale } = surface;
  const { start, kind, block, paint, to } = window;
  const least = always ? Math.max(1, Math.round(scale)) : 0;
  for (let i = 0; i < start.length; i++) {
    const name = SHOWN_KINDS[kind[i] ?? 0] ?? 'free';
    if (ALWAYS_SEEN.has(name) !== always) continue;
    const swatch = paint ? surface.paints.swatchOf(paint.scale, paint.values[i] ?? 0) : undefined;
    const alternates = name === 'user' && isAlternate(block[i] ?? 0);
    for (const piece of piecesOf(shape, start[i] ?? 0, start[i + 1] ?? to, least)) {
      drawField(surface, boxOf(surface, piece), name, swatch, alternates);
      const isWide = piece.right - piece.left > 4 * scale;
      if (name !== 'free' || !surface.contrast || !isWide) continue;
      const path = outlineOf(surface, piece, Math.max(1, Math.round(scale)));
      surface.pen.line({
        path,
        color: surface.colors.text.css,
        width: Math.max(1, Math.round(scale)),
      });
    }
  }
}

function drawField(
  { pen, colors, scale, close }: MapSurface,
  box: Box,
  kind: ShownKind,
  swatch: Swatch | undefined,
  alternates: boolean,
): void {
  const look = KIND_LOOKS[kind];
  const color = swatch
    ? ({ user: swatch.css, header: swatch.header }[kind as string] ?? swatch.rest)
    : colors[alternates ? 'user-alt' : look.color].css;
  const strip = Math.round(STRIP * scale);
  const part = close ? { ...box, top: box.top + box.height - strip, height: strip } : box;
  if (close) pen.area(box, color, look.color === 'back' || kind === 'free' ? 1 : TINT);
  pen.area(part, color);
  if (box.width < PATTERN_WIDTH * scale) return;
  if (look.pattern && look.ink) pen.pattern(part, look.pattern, colors[look.ink].css);
  if (kind === 'user' && swatch?.hatched === true) pen.pattern(part, 'hatch', colors.back.css);
}

/**
 * Two shades tell neighbours apart. By address, so that a block keeps its shade while one steps; or
 * by a number of any kind, which is why its lowest bits count, too.
 */
function isAlternate(block: number): boolean {
  return Math.imul((block >>> 3) | (block << 29), 0x9e3779b1) < 0;
}
