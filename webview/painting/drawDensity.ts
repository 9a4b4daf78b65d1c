import type { MapDensity, ShownKind } from '../../src/protocol/heapMap';
import { KIND_LOOKS } from './drawSegments';
import type { Colors } from './colors';
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
  const { pen, shape, rowHeight, colors, paints } = surface;
  const { from, to, cells, paint } = window;
  const count = cells.length / 4;
  if (count === 0 || shape.width === 0) return;
  const channels: readonly ShownKind[] = window.channels ?? CHANNELS;
  const plain = channels.map((name) => densityColor(colors, name));
  const bytesPerPixel = shape.bytesPerRow / shape.width;
  const cellsPerByte = count / (to - from);
  for (let row = 0; row < shape.rows; row++) {
    const pixels = new Uint8ClampedArray(shape.width * 4);
    for (let x = 0; x < shape.width; x++) {
      const offset = shape.from + row * shape.bytesPerRow + (x + 0.5) * bytesPerPixel;
      if (offset < from || offset >= Math.min(to, shape.to)) continue;
      const cell = Math.floor((offset - from) * cellsPerByte);
      const swatch = paint && paints.swatchOf(paint.scale, paint.values[cell] ?? 0);
      const rgb = swatch ? [swatch.rgb, swatch.headerRgb, ...plain.slice(2)] : plain;
      mix(pixels, x * 4, cells, cell * 4, rgb);
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

/** The mixture is of the kinds' colours; of one that is all pattern, of its ink. */
function densityColor(colors: Colors, kind: ShownKind): Rgb {
  const { color, ink } = KIND_LOOKS[kind];
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
  rgb: readonly Rgb[],
): void {
  let sum = 0;
  for (let channel = 0; channel < 4; channel++) sum += cells[cell + channel] ?? 0;
  for (let part = 0; part < 3; part++) {
    let value = 0;
    for (let channel = 0; channel < 4; channel++) {
      value += (cells[cell + channel] ?? 0) * (rgb[channel]?.[part] ?? 0);
    }
    pixels[at + part] = sum === 0 ? 0 : value / sum;
  }
  pixels[at + 3] = sum === 0 ? 0 : 255;
}
