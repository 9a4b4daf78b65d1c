import { html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { clamp } from '../../../src/base/math';
import {
  blockRow,
  blockWindow,
  mapWindow,
  WINDOW_LIMIT,
  type MapDensity,
  type MapSegments,
} from '../../../src/protocol/messages';
import { formatAddress, formatBytes, formatScale } from '../../format';
import { readColors, type Colors } from '../../painting/colors';
import { drawMap, type MapPicture } from '../../painting/drawMap';
import {
  offsetAt,
  panned,
  revealing,
  shapeOf,
  zoomed,
  type ByteRange,
  type MapShape,
} from '../../painting/mapGeometry';
import { Pull } from '../../pull';
import { shared } from '../../styles/shared';
import { tip } from '../../styles/tip';
import { Announcement, InspectorPart } from '../inspectorPart';
import { styleOf } from '../styleOf';
import { mapStyles } from './mapStyles';
import { blockAt, describeByte } from './mapText';
import '../at-section/at-section';

/** In CSS pixels. */
const ROW_HEIGHT = 12;
const GAP = 3;
/** From this width on there are fewer and longer rows. */
const WIDE = 700;
const ROWS_WIDE = 8;
const ROWS_NARROW = 12;
/** A heap this small needs no second row. */
const LEAST_ROW = 64;
const ZOOM_STEP = 2;
/** A press that moves less than this is a click. */
const CLICK_SLACK = 4;
const HEADER = 16;

/** Every byte of the heap in address order, wrapped in rows like a text. */
@customElement('at-heap-map')
export class HeapMap extends InspectorPart {
  static override styles = [shared, tip, mapStyles];

  /** Grows when the theme's colours change. */
  @property({ attribute: false }) themeRevision = 0;
  @property({ attribute: false }) contrast = false;

  /** Of the drawing, in CSS pixels. */
  @state() private width = 0;
  @state() private picture: MapPicture | undefined;
  @state() private tip: { text: string; x: number; row: number } | undefined;
  @state() private drag: { offset: number; x: number; y: number; moved: boolean } | undefined;

  @query('canvas') private readonly canvas!: HTMLCanvasElement;
  @query('.area') private readonly area!: HTMLElement;
  private colors: Colors | undefined;
  private knownSelection: number | null = null;
  private readonly observer = new ResizeObserver(() => (this.width = this.area.clientWidth));

  private readonly pull = new Pull(
    (asked: { from: number; to: number; cells: number }) =>
      this.connection.request(mapWindow, asked),
    (window) => this.showWindow(window),
  );

  override firstUpdated(): void {
    this.observer.observe(this.area);
    this.area.addEventListener('wheel', (event) => this.onWheel(event), { passive: false });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.observer.disconnect();
  }

  override willUpdate(changed: PropertyValues): void {
    if (changed.has('revision')) this.followSelection();
    const before = changed.get('view') as typeof this.view | undefined;
    const isMoved = before?.mapFrom !== this.view.mapFrom || before.mapTo !== this.view.mapTo;
    if (changed.has('revision') || changed.has('width') || (changed.has('view') && isMoved)) {
      this.wantWindow();
    }
  }

  override updated(changed: PropertyValues): void {
    if (changed.has('themeRevision')) this.colors = undefined;
    const causes = ['picture', 'width', 'view', 'themeRevision', 'contrast'];
    if (causes.some((cause) => changed.has(cause))) this.draw();
  }

  override render() {
    const { heap } = this.trace;
    const shape = this.shape();
    const scale = this.width > 0 ? ` · ${formatScale(shape.bytesPerRow / this.width)}` : '';
    const isWhole = this.range().to - this.range().from >= heap.size;
    const shown = isWhole
      ? ''
      : ` · ${formatAddress(heap, shape.from)} to ${formatAddress(heap, shape.to)}`;
    return html`<at-section name="heap" heading="Heap" .collapsed=${this.view.collapsed}>
      <span slot="detail">
        ${formatBytes(heap.size)}<span class="base"> at ${formatAddress(heap, 0)}</span
        ><span class="scale">${scale}</span>${shown}
      </span>
      <span slot="actions" class="legend" aria-hidden="true">
        <span><i class="user"></i>live</span><span><i class="free"></i>free</span>
        <span><i class="step"></i>this step</span><span><i class="freed"></i>freed</span>
        <span><i class="visited"></i>visited</span>
        ${heap.layout === 'reference' ? html`<span><i class="lost"></i>lost</span>` : nothing}
      </span>
      <span slot="actions" class="tools">
        ${this.tool('remove', 'Zoom Out (−)', () => this.zoom(ZOOM_STEP))}
        ${this.tool('add', 'Zoom In (+)', () => this.zoom(1 / ZOOM_STEP))}
        <button class="text" data-hover="Show the whole heap (0)" @click=${() => this.fit()}>
          all
        </button>
        <button
          class="text"
          data-hover="Show the part that has been used so far"
          @click=${() => this.show({ from: 0, to: this.trace.metrics.highWater })}
        >
          used
        </button>
      </span>
      <div
        class="area ${isWhole ? '' : 'zoomed'} ${this.drag?.moved ? 'dragging' : ''}"
        role="application"
        tabindex="0"
        aria-label="Heap map. Left and right select the block before or after, plus and minus zoom, up and down move. The table of blocks says the same in words."
        @keydown=${this.onKey}
        @pointerdown=${this.onPointerDown}
        @pointermove=${this.onPointerMove}
        @pointerup=${this.onPointerUp}
        @pointerleave=${() => (this.tip = undefined)}
      >
        <canvas
          aria-hidden="true"
          ${styleOf({ height: `${shape.rows * (ROW_HEIGHT + GAP) - GAP}px` })}
        ></canvas>
        ${this.renderTip()}
      </div>
    </at-section>`;
  }

  private tool(icon: string, label: string, run: () => void) {
    return html`<button class="icon" aria-label=${label} data-hover=${label} @click=${run}>
      <at-icon .name=${icon}></at-icon>
    </button>`;
  }

  private renderTip() {
    if (!this.tip) return nothing;
    const { text, x, row } = this.tip;
    // Beside the pointer, on the side that has room.
    const isRight = x > this.width / 2;
    const place = {
      top: `${(row + 1) * (ROW_HEIGHT + GAP) + 2}px`,
      left: isRight ? 'auto' : `${x + 10}px`,
      right: isRight ? `${this.width - x + 10}px` : 'auto',
    };
    return html`<div class="tip" ${styleOf(place)}>${text}</div>`;
  }

  // ---- Range and window ----

  private range(): ByteRange {
    const { size } = this.trace.heap;
    const { mapFrom, mapTo } = this.view;
    return mapTo > mapFrom && mapTo <= size ? { from: mapFrom, to: mapTo } : { from: 0, to: size };
  }

  private rows(): number {
    const most = this.width >= WIDE ? ROWS_WIDE : ROWS_NARROW;
    return clamp(Math.ceil(this.trace.heap.size / LEAST_ROW), 1, most);
  }

  private shape(width = this.width): MapShape {
    return shapeOf(this.range(), this.rows(), width);
  }

  private scale(): number {
    return Math.max(1, window.devicePixelRatio);
  }

  private wantWindow(): void {
    if (this.width === 0) return;
    const cells = Math.min(WINDOW_LIMIT, Math.round(this.rows() * this.width * this.scale()));
    this.pull.want({ ...this.range(), cells }, this.revision);
  }

  /** The picture changes all at once: the step's marks never lie over the bytes of another step. */
  private showWindow(window: MapSegments | MapDensity): void {
    const { step, selection } = this.trace;
    this.picture = {
      window,
      touched: step?.touched ?? [],
      selected: selection && { block: selection.block, extent: HEADER + selection.size },
    };
  }

  private draw(): void {
    if (!this.picture || this.width === 0) return;
    const scale = this.scale();
    const width = Math.round(this.width * scale);
    const rowHeight = Math.round(ROW_HEIGHT * scale);
    const gap = Math.round(GAP * scale);
    const height = this.rows() * (rowHeight + gap) - gap;
    if (this.canvas.width !== width) this.canvas.width = width;
    if (this.canvas.height !== height) this.canvas.height = height;
    const context = this.canvas.getContext('2d');
    if (!context) return;
    this.colors ??= readColors(this.area);
    const { colors, contrast } = this;
    const shape = this.shape(width);
    drawMap({ context, shape, rowHeight, gap, scale, colors, contrast }, this.picture);
  }

  // ---- Zooming and panning ----

  private show({ from, to }: ByteRange): void {
    const { size } = this.trace.heap;
    const range = zoomed({ from, to: Math.max(to, from + 1) }, size, this.rows(), 1, from);
    const isWhole = range.to - range.from >= size;
    this.changeView({ mapFrom: isWhole ? 0 : range.from, mapTo: isWhole ? 0 : range.to });
  }

  private fit(): void {
    this.changeView({ mapFrom: 0, mapTo: 0 });
  }

  /** Zooms around the selected block if it is in view, else around the middle. */
  private zoom(factor: number, anchor = this.anchor()): void {
    this.show(zoomed(this.range(), this.trace.heap.size, this.rows(), factor, anchor));
  }

  private anchor(): number {
    const { from, to } = this.range();
    const block = this.trace.selection?.block ?? -1;
    return block >= from && block < to ? block : (from + to) / 2;
  }

  private pan(bytes: number): void {
    this.show(panned(this.range(), this.trace.heap.size, bytes));
  }

  private onWheel(event: WheelEvent): void {
    const isZoom = event.ctrlKey || event.metaKey;
    const sideways = event.shiftKey ? event.deltaY || event.deltaX : event.deltaX;
    if (!isZoom && sideways === 0) return;
    event.preventDefault();
    if (isZoom) {
      const anchor = this.offsetUnder(event) ?? this.anchor();
      this.zoom(Math.exp(clamp(event.deltaY, -100, 100) * 0.005), anchor);
    } else this.pan((sideways / this.width) * this.shape().bytesPerRow);
  }

  // ---- Pointer ----

  private offsetUnder(event: MouseEvent): number | undefined {
    const { left, top } = this.area.getBoundingClientRect();
    const row = Math.floor((event.clientY - top) / (ROW_HEIGHT + GAP));
    return offsetAt(this.shape(), row, event.clientX - left);
  }

  private onPointerDown(event: PointerEvent): void {
    const offset = this.offsetUnder(event);
    if (event.button !== 0 || offset === undefined) return;
    this.drag = { offset, x: event.clientX, y: event.clientY, moved: false };
    this.area.setPointerCapture(event.pointerId);
  }

  private onPointerMove(event: PointerEvent): void {
    const offset = this.offsetUnder(event);
    if (this.drag) {
      const distance = Math.hypot(event.clientX - this.drag.x, event.clientY - this.drag.y);
      if (distance > CLICK_SLACK) this.drag = { ...this.drag, moved: true };
      // The byte that was taken hold of stays under the pointer.
      if (this.drag.moved && offset !== undefined) this.pan(this.drag.offset - offset);
      this.tip = undefined;
    } else if (offset !== undefined && this.picture) {
      const { left, top } = this.area.getBoundingClientRect();
      const row = Math.floor((event.clientY - top) / (ROW_HEIGHT + GAP));
      const text = describeByte(this.picture.window, this.trace.heap, offset);
      this.tip = text === '' ? undefined : { text, x: event.clientX - left, row };
    } else this.tip = undefined;
  }

  private onPointerUp(event: PointerEvent): void {
    const { drag } = this;
    this.drag = undefined;
    const offset = this.offsetUnder(event);
    if (!drag || drag.moved || offset === undefined || !this.picture) return;
    const block = blockAt(this.picture.window, offset);
    if (block !== undefined) this.choose(block);
  }

  // ---- Keyboard and selection ----

  private onKey(event: KeyboardEvent): void {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const { bytesPerRow } = this.shape();
    const actions: { readonly [key: string]: () => void } = {
      ArrowLeft: () => void this.chooseNeighbour(-1),
      ArrowRight: () => void this.chooseNeighbour(1),
      ArrowUp: () => this.pan(-bytesPerRow),
      ArrowDown: () => this.pan(bytesPerRow),
      '+': () => this.zoom(1 / ZOOM_STEP),
      '=': () => this.zoom(1 / ZOOM_STEP),
      '-': () => this.zoom(ZOOM_STEP),
      '0': () => this.fit(),
      Escape: () => this.selectBlock(null),
    };
    const action = actions[event.key];
    if (!action) return;
    event.preventDefault();
    event.stopPropagation();
    action();
  }

  private choose(block: number): void {
    this.knownSelection = block;
    this.selectBlock(block);
  }

  /** Selects the block before or after, asked of the host: a density map does not know them all. */
  private async chooseNeighbour(direction: -1 | 1): Promise<void> {
    const order = { sort: 'address', descending: false, filter: '' } as const;
    const block = this.trace.selection?.block;
    const here =
      block === undefined
        ? { row: -direction }
        : await this.connection.request(blockRow, { block, ...order }).catch(() => undefined);
    if (!here) return;
    const start = Math.max(0, here.row + direction);
    const answer = await this.connection
      .request(blockWindow, { start, count: 1, ...order })
      .catch(() => undefined);
    const next = answer?.block[0];
    if (next === undefined) return;
    this.choose(next);
    this.reveal(next);
    const kind = answer?.live[0] === 1 ? 'live' : 'free';
    const address = formatAddress(this.trace.heap, next);
    this.dispatchEvent(new Announcement(`${kind} block ${address}, ${answer?.size[0]} bytes`));
  }

  /** When a block was selected elsewhere, brings it into view. */
  private followSelection(): void {
    const block = this.trace.selection?.block ?? null;
    if (block === this.knownSelection) return;
    this.knownSelection = block;
    if (block !== null) this.reveal(block);
  }

  private reveal(block: number): void {
    const range = this.range();
    const next = revealing(range, this.trace.heap.size, block);
    if (next !== range) this.show(next);
  }
}
