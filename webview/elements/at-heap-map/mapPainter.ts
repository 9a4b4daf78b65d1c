import { CanvasPen } from '../../painting/canvasPen';
import { readColors, type Colors } from '../../painting/colors';
import { drawMap, type MapPicture } from '../../painting/drawMap';
import { legendOf, type LegendItem } from '../../painting/legend';
import type { Link } from '../../painting/links';
import { linksOf } from '../../painting/links';
import { heightOf } from '../../painting/mapLayout';
import { drawSheet, mapSvg, sheetSize, type MapSheet } from '../../painting/mapSheet';
import type { Motion } from '../../painting/motions';
import { PaintColors } from '../../painting/paintColors';
import type { MapSurface } from '../../painting/surface';
import type { MapRange } from './mapRange';
import { MapMotion } from './mapMotion';

/** Of the text in fields and at links, in CSS pixels. */
const FONT_SIZE = 11;

/** Draws the map on its two canvases: the heap, and above it what moves. */
export class MapPainter {
  private colors_: Colors | undefined;
  private paints_: PaintColors | undefined;
  private readonly motion: MapMotion;
  private readonly pens = new Map<HTMLCanvasElement, { scale: number; pen: CanvasPen }>();

  /** @param probe has the fonts and colours to draw with */
  constructor(
    private readonly probe: HTMLElement,
    private readonly canvas: HTMLCanvasElement,
    private readonly layer: HTMLCanvasElement,
  ) {
    this.motion = new MapMotion(layer);
  }

  get colors(): Colors {
    return (this.colors_ ??= readColors(this.probe));
  }

  get paints(): PaintColors {
    return (this.paints_ ??= new PaintColors(this.colors));
  }

  /** The theme has changed. */
  forgetColors(): void {
    this.colors_ = undefined;
    this.paints_ = undefined;
    this.pens.clear();
  }

  /** Draws anew; what moved is cut off. */
  draw(picture: MapPicture, range: MapRange, contrast: boolean, links: boolean): void {
    this.paint(range, contrast, (surface) => drawMap(surface, picture, links));
  }

  /** Draws something else anew; what moved is cut off. */
  paint(range: MapRange, contrast: boolean, draw: (surface: MapSurface) => void): void {
    this.motion.stop();
    const surface = this.surface(this.canvas, range, contrast);
    if (surface) draw(surface);
  }

  /** Shows what moves, over what was drawn. */
  animate(motions: readonly Motion[], range: MapRange, contrast: boolean): void {
    const surface = this.surface(this.layer, range, contrast);
    if (surface) this.motion.play(motions, surface);
  }

  stop(): void {
    this.motion.stop();
  }

  legend(picture: MapPicture): LegendItem[] {
    const { window, heap } = picture;
    const { colors, paints } = this;
    const scale = window.paint?.scale ?? null;
    return legendOf({ mode: window.mode, scale, layout: heap.layout, colors, paints });
  }

  /** The links that are drawn, and how many there are. */
  links(picture: MapPicture, range: MapRange): { links: readonly Link[]; inView: number } {
    return linksOf(picture, { shape: range.shape(), scale: 1 });
  }

  svg(sheet: MapSheet): string {
    const context = new OffscreenCanvas(1, 1).getContext('2d')!;
    const pen = new CanvasPen(context, 1, this.font(1));
    return mapSvg(sheet, this.fontFamily, (text) => pen.widthOf(text));
  }

  png(sheet: MapSheet): Promise<Blob> {
    const scale = Math.max(2, devicePixelRatio);
    const measuring = new OffscreenCanvas(1, 1).getContext('2d')!;
    const size = sheetSize(sheet, new CanvasPen(measuring, 1, this.font(1)));
    const canvas = new OffscreenCanvas(size.width * scale, size.height * scale);
    const context = canvas.getContext('2d')!;
    context.scale(scale, scale);
    drawSheet(sheet, new CanvasPen(context, 1, this.font(1)));
    return canvas.convertToBlob({ type: 'image/png' });
  }

  private surface(
    canvas: HTMLCanvasElement,
    range: MapRange,
    contrast: boolean,
  ): MapSurface | undefined {
    const scale = Math.max(1, devicePixelRatio);
    const { layout } = range;
    const px = (css: number) => Math.round(css * scale);
    const width = px(range.width);
    const height = px(heightOf(layout));
    // A new size empties the canvas, even if it is the same; so does clearing, which is cheaper.
    if (canvas.width !== width) canvas.width = width;
    if (canvas.height !== height) canvas.height = height;
    const context = canvas.getContext('2d');
    if (!context || width === 0) return undefined;
    context.clearRect(0, 0, width, height);
    return {
      pen: this.penOf(canvas, context, scale),
      shape: range.shape(width),
      rowHeight: px(layout.rowHeight),
      gap: px(layout.gap),
      top: px(layout.top),
      scale,
      colors: this.colors,
      paints: this.paints,
      contrast,
      close: layout.close,
    };
  }

  /** Kept with its patterns, and to ask for fonts only once. */
  private penOf(canvas: HTMLCanvasElement, context: CanvasRenderingContext2D, scale: number) {
    const known = this.pens.get(canvas);
    if (known?.scale === scale) return known.pen;
    const pen = new CanvasPen(context, scale, this.font(scale));
    this.pens.set(canvas, { scale, pen });
    return pen;
  }

  private font(scale: number): string {
    return `${FONT_SIZE * scale}px ${this.fontFamily}`;
  }

  private get fontFamily(): string {
    return getComputedStyle(this.probe).fontFamily;
  }
}
