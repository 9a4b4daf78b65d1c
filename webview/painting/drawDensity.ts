import type { MapDensity } from '../../src/protocol/messages';
import type { MapSurface } from './drawMap';

/** The colours of the four sums of a cell, in their order. */
const CHANNELS = ['user', 'header', 'free', 'lost'] as const;

/**
 * Draws a heap of too many blocks to tell apart: each pixel has the mixture of the colours of its
 * bytes. One pixel high per row, then stretched: a thousand times fewer calls than rectangles.
 */
export function drawDensity(surface: MapSurface, { from, to, cells }: MapDensity): void {
  const { context, shape, rowHeight, gap, colors } = surface;
  const count = cells.length / 4;
  if (count === 0 || shape.width === 0) return;
  const rgb = CHANNELS.map((name) => colors[name].rgb);
  const strip = new OffscreenCanvas(shape.width, shape.rows);
  const target = strip.getContext('2d')!;
  const image = target.createImageData(shape.width, shape.rows);
  const bytesPerPixel = shape.bytesPerRow / shape.width;
  const cellsPerByte = count / (to - from);

  for (let row = 0, at = 0; row < shape.rows; row++) {
    for (let x = 0; x < shape.width; x++, at += 4) {
      const offset = shape.from + row * shape.bytesPerRow + (x + 0.5) * bytesPerPixel;
      if (offset < from || offset >= Math.min(to, shape.to)) continue;
      const cell = Math.floor((offset - from) * cellsPerByte) * 4;
      mix(image.data, at, cells, cell, rgb);
    }
  }
  target.putImageData(image, 0, 0);
  context.imageSmoothingEnabled = false;
  for (let row = 0; row < shape.rows; row++) {
    const top = row * (rowHeight + gap);
    context.drawImage(strip, 0, row, shape.width, 1, 0, top, shape.width, rowHeight);
  }
}

/** Writes one pixel: the four colours weighted by the four shares of a cell. */
function mix(
  pixels: Uint8ClampedArray,
  at: number,
  cells: Uint8Array,
  cell: number,
  rgb: readonly (readonly [number, number, number])[],
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
