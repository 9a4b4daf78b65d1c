import { css, html, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { clamp } from '../../../src/base/math';
import { mapWindow, type MapWindow } from '../../../src/protocol/heapMap';
import { WINDOW_LIMIT } from '../../../src/protocol/messages';
import { formatAddress } from '../../format';
import { CanvasPen } from '../../painting/canvasPen';
import type { Colors } from '../../painting/colors';
import { drawDensity } from '../../painting/drawDensity';
import { drawSegments } from '../../painting/drawSegments';
import { shapeOf, type ByteRange } from '../../painting/mapGeometry';
import type { PaintColors } from '../../painting/paintColors';
import { Pull } from '../../pull';
import { shared } from '../../styles/shared';
import { InspectorPart } from '../inspectorPart';
import { styleOf } from '../styleOf';
import { handleOf, movedTo } from './handle';

const HEIGHT = 10;
/** With so many blocks the whole heap takes its time: it is asked for now and then, not for every step. */
const MANY_BLOCKS = 20_000;
/** In milliseconds. */
const NOW_AND_THEN = 150;
/** So much of the visible bytes an arrow key moves. */
const STEP = 1 / 8;

/** What the map is of, where it is not the simulated heap. */
export interface MinimapSource {
  /** In bytes. */
  readonly size: number;
  readonly blockCount: number;
  ask(cells: number): Promise<MapWindow>;
  addressAt(offset: number): string;
}

/** The whole heap in one line, with a handle that shows and moves what the map shows of it. */
@customElement('at-minimap')
export class Minimap extends InspectorPart {
  static override styles = [
    shared,
    css`
      :host {
        position: relative;
        height: ${HEIGHT}px;
      }
      canvas {
        display: block;
        width: 100%;
        height: 100%;
      }
      .handle {
        position: absolute;
        top: -2px;
        bottom: -2px;
        border: 2px solid var(--at-selected);
        border-radius: 2px;
        cursor: ew-resize;
        touch-action: none;
      }
    `,
  ];

  @property({ attribute: false }) range: ByteRange = { from: 0, to: 0 };
  /** Of the drawing, in CSS pixels. */
  @property({ attribute: false }) width = 0;
  @property({ attribute: false }) colors: Colors | undefined;
  @property({ attribute: false }) paints: PaintColors | undefined;
  @property({ attribute: false }) contrast = false;
  @property({ attribute: false }) source: MinimapSource | undefined;
  @property({ attribute: false }) showFrom: (from: number) => void = () => {};

  @state() private window: MapWindow | undefined;
  @query('canvas') private readonly canvas!: HTMLCanvasElement;
  /** How far from the handle's left side it is held, in pixels. */
  private held: number | undefined;
  private timer = 0;

  private readonly pull = new Pull(
    (cells: number) =>
      this.source
        ? this.source.ask(cells)
        : this.connection.request(mapWindow, this.wholeHeap(cells)),
    (window) => (this.window = window),
    (cells) => (this.source ? undefined : this.connection.atHand(mapWindow, this.wholeHeap(cells))),
  );

  override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get('view');
    const isRecolored = before !== undefined && before.map.coloring !== this.view.map.coloring;
    if (changed.has('width') || isRecolored) this.wantWindow();
    else if (changed.has('revision')) this.wantSoon();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.timer);
    this.timer = 0;
  }

  override updated(changed: PropertyValues): void {
    const causes = ['window', 'colors', 'paints', 'width', 'contrast'];
    if (causes.some((cause) => changed.has(cause))) this.draw();
  }

  override render() {
    const { range, width, size } = this;
    const { left, length } = handleOf(range, size, width);
    const [from, to] = [this.addressAt(range.from), this.addressAt(range.to)];
    return html`<canvas aria-hidden="true" @pointerdown=${this.onPress}></canvas>
      <div
        class="handle"
        role="slider"
        tabindex="0"
        aria-label="Visible part of the heap"
        aria-orientation="horizontal"
        aria-valuemin="0"
        aria-valuemax=${size - (range.to - range.from)}
        aria-valuenow=${range.from}
        aria-valuetext=${`${from} to ${to}`}
        data-hover=${`${from} to ${to}\nDrag, or use the arrow keys, to show another part.`}
        ${styleOf({ left: `${left}px`, width: `${length}px` })}
        @pointerdown=${this.onTake}
        @pointermove=${this.onDrag}
        @pointerup=${this.onLetGo}
        @pointercancel=${this.onLetGo}
        @keydown=${this.onKey}
      ></div>`;
  }

  private wantSoon(): void {
    const { blockCount } = this.source ?? this.trace.heap;
    if (blockCount < MANY_BLOCKS) this.wantWindow();
    else if (this.timer === 0) {
      this.timer = window.setTimeout(() => {
        this.timer = 0;
        this.wantWindow();
      }, NOW_AND_THEN);
    }
  }

  private wantWindow(): void {
    if (this.width === 0) return;
    this.pull.want(Math.min(WINDOW_LIMIT, Math.round(this.width * this.scale)), this.revision);
  }

  private wholeHeap(cells: number) {
    return { from: 0, to: this.trace.heap.size, cells, coloring: this.view.map.coloring };
  }

  private get size(): number {
    return (this.source ?? this.trace.heap).size;
  }

  private addressAt(offset: number): string {
    return this.source?.addressAt(offset) ?? formatAddress(this.trace.heap, offset);
  }

  private get scale(): number {
    return Math.max(1, window.devicePixelRatio);
  }

  private draw(): void {
    const { colors, paints, contrast, scale } = this;
    const shown = this.window;
    if (!shown || !colors || !paints || this.width === 0) return;
    const [width, height] = [Math.round(this.width * scale), Math.round(HEIGHT * scale)];
    this.canvas.width = width;
    this.canvas.height = height;
    const context = this.canvas.getContext('2d');
    if (!context) return;
    const pen = new CanvasPen(context, scale, '');
    const shape = shapeOf({ from: 0, to: this.size }, 1, width);
    const rows = { rowHeight: height, gap: 0, top: 0, close: false };
    const surface = { pen, shape, scale, colors, paints, contrast, ...rows };
    if (shown.mode === 'segments') drawSegments(surface, shown);
    else drawDensity(surface, shown);
  }

  private moveTo(x: number): void {
    this.showFrom(movedTo(x, this.range, this.size, this.width));
  }

  /** Pressing beside the handle brings its middle there. */
  private onPress(event: PointerEvent): void {
    const { left } = this.getBoundingClientRect();
    const { length } = handleOf(this.range, this.size, this.width);
    this.moveTo(event.clientX - left - length / 2);
  }

  private onTake(event: PointerEvent): void {
    if (event.button !== 0) return;
    const handle = event.currentTarget as HTMLElement;
    handle.setPointerCapture(event.pointerId);
    this.held = event.clientX - handle.getBoundingClientRect().left;
  }

  private onDrag(event: PointerEvent): void {
    if (this.held === undefined) return;
    this.moveTo(event.clientX - this.held - this.getBoundingClientRect().left);
  }

  private onLetGo(): void {
    this.held = undefined;
  }

  private onKey(event: KeyboardEvent): void {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const { from, to } = this.range;
    const span = to - from;
    const moves: { readonly [key: string]: number } = {
      ArrowLeft: -span * STEP,
      ArrowUp: -span * STEP,
      ArrowRight: span * STEP,
      ArrowDown: span * STEP,
      PageUp: -span,
      PageDown: span,
      Home: -Infinity,
      End: Infinity,
    };
    const move = Object.hasOwn(moves, event.key) ? moves[event.key] : undefined;
    if (move === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    this.showFrom(clamp(from + move, 0, this.size - span));
  }
}
