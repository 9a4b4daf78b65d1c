import { html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { clamp } from '../../../src/base/math';
import {
  TIMELINE_LIMIT,
  timelineWindow,
  type TimelineWindow,
} from '../../../src/protocol/messages';
import { formatCount } from '../../format';
import { readColors, type Colors } from '../../painting/colors';
import { drawTimeline } from '../../painting/drawTimeline';
import { pointAt, profileOf } from '../../painting/timelineGeometry';
import { Pull } from '../../pull';
import { shared } from '../../styles/shared';
import { tip } from '../../styles/tip';
import { InspectorPart } from '../inspectorPart';
import { besidePointer } from '../besidePointer';
import { styleOf } from '../styleOf';
import { scrubberStyles } from './scrubberStyles';
import { describePoint, describeTimeline } from './timelineText';

/** Of the picture, and of the row of ticks at its top, in CSS pixels. */
const HEIGHT = 22;
const TICKS = 5;
/** The middle of the thumb stays so far inside the slider. */
const INSET = 6;

/** The whole trace as a line to drag along, with its timeline behind. */
@customElement('at-scrubber')
export class Scrubber extends InspectorPart {
  static override styles = [shared, tip, scrubberStyles];

  /** Of the state that `trace` came in. */
  @property({ attribute: false }) generation = 0;
  /** Grows when the theme's colours change. */
  @property({ attribute: false }) themeRevision = 0;
  @property({ attribute: false }) contrast = false;

  /** Of the picture, in CSS pixels. */
  @state() private width = 0;
  @state() private timeline: TimelineWindow | undefined;
  @state() private pointer: { text: string; x: number } | undefined;

  @query('input') private readonly input!: HTMLInputElement;
  @query('.area') private readonly area!: HTMLElement;
  @query('canvas') private readonly canvas!: HTMLCanvasElement;
  private isDragging = false;
  private colors: Colors | undefined;
  private uri = '';
  private readonly observer = new ResizeObserver(() => {
    this.width = Math.max(0, this.area.clientWidth - 2 * INSET);
  });

  private readonly pull = new Pull(
    (asked: { points: number }) => this.connection.request(timelineWindow, asked),
    (timeline) => (this.timeline = timeline),
  );

  override firstUpdated(): void {
    this.observer.observe(this.area);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.observer.disconnect();
  }

  override willUpdate(changed: PropertyValues): void {
    if (this.trace.uri !== this.uri) this.timeline = undefined;
    this.uri = this.trace.uri;
    const isStale = changed.has('generation') || changed.has('width');
    if (isStale && this.width > 0) {
      const points = clamp(Math.round(this.width * this.scale()), 1, TIMELINE_LIMIT);
      this.pull.want({ points }, this.generation);
    }
  }

  override updated(changed: PropertyValues): void {
    // Under the pointer the thumb follows the pointer, and the heap follows as fast as it can.
    if (changed.has('trace') && !this.isDragging) this.input.valueAsNumber = this.trace.at;
    if (changed.has('themeRevision')) this.colors = undefined;
    const before = changed.get('trace') as typeof this.trace | undefined;
    const causes = ['timeline', 'width', 'themeRevision', 'contrast'];
    const isLonger = before?.eventCount !== this.trace.eventCount && changed.has('trace');
    if (isLonger || causes.some((cause) => changed.has(cause))) this.draw();
  }

  override render() {
    const { at, eventCount } = this.trace;
    const isEmpty = eventCount === 0;
    return html`<div
      class="area ${isEmpty ? 'empty' : ''}"
      ${styleOf({ '--at-done': String(isEmpty ? 0 : at / eventCount) })}
    >
      ${
        isEmpty
          ? nothing
          : html`<canvas aria-hidden="true"></canvas>
              ${this.renderShown()}
              <div class="here"></div>`
      }
      <input
        type="range"
        min="0"
        max=${eventCount}
        step="1"
        aria-label="Position in the trace"
        aria-valuetext=${`event ${formatCount(at)} of ${formatCount(eventCount)}`}
        aria-describedby="timeline"
        ?disabled=${isEmpty}
        @input=${this.onInput}
        @pointerdown=${() => (this.isDragging = true)}
        @pointerup=${this.endDrag}
        @pointercancel=${this.endDrag}
        @pointermove=${this.onPointerMove}
        @pointerleave=${() => (this.pointer = undefined)}
      />
      <div id="timeline" hidden>${this.timeline ? describeTimeline(this.timeline) : ''}</div>
      ${this.renderTip()}
    </div>`;
  }

  /** Which part of the trace the timeline below shows, where that is not all of it. */
  private renderShown() {
    const { eventCount } = this.trace;
    const { from, to } = this.view.timeline;
    if (to <= from || to > eventCount) return nothing;
    const share = (place: number) =>
      `calc(${INSET}px + (100% - ${2 * INSET}px) * ${place / eventCount})`;
    const place = { left: share(from), right: `calc(100% - ${share(to)})` };
    return html`<div class="shown" ${styleOf(place)}></div>`;
  }

  private renderTip() {
    if (!this.pointer) return nothing;
    const { text, x } = this.pointer;
    const place = { top: `${HEIGHT + 10}px`, ...besidePointer(x, this.width + 2 * INSET) };
    return html`<div class="tip" aria-hidden="true" ${styleOf(place)}>${text}</div>`;
  }

  private scale(): number {
    return Math.max(1, window.devicePixelRatio);
  }

  private draw(): void {
    const { timeline, canvas } = this;
    const { eventCount } = this.trace;
    if (eventCount === 0 || this.width === 0) return;
    const scale = this.scale();
    const width = Math.round(this.width * scale);
    const height = Math.round(HEIGHT * scale);
    const ticks = Math.round(TICKS * scale);
    if (canvas.width !== width) canvas.width = width;
    if (canvas.height !== height) canvas.height = height;
    const context = canvas.getContext('2d');
    if (!context) return;
    if (!timeline) return context.clearRect(0, 0, width, height);
    this.colors ??= readColors(this.area);
    const profile = profileOf(timeline, { width, height: height - ticks, eventCount });
    drawTimeline({ context, width, height, ticks, scale, colors: this.colors }, profile);
  }

  private onInput(): void {
    this.seeker.seek(this.input.valueAsNumber);
  }

  private endDrag(): void {
    this.isDragging = false;
  }

  private onPointerMove(event: PointerEvent): void {
    const { timeline } = this;
    if (!timeline || this.width === 0) return;
    const x = event.clientX - this.area.getBoundingClientRect().left;
    const place = clamp((x - INSET) / this.width, 0, 1);
    const text = describePoint(timeline, pointAt(timeline, this.trace.eventCount, place));
    this.pointer = text === '' ? undefined : { text, x };
  }
}
