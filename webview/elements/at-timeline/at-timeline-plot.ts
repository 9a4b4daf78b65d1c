import { html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { clamp } from '../../../src/base/math';
import { timelineMoment, type TimelineMoment } from '../../../src/protocol/timeline';
import {
  eventUnder,
  followingRange,
  pannedRange,
  shareOf,
  zoomedRange,
  type EventRange,
} from '../../painting/eventRange';
import { readColors, type Colors } from '../../painting/colors';
import { drawShapes } from '../../painting/shapes';
import { flagAt, placeFlags, type PlacedFlag } from '../../painting/timelineFlags';
import {
  FLAGS,
  timelineLayout,
  timelineShapes,
  type TimelineLayout,
} from '../../painting/timelineShapes';
import { shared } from '../../styles/shared';
import { tip } from '../../styles/tip';
import { besidePointer } from '../besidePointer';
import { styleOf } from '../styleOf';
import { plotStyles } from './plotStyles';
import { describeReading } from './readingText';
import { intentOfKey, type TimelineIntent } from './timelineKeys';
import { TimelinePart } from './timelinePart';

/** A place is asked about when the pointer has rested there for so many milliseconds. */
const REST = 90;
const ZOOM_STEP = 2;
/** A press that moves less than this selects no range. */
const SLACK = 3;

/** What the pointer is doing. */
type Drag =
  | { readonly kind: 'scrub'; readonly at: number }
  | {
      readonly kind: 'brush';
      /** The events where it began and where it is, and the pixel where it began. */
      readonly start: number;
      readonly end: number;
      readonly x: number;
    };

/**
 * The curves of the timeline. The picture is drawn only when it changes: the cursor, what is read
 * and the selected range are elements above it.
 */
@customElement('at-timeline-plot')
export class TimelinePlot extends TimelinePart {
  static override styles = [shared, tip, plotStyles];

  /** Of the state that `trace` came in. */
  @property({ attribute: false }) generation = 0;
  @property({ attribute: false }) themeRevision = 0;
  @property({ attribute: false }) contrast = false;
  /** Of the picture, in CSS pixels. */
  @property({ attribute: false }) width = 0;
  @property({ attribute: false }) height = 0;
  /** Whether a drag selects a range, whatever keys are held. */
  @property({ type: Boolean, reflect: true }) selecting = false;
  /** Called when a range was selected by dragging, or given up. */
  @property({ attribute: false }) brushed: () => void = () => {};

  @state() private drag: Drag | undefined;
  @state() private reading: { readonly at: number; readonly byKeys: boolean } | undefined;
  @state() private moment: TimelineMoment | undefined;

  @query('canvas') private readonly canvas!: HTMLCanvasElement;
  @query('.plot') private readonly plot!: HTMLElement;
  private colors: Colors | undefined;
  private placed: PlacedFlag[] = [];
  private askTimer = 0;
  private newestAsked = 0;
  /** Whether it was clicked on: then the arrow keys step, as they do everywhere else. */
  private isFocusedByPointer = false;

  override firstUpdated(): void {
    this.plot.addEventListener('wheel', (event) => this.onWheel(event), { passive: false });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.askTimer);
  }

  override willUpdate(changed: PropertyValues): void {
    if (changed.has('generation')) this.forgetMoment();
    // What is read says which flag is there.
    if (this.isOtherPicture(changed)) this.place();
  }

  override updated(changed: PropertyValues): void {
    if (changed.has('themeRevision') || changed.has('contrast')) this.colors = undefined;
    if (this.isOtherPicture(changed)) this.draw();
  }

  override render() {
    const { range, trace, drag, reading } = this;
    const { eventCount, at } = trace;
    const shown = drag?.kind === 'scrub' ? drag.at : at;
    const brush = drag?.kind === 'brush' ? rangeOf(drag.start, drag.end) : this.selected;
    const now = reading?.byKeys ? reading.at : at;
    return html`<div
      class="plot"
      role="slider"
      tabindex="0"
      aria-label="Timeline"
      aria-describedby="keys"
      aria-valuemin=${range.from}
      aria-valuemax=${range.to}
      aria-valuenow=${clamp(now, range.from, range.to)}
      aria-valuetext=${this.textAt(now).replaceAll('\n', ', ')}
      @keydown=${this.onKey}
      @blur=${this.onBlur}
      @dblclick=${() => this.show({ from: 0, to: eventCount })}
      @pointerdown=${this.onPointerDown}
      @pointermove=${this.onPointerMove}
      @pointerup=${this.onPointerUp}
      @pointercancel=${() => (this.drag = undefined)}
      @pointerleave=${this.onPointerLeave}
    >
      <canvas
        aria-hidden="true"
        ${styleOf({ width: `${this.width}px`, height: `${this.height}px` })}
      ></canvas>
      ${brush ? this.renderRange(brush) : nothing}
      ${reading && !drag ? this.renderLine('reading', reading.at) : nothing}
      ${this.renderLine('here', shown)} ${reading && !drag ? this.renderTip(reading.at) : nothing}
      <div id="keys" hidden>
        Left and right read the values, with Control event by event. Enter goes to what is read.
        Plus, minus and 0 zoom, Shift with left and right moves. Bracket left and right set the ends
        of a range, Escape clears it.
      </div>
    </div>`;
  }

  private renderLine(name: string, at: number) {
    const { from, to } = this.range;
    const x = this.xOf(clamp(at, from, to));
    return html`<div
      class="line ${name}"
      ?hidden=${at < from || at > to}
      ${styleOf({ transform: `translateX(${x}px)` })}
    ></div>`;
  }

  private renderRange(brush: EventRange) {
    const { from, to } = this.range;
    if (brush.to <= from || brush.from >= to) return nothing;
    const left = this.xOf(Math.max(brush.from, from));
    const right = this.xOf(Math.min(brush.to, to));
    const place = { left: `${left}px`, width: `${Math.max(1, right - left)}px` };
    return html`<div class="range" ${styleOf(place)}></div>`;
  }

  private renderTip(at: number) {
    const x = this.xOf(at);
    const place = besidePointer(x, this.width);
    return html`<div class="tip" aria-hidden="true" ${styleOf(place)}>${this.textAt(at)}</div>`;
  }

  private textAt(at: number): string {
    const { windows, moment } = this;
    const flag = flagAt(this.placed, this.xOf(at) - this.layout.left)?.flag;
    return describeReading({ at, windows, moment, flag });
  }

  // ---- Picture ----

  private get layout(): TimelineLayout {
    return timelineLayout(this.width, this.height);
  }

  private xOf(at: number): number {
    const { left, right } = this.layout;
    return left + shareOf(this.range, at) * (right - left);
  }

  private isOtherPicture(changed: PropertyValues): boolean {
    const before = changed.get('view') as typeof this.view | undefined;
    const isArranged = before !== undefined && before.timeline !== this.arrangement;
    const trace = changed.get('trace') as typeof this.trace | undefined;
    const isOther =
      trace !== undefined &&
      (trace.eventCount !== this.trace.eventCount || trace.heap.size !== this.trace.heap.size);
    const causes = ['windows', 'flags', 'width', 'height', 'themeRevision', 'contrast'];
    return isArranged || isOther || causes.some((cause) => changed.has(cause));
  }

  private place(): void {
    const { flags, range, layout } = this;
    const isHidden = this.arrangement.hidden.includes('flags');
    this.placed = isHidden ? [] : placeFlags(flags, range, layout.right - layout.left);
  }

  private draw(): void {
    if (this.width === 0) return;
    const { layout, range, windows, canvas, trace } = this;
    const { hidden, fit } = this.arrangement;
    const scale = Math.max(1, window.devicePixelRatio);
    const width = Math.round(this.width * scale);
    const height = Math.round(this.height * scale);
    if (canvas.width !== width) canvas.width = width;
    if (canvas.height !== height) canvas.height = height;
    const context = canvas.getContext('2d');
    if (!context) return;
    this.colors ??= readColors(this.plot);
    const { placed: flags } = this;
    const heapSize = trace.heap.size;
    const shapes = timelineShapes({ layout, range, windows, flags, hidden, heapSize, fit, scale });
    context.clearRect(0, 0, width, height);
    drawShapes(context, shapes, scale, this.colors, getComputedStyle(this).fontFamily);
  }

  // ---- Pointer ----

  private eventAt(event: MouseEvent): number {
    const { left, right } = this.layout;
    const box = this.plot.getBoundingClientRect();
    const x = event.clientX - box.left - left;
    const flag = flagAt(this.placed, x, event.clientY - box.top < FLAGS);
    return flag?.flag.event ?? eventUnder(this.range, clamp(x / (right - left), 0, 1));
  }

  private onPointerDown(event: PointerEvent): void {
    if (event.button !== 0 || this.trace.eventCount === 0) return;
    const at = this.eventAt(event);
    this.plot.setPointerCapture(event.pointerId);
    this.isFocusedByPointer = true;
    this.reading = undefined;
    if (event.shiftKey || this.selecting) {
      this.drag = { kind: 'brush', start: at, end: at, x: event.clientX };
      return;
    }
    this.drag = { kind: 'scrub', at };
    this.seeker.seek(at);
  }

  private onPointerMove(event: PointerEvent): void {
    const { drag } = this;
    const at = this.eventAt(event);
    if (drag === undefined) this.read(at, false);
    else if (drag.kind === 'brush') this.drag = { ...drag, end: at };
    else if (at !== drag.at) {
      this.drag = { kind: 'scrub', at };
      this.seeker.seek(at);
    }
  }

  private onPointerUp(event: PointerEvent): void {
    const { drag } = this;
    this.drag = undefined;
    if (drag?.kind !== 'brush' || Math.abs(event.clientX - drag.x) < SLACK) return;
    this.select(rangeOf(drag.start, drag.end));
    this.brushed();
  }

  private onPointerLeave(): void {
    if (this.reading?.byKeys === false) this.reading = undefined;
  }

  private onWheel(event: WheelEvent): void {
    const isZoom = event.ctrlKey || event.metaKey;
    const sideways = event.shiftKey ? event.deltaY || event.deltaX : event.deltaX;
    if (!isZoom && sideways === 0) return;
    event.preventDefault();
    const { range, layout } = this;
    if (isZoom) {
      this.zoom(Math.exp(clamp(event.deltaY, -100, 100) * 0.005), this.eventAt(event));
    } else this.pan((sideways / (layout.right - layout.left)) * (range.to - range.from));
  }

  // ---- Zooming, reading and selecting ----

  /** Zooms around what is read, else around the cursor if it is in view, else around the middle. */
  zoom(factor: number, anchor = this.anchor()): void {
    this.show(zoomedRange(this.range, this.trace.eventCount, factor, anchor));
  }

  private anchor(): number {
    const { from, to } = this.range;
    const at = this.reading?.at ?? this.trace.at;
    return at >= from && at <= to ? at : (from + to) / 2;
  }

  private pan(events: number): void {
    // A little is at least an event: in a short range a slow wheel would else move nothing.
    const whole = Math.sign(events) * Math.max(1, Math.abs(events));
    this.show(pannedRange(this.range, this.trace.eventCount, whole));
  }

  private read(at: number, byKeys: boolean): void {
    if (this.reading?.at === at && this.reading.byKeys === byKeys) return;
    this.reading = { at, byKeys };
    clearTimeout(this.askTimer);
    this.askTimer = window.setTimeout(() => void this.ask(at), REST);
    const { range } = this;
    const isSeen = at >= range.from && at <= range.to;
    if (byKeys && !isSeen) this.show(followingRange(range, this.trace.eventCount, at));
  }

  /** Another trace, or another heap of it: what was measured holds no longer. */
  private forgetMoment(): void {
    this.newestAsked++;
    this.moment = undefined;
    if (this.reading && this.reading.at > this.trace.eventCount) this.reading = undefined;
    if (this.reading) void this.ask(this.reading.at);
  }

  private async ask(at: number): Promise<void> {
    const own = ++this.newestAsked;
    // What fails was overtaken: what is drawn must do.
    const moment = await this.connection.request(timelineMoment, { at }).catch(() => undefined);
    if (own === this.newestAsked) this.moment = moment;
  }

  private onBlur(): void {
    this.reading = undefined;
    this.isFocusedByPointer = false;
  }

  private onKey(event: KeyboardEvent): void {
    const intent = intentOfKey(event);
    if (!intent || (intent.kind === 'read' && this.isFocusedByPointer)) return;
    event.preventDefault();
    event.stopPropagation();
    this.carryOut(intent);
  }

  private carryOut(intent: TimelineIntent): void {
    const { range, trace } = this;
    const { eventCount } = trace;
    const span = range.to - range.from;
    const at = this.reading?.at ?? clamp(trace.at, range.from, range.to);
    switch (intent.kind) {
      case 'read': {
        const steps = { event: 1, step: Math.max(1, span / 100), page: Math.max(1, span / 10) };
        const next = Math.round(at + intent.direction * steps[intent.by]);
        return this.read(clamp(next, 0, eventCount), true);
      }
      case 'readEnd':
        return this.read(range[intent.end], true);
      case 'pan':
        return this.pan((intent.direction * span) / 4);
      case 'zoom':
        if (intent.direction === 'all') return this.show({ from: 0, to: eventCount });
        return this.zoom(intent.direction === 'in' ? 1 / ZOOM_STEP : ZOOM_STEP);
      case 'rangeEdge':
        return this.setEdge(intent.edge, at);
      case 'go':
        return this.seeker.seek(at);
      case 'clear':
        this.reading = undefined;
        this.drag = undefined;
        this.brushed();
        return this.select(undefined);
    }
  }

  /** Makes the event that is read the first or the last of the selected range. */
  private setEdge(edge: 'from' | 'to', at: number): void {
    const { range } = this;
    const selected = this.selected ?? range;
    if (edge === 'from') {
      const from = Math.max(0, at - 1);
      this.select({ from, to: selected.to > from ? selected.to : this.trace.eventCount });
    } else if (at > 0) this.select({ from: selected.from < at ? selected.from : 0, to: at });
  }
}

/** The range from one event to another, both included, in either order. */
function rangeOf(a: number, b: number): EventRange {
  const first = Math.max(1, Math.min(a, b));
  return { from: first - 1, to: Math.max(first, a, b) };
}

declare global {
  interface HTMLElementTagNameMap {
    'at-timeline-plot': TimelinePlot;
  }
}
