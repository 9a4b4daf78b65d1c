import { WINDOW_LIMIT } from '../../../src/protocol/messages';
import {
  panned,
  revealing,
  shapeOf,
  zoomed,
  type ByteRange,
  type MapShape,
} from '../../painting/mapGeometry';
import { closestSpan, layoutOf, type MapLayout } from '../../painting/mapLayout';

/** What the range depends on, and where it is kept. */
export interface RangeHost {
  readonly trace: {
    readonly heap: { readonly size: number };
    readonly selection: { readonly block: number } | null;
  };
  readonly view: {
    readonly mapFrom: number;
    readonly mapTo: number;
    readonly map: { readonly links: boolean };
  };
  /** Of the drawing, in CSS pixels. */
  readonly width: number;
  /** Shows other bytes; both 0 for the whole heap. */
  keepRange(range: { readonly mapFrom: number; readonly mapTo: number }): void;
}

/** So much of a picture belongs to the block that it was zoomed to. */
const BLOCK_SHARE = 0.6;

/** Which bytes the map shows, and how it goes from there to others. */
export class MapRange {
  constructor(private readonly host: RangeHost) {}

  /** What is shown: the whole heap, unless a part of it was chosen that this heap has. */
  get bytes(): ByteRange {
    const { mapFrom, mapTo } = this.host.view;
    const { size } = this;
    return mapTo > mapFrom && mapTo <= size ? { from: mapFrom, to: mapTo } : { from: 0, to: size };
  }

  /** Of the drawing, in CSS pixels. */
  get width(): number {
    return this.host.width;
  }

  get span(): number {
    const { from, to } = this.bytes;
    return to - from;
  }

  get isWhole(): boolean {
    return this.span >= this.size;
  }

  get layout(): MapLayout {
    const { width, view } = this.host;
    return layoutOf({ span: this.span, size: this.size, width, links: view.map.links });
  }

  /** How many cells a window may have: one for each pixel of the screen. */
  get cells(): number {
    const dots = this.layout.rows * this.host.width * Math.max(1, window.devicePixelRatio);
    return Math.min(WINDOW_LIMIT, Math.max(1, Math.round(dots)));
  }

  /** @param width of a row, in the pixels to draw with */
  shape(width = this.host.width): MapShape {
    return shapeOf(this.bytes, this.layout.rows, width);
  }

  show({ from, to }: ByteRange): void {
    const range = zoomed({ from, to: Math.max(to, from + 1) }, this.size, this.least, 1, from);
    const isWhole = range.to - range.from >= this.size;
    this.host.keepRange({ mapFrom: isWhole ? 0 : range.from, mapTo: isWhole ? 0 : range.to });
  }

  showAll(): void {
    this.host.keepRange({ mapFrom: 0, mapTo: 0 });
  }

  /** Zooms around the selected block if it is in view, else around the middle. */
  zoom(factor: number, anchor = this.anchor): void {
    this.show(zoomed(this.bytes, this.size, this.least, factor, anchor));
  }

  /** Shows a block, so that most of the picture is its. */
  zoomTo(block: number, extent: number): void {
    const span = Math.max(extent / BLOCK_SHARE, this.least);
    this.show({
      from: Math.max(0, block + extent / 2 - span / 2),
      to: block + extent / 2 + span / 2,
    });
  }

  pan(bytes: number): void {
    if (!this.isWhole) this.show(panned(this.bytes, this.size, bytes));
  }

  /** Brings a byte into view, if it is not. */
  reveal(offset: number): void {
    const range = this.bytes;
    const next = revealing(range, this.size, offset);
    if (next !== range) this.show(next);
  }

  get anchor(): number {
    const { from, to } = this.bytes;
    const block = this.host.trace.selection?.block ?? -1;
    return block >= from && block < to ? block : (from + to) / 2;
  }

  private get size(): number {
    return this.host.trace.heap.size;
  }

  private get least(): number {
    return closestSpan(this.size, this.host.width);
  }
}
