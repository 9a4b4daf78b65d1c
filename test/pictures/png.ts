import { crc32, deflateSync, inflateSync } from 'node:zlib';

// A browser writes pictures with all colours there are. Those of a workbench are few, but for the
// edges of letters: with a palette a picture takes a third of the room and looks the same.

const SIGNATURE_LENGTH = 8;
const CHANNELS = 3;
const MOST_COLORS = 256;

/** Writes a PNG of the browser's anew, with a palette. */
export function withPalette(png: Buffer): Buffer {
  const chunks = chunksOf(png);
  const header = chunks.find(({ type }) => type === 'IHDR')?.data;
  if (!header) throw new Error('The picture has no header.');
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  // 8 bits a channel, red, green and blue, not interlaced.
  if (header[8] !== 8 || header[9] !== 2 || header[12] !== 0) {
    throw new Error('The picture is not of the kind that browsers write.');
  }
  const parts = chunks.filter(({ type }) => type === 'IDAT').map(({ data }) => data);
  const colors = colorsOf(inflateSync(Buffer.concat(parts)), width, height);
  const palette = paletteOf(colors);
  const indexOf = nearestIn(palette);
  const rows = Buffer.alloc((width + 1) * height);
  colors.forEach((color, i) => {
    rows[Math.floor(i / width) * (width + 1) + 1 + (i % width)] = indexOf(color);
  });
  const newHeader = Buffer.from(header);
  newHeader[9] = 3;
  return Buffer.concat([
    png.subarray(0, SIGNATURE_LENGTH),
    chunk('IHDR', newHeader),
    chunk('PLTE', Buffer.from(palette.flatMap(channelsOf))),
    chunk('IDAT', deflateSync(rows, { level: 9, memLevel: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

interface Chunk {
  readonly type: string;
  readonly data: Buffer;
}

function chunksOf(png: Buffer): Chunk[] {
  const chunks: Chunk[] = [];
  for (let at = SIGNATURE_LENGTH; at < png.length;) {
    const length = png.readUInt32BE(at);
    const type = png.toString('latin1', at + 4, at + 8);
    chunks.push({ type, data: png.subarray(at + 8, at + 8 + length) });
    at += 12 + length;
  }
  return chunks;
}

function chunk(type: string, data: Buffer): Buffer {
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

/** The pixels as numbers 0xRRGGBB. Each row begins with how it was filtered. */
function colorsOf(filtered: Buffer, width: number, height: number): Uint32Array {
  const stride = width * CHANNELS;
  const colors = new Uint32Array(width * height);
  let above = new Uint8Array(stride);
  for (let y = 0; y < height; y++) {
    const from = y * (stride + 1);
    const row = Uint8Array.from(filtered.subarray(from + 1, from + 1 + stride));
    for (let i = 0; i < stride; i++) {
      const left = row[i - CHANNELS] ?? 0;
      row[i] += predicted(filtered[from], left, above[i], above[i - CHANNELS] ?? 0);
    }
    for (let x = 0; x < width; x++) {
      const at = x * CHANNELS;
      colors[y * width + x] = (row[at] << 16) | (row[at + 1] << 8) | row[at + 2];
    }
    above = row;
  }
  return colors;
}

/** What a filter expects of a byte, by those to the left, above, and above to the left. */
function predicted(filter: number, left: number, above: number, corner: number): number {
  switch (filter) {
    case 1:
      return left;
    case 2:
      return above;
    case 3:
      return Math.floor((left + above) / 2);
    case 4: {
      const expected = left + above - corner;
      const [toLeft, toAbove] = [Math.abs(expected - left), Math.abs(expected - above)];
      const toCorner = Math.abs(expected - corner);
      if (toLeft <= toAbove && toLeft <= toCorner) return left;
      return toAbove <= toCorner ? above : corner;
    }
    default:
      return 0;
  }
}

/** One after the other the color that is missed most: by many pixels, or by far. */
function paletteOf(colors: Uint32Array): number[] {
  const counts = new Map<number, number>();
  for (const color of colors) counts.set(color, (counts.get(color) ?? 0) + 1);
  const missed = [...counts].map(([color, count]) => ({ color, count, off: Infinity }));
  const palette: number[] = [];
  while (palette.length < MOST_COLORS) {
    const worst = missed.reduce((a, b) => (b.count * b.off > a.count * a.off ? b : a));
    if (worst.off === 0) break;
    palette.push(worst.color);
    for (const each of missed) each.off = Math.min(each.off, distance(each.color, worst.color));
  }
  return palette;
}

function nearestIn(palette: readonly number[]): (color: number) => number {
  const known = new Map<number, number>();
  return (color) => {
    let index = known.get(color);
    if (index === undefined) {
      index = palette.reduce(
        (best, each, i) => (distance(each, color) < distance(palette[best] ?? 0, color) ? i : best),
        0,
      );
      known.set(color, index);
    }
    return index;
  };
}

function channelsOf(color: number): number[] {
  return [color >> 16, (color >> 8) & 255, color & 255];
}

function distance(a: number, b: number): number {
  const [from, to] = [channelsOf(a), channelsOf(b)];
  return from.reduce((sum, channel, i) => sum + (channel - to[i]) ** 2, 0);
}
