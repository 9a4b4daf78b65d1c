import type { MapDensity } from '../../src/protocol/heapMap';
import type { Rgb } from './rgb';
import { rowTop, type MapSurface } from './surface';

/** The colours of the four sums of a cell, in their order. */
const CHANNELS = ['user', 'header', 'free', 'lost'] as const;

/**
 * Draws a heap of too many blocks to tell apart: each pixel has the mixture of the colours of its
 * bytes.
 */
export function drawDensity(surface: MapSurface, window: MapDensity): void {
  const { pen, shape, rowHeight, colors, paints } = surface;
  const { from, to, cells, paint } = window;
  const count = cells.length / 4;
  if (count === 0 || shape.width === 0) return;
  const plain = CHANNELS.map((name) => colors[name].rgb);
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
  }
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
