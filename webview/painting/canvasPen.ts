import { PATTERNS, TILE, type PatternName } from './patterns';
import type { Box, Line, Pen } from './pen';

type Context = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

/** Draws on a canvas. May be kept and used again after its size has changed. */
export class CanvasPen implements Pen {
  private readonly patterns = new Map<string, CanvasPattern>();
  /** What rows of pixels are put on, to be drawn from there. */
  private strip: OffscreenCanvasRenderingContext2D | undefined;

  /**
   * @param scale device pixels to a CSS pixel
   * @param font CSS font of all text, its size in device pixels
   */
  constructor(
    private readonly context: Context,
    private readonly scale: number,
    private readonly font: string,
  ) {}

  area({ left, top, width, height }: Box, color: string, opacity = 1): void {
    const { context } = this;
    context.fillStyle = color;
    // A map has some thousand areas, and each word to the canvas costs as much as drawing one.
    if (opacity < 1) context.globalAlpha = opacity;
    context.fillRect(left, top, width, height);
    if (opacity < 1) context.globalAlpha = 1;
  }

  pattern({ left, top, width, height }: Box, pattern: PatternName, color: string): void {
    this.context.fillStyle = this.patternOf(pattern, color);
    this.context.fillRect(left, top, width, height);
  }

  line({ path, color, width, dash, filled }: Line): void {
    const { context } = this;
    const drawn = new Path2D(path);
    context.strokeStyle = color;
    context.lineWidth = width;
    context.setLineDash([...(dash ?? [])]);
    context.stroke(drawn);
    if (filled === true) {
      context.fillStyle = color;
      // A canvas, not an array.
      // oxlint-disable-next-line no-array-fill-with-reference-type
      context.fill(drawn);
    }
  }

  text(text: string, x: number, y: number, color: string): void {
    const { context } = this;
    context.font = this.font;
    context.textBaseline = 'middle';
    context.fillStyle = color;
    context.fillText(text, x, y);
  }

  at(x: number, y: number, draw: () => void): void {
    this.context.save();
    this.context.translate(x, y);
    draw();
    this.context.restore();
  }

  widthOf(text: string): number {
    this.context.font = this.font;
    return this.context.measureText(text).width;
  }

  /** One pixel high, then stretched: a thousand times fewer calls than rectangles. */
  pixels(left: number, top: number, height: number, row: Uint8ClampedArray<ArrayBuffer>): void {
    const width = row.length / 4;
    if (width === 0) return;
    if (this.strip?.canvas.width !== width) {
      this.strip = new OffscreenCanvas(width, 1).getContext('2d') ?? undefined;
    }
    if (this.strip === undefined) return;
    this.strip.putImageData(new ImageData(row, width, 1), 0, 0);
    this.context.imageSmoothingEnabled = false;
    this.context.drawImage(this.strip.canvas, 0, 0, width, 1, left, top, width, height);
  }

  private patternOf(name: PatternName, color: string): CanvasPattern {
    const key = `${name} ${color}`;
    const known = this.patterns.get(key);
    if (known) return known;
    const size = Math.round(TILE * this.scale);
    const tile = new OffscreenCanvas(size, size);
    const context = tile.getContext('2d')!;
    const { path, line } = PATTERNS[name];
    context.scale(size / TILE, size / TILE);
    if (line === undefined) {
      context.fillStyle = color;
      // A canvas, not an array.
      // oxlint-disable-next-line no-array-fill-with-reference-type
      context.fill(new Path2D(path));
    } else {
      context.strokeStyle = color;
      context.lineWidth = line;
      context.stroke(new Path2D(path));
    }
    const pattern = this.context.createPattern(tile, 'repeat')!;
    this.patterns.set(key, pattern);
    return pattern;
  }
}
