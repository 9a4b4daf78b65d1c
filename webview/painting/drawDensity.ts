import type { MapDensity, ShownKind } from '../../src/protocol/heapMap';
import { KIND_LOOKS } from './drawSegments';
import { mixed, type Rgb } from './rgb';
import { rowTop, type MapSurface } from './surface';

/** The colours of the four sums of a cell, in their order. */
const CHANNELS = ['user', 'header', 'free', 'lost'] as const;
/** A stretch of one kind is as wide as this before its pattern is drawn, in CSS pixels. */
const PATTERN_WIDTH = 5;

/**
 * Draws a heap of too many blocks to tell apart: each pixel has the mixture of the colours of its
 * bytes.
 */
export function drawDensity(surface: MapSurface, window: MapDensity): void {
  const { pen, shape, rowHeight, paints } = surface;
  const { from, to, cells, paint } = window;
  const count = cells.length / 4;
  if (count === 0 || shape.width === 0) return;
  const channels: readonly ShownKind[] = window.channels ?? CHANNELS;
  const colorOf = (channel: number) => densityColor(surface, channels[channel] ?? 'unknown');
  const plain = [colorOf(0), colorOf(1), colorOf(2), colorOf(3)] as const;
  const bytesPerPixel = shape.bytesPerRow / shape.width;
  const cellsPerByte = count / (to - from);
  for (let row = 0; row < shape.rows; row++) {
    const pixels = new Uint8ClampedArray(shape.width * 4);
    for (let x = 0; x < shape.width; x++) {
      const offset = shape.from + row * shape.bytesPerRow + (x + 0.5) * bytesPerPixel;
      if (offset < from || offset >= Math.min(to, shape.to)) continue;
      const cell = Math.floor((offset - from) * cellsPerByte);
      const swatch = paint && paints.swatchOf(paint.scale, paint.values[cell] ?? 0);
      const [user, header] = swatch ? [swatch.rgb, swatch.headerRgb] : plain;
      mix(pixels, x * 4, cells, cell * 4, user, header, plain[2], plain[3]);
    }
    pen.pixels(0, rowTop(surface, row), rowHeight, pixels);
    if (window.channels !== undefined) drawPatterns(surface, window, channels, row);
  }
}

/** Where there is nothing but what has a pattern, that is drawn: it must not look like nothing. */
function drawPatterns(
  surface: MapSurface,
  { from, to, cells }: MapDensity,
  channels: readonly ShownKind[],
  row: number,
): void {
  const { pen, shape, scale, colors, rowHeight } = surface;
  const bytesPerPixel = shape.bytesPerRow / shape.width;
  const cellsPerByte = cells.length / 4 / (to - from);
  const kindAt = (x: number) => {
    const offset = shape.from + row * shape.bytesPerRow + (x + 0.5) * bytesPerPixel;
    if (x >= shape.width || offset < from || offset >= Math.min(to, shape.to)) return -1;
    const cell = Math.floor((offset - from) * cellsPerByte) * 4;
    return [0, 1, 2, 3].find((channel) => cells[cell + channel] === 255) ?? -1;
  };
  let [begin, kind] = [0, kindAt(0)];
  for (let x = 1; x <= shape.width; x++) {
    const next = kindAt(x);
    if (next === kind && x < shape.width) continue;
    const look = kind < 0 ? undefined : KIND_LOOKS[channels[kind] ?? 'free'];
    if (look?.pattern && look.ink && x - begin >= PATTERN_WIDTH * scale) {
      const box = { left: begin, top: rowTop(surface, row), width: x - begin, height: rowHeight };
      pen.pattern(box, look.pattern, colors[look.ink].css);
    }
    [begin, kind] = [x, next];
  }
}

/** Of the text's colour in what is free, where free blocks are told by their outlines elsewhere. */
const FREE_INK = 0.2;

/** The mixture is of the kinds' colours; of one that is all pattern, of its ink. */
function densityColor({ colors, contrast }: MapSurface, kind: ShownKind): Rgb {
  const { color, ink } = KIND_LOOKS[kind];
  if (kind === 'free' && contrast) return mixed(colors.free.rgb, colors.text.rgb, FREE_INK);
  return kind === 'unknown' && ink !== undefined
    ? mixed(colors[color].rgb, colors[ink].rgb, 0.4)
    : colors[color].rgb;
}

/** Writes one pixel: the four colours weighted by the four shares of a cell. */
function mix(
  pixels: Uint8ClampedArray,
  at: number,
  cells: Uint8Array,
  cell: number,
  ...[first, second, third, fourth]: readonly [Rgb, Rgb, Rgb, Rgb]
): void {
  // For each pixel of a map, at each step: no loops, no arrays.
  const a = cells[cell] ?? 0;
  const b = cells[cell + 1] ?? 0;
  const c = cells[cell + 2] ?? 0;
  const d = cells[cell + 3] ?? 0;
  const sum = a + b + c + d;
  if (sum === 0) return;
  pixels[at] = (a * first[0] + b * second[0] + c * third[0] + d * fourth[0]) / sum;
  pixels[at + 1] = (a * first[1] + b * second[1] + c * third[1] + d * fourth[1]) / sum;
  pixels[at + 2] = (a * first[2] + b * second[2] + c * third[2] + d * fourth[2]) / sum;
  pixels[at + 3] = 255;
}
