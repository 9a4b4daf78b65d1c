import { html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { clamp } from '../../../src/base/math';
import { exportFile } from '../../../src/protocol/exports';
import { startTimer } from '../../frames';
import { followingRange } from '../../painting/eventRange';
import { readColors } from '../../painting/colors';
import { placeFlags } from '../../painting/timelineFlags';
import { timelineLayout, timelineShapes } from '../../painting/timelineShapes';
import { shared } from '../../styles/shared';
import { CURVES, type CurveName } from '../../timelineView';
import { isRecordedShown } from '../at-heap-choice/sides';
import { iconButton } from '../iconButton';
import { copyText, tellingTrouble } from '../telling';
import type { TimelinePlot } from './at-timeline-plot';
import { EXPORT_HEAD, exportedPicture, pngOf, svgOf, type ExportedPicture } from './exportTimeline';
import { describeEvents } from './rangeText';
import { TimelinePart } from './timelinePart';
import { timelineStyles } from './timelineStyles';
import { TimelineWindows } from './timelineWindows';
import '../at-menu/at-menu';
import '../at-section/at-section';
import './at-event-range';
import './at-timeline-plot';
import './at-timeline-table';

/** Of the picture, in CSS pixels: a share of the page, so that what is below has room, too. */
const HEIGHT = 168;
const HEIGHT_NARROW = 140;
const LEAST_HEIGHT = 96;
const SHARE = 0.14;
const NARROW = 480;
/** Margins of the picture at both sides. */
const INSET = 12;
const ZOOM_STEP = 2;
/** Of an exported picture, however narrow the view. */
const LEAST_EXPORT_WIDTH = 800;
const EXPORT_HEIGHT = 320;

const CURVE_TEXTS: { readonly [name in CurveName]: { text: string; hover: string } } = {
  live: {
    text: 'live',
    hover:
      'Bytes that are allocated: at least (strong) and at most (faint) where a column stands for many events.',
  },
  free: { text: 'free', hover: 'Bytes of free blocks.' },
  largest: {
    text: 'largest free',
    hover: 'Size of the largest free block: what could be had at once.',
  },
  failures: { text: 'failed', hover: 'Allocations that failed.' },
  flags: {
    text: 'marks',
    hover:
      'Marks of the trace, faults that are no failed allocation, inconsistencies, of which the trace is to blame, and your bookmarks.',
  },
};

const FIT_TEXT = "Draw to the scale of the live bytes in view, instead of the heap's size";

/** The whole trace, or a part of it, as curves: what was live and free when. */
@customElement('at-timeline')
export class Timeline extends TimelinePart {
  static override styles = [shared, timelineStyles];

  /** Of the state that `trace` came in. */
  @property({ attribute: false }) generation = 0;
  @property({ attribute: false }) themeRevision = 0;
  @property({ attribute: false }) contrast = false;

  /** Of the picture, in CSS pixels; 0 while the section is closed. */
  @state() private width = 0;
  @state() private height = HEIGHT;
  @state() private selecting = false;

  @query('.frame') private readonly frame!: HTMLElement;
  @query('at-timeline-plot') private readonly plot!: TimelinePlot | null;
  private uri = '';
  private readonly observer = new ResizeObserver(() => {
    this.width = Math.max(0, this.frame.clientWidth - 2 * INSET);
    this.height = clamp(Math.round(SHARE * window.innerHeight), LEAST_HEIGHT, HEIGHT);
  });
  private readonly data = new TimelineWindows(
    () => this.connection,
    startTimer,
    () => {
      this.windows = this.data.all;
      this.flags = this.data.flags;
    },
  );

  override firstUpdated(): void {
    this.observer.observe(this.frame);
    this.observer.observe(document.documentElement);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.observer.disconnect();
    this.data.clear();
  }

  override willUpdate(changed: PropertyValues): void {
    if (this.trace.uri !== this.uri) {
      this.uri = this.trace.uri;
      this.data.clear();
      this.windows = [];
      this.flags = undefined;
    }
    const before = changed.get('trace') as typeof this.trace | undefined;
    if (before && before.uri === this.uri) this.follow(before.at);
    if (this.width > 0 && this.trace.eventCount > 0) {
      const { generation, range, width } = this;
      const { eventCount } = this.trace;
      const bookmarks = this.trace.bookmarks.revision;
      const scale = Math.max(1, window.devicePixelRatio);
      this.data.want({ generation, range, eventCount, bookmarks, width, scale });
    }
  }

  override render() {
    return html`<at-section name="timeline" heading="Timeline" .collapsed=${this.view.collapsed}>
      <span slot="detail" data-hover=${this.detail || nothing}>${this.detail}</span>
      <span slot="actions" class="tools">${this.renderTools()}</span>
      <div class="frame">
        ${this.arrangement.table ? this.renderTable() : this.renderPlot()} ${this.renderLegend()}
        <at-event-range
          .trace=${this.trace}
          .view=${this.view}
          .generation=${this.generation}
          .connection=${this.connection}
          .seeker=${this.seeker}
        ></at-event-range>
      </div>
    </at-section>`;
  }

  private renderPlot() {
    return html`<at-timeline-plot
      .trace=${this.trace}
      .generation=${this.generation}
      .view=${this.view}
      .windows=${this.windows}
      .flags=${this.flags}
      .connection=${this.connection}
      .seeker=${this.seeker}
      .themeRevision=${this.themeRevision}
      .contrast=${this.contrast}
      .width=${this.width}
      .height=${this.width < NARROW ? HEIGHT_NARROW : this.height}
      .selecting=${this.selecting}
      .brushed=${() => (this.selecting = false)}
    ></at-timeline-plot>`;
  }

  private renderTable() {
    return html`<at-timeline-table
      .trace=${this.trace}
      .view=${this.view}
      .windows=${this.windows}
      .flags=${this.flags}
      .seeker=${this.seeker}
    ></at-timeline-table>`;
  }

  /** What part is shown, and what of it a recorded program did not have. */
  private get detail(): string {
    const { from, to } = this.range;
    return [
      ...(this.isWhole ? [] : [describeEvents(from, to)]),
      ...(isRecordedShown(this.trace.recorded) ? ['simulated: free, failed'] : []),
    ].join(' · ');
  }

  private renderTools() {
    const { table } = this.arrangement;
    const { eventCount } = this.trace;
    return html`
      ${iconButton('remove', 'Zoom Out (−)', () => this.plot?.zoom(ZOOM_STEP), table)}
      ${iconButton('add', 'Zoom In (+)', () => this.plot?.zoom(1 / ZOOM_STEP), table)}
      <button
        class="text"
        aria-description="Show the whole trace"
        data-hover="Show the whole trace (0)"
        @click=${() => this.show({ from: 0, to: eventCount })}
      >
        all
      </button>
      ${this.toggle('arrow-both', 'Select a Range (Shift and Drag)', this.selecting, () => {
        this.selecting = !this.selecting;
      })}
      ${this.toggle('table', 'Show as Table', table, () => this.arrange({ table: !table }))}
      <at-menu
        icon="export"
        label="Export"
        .items=${[
          { text: 'Copy as SVG', run: () => void this.copySvg() },
          { text: 'Save as SVG…', run: () => this.saveSvg() },
          { text: 'Save as PNG…', run: () => void this.savePng() },
        ]}
      ></at-menu>
    `;
  }

  private toggle(icon: string, label: string, isOn: boolean, run: () => void) {
    return html`<button
      class="icon"
      aria-label=${label}
      aria-pressed=${isOn ? 'true' : 'false'}
      data-hover=${label}
      @click=${run}
    >
      <at-icon .name=${icon}></at-icon>
    </button>`;
  }

  private renderLegend() {
    const { hidden, fit, table } = this.arrangement;
    if (table) return nothing;
    const narrow = this.width < NARROW ? 'narrow' : '';
    return html`<div class="legend ${narrow}" role="group" aria-label="Curves">
      ${CURVES.map((name) => {
        const isOn = !hidden.includes(name);
        const { text, hover } = CURVE_TEXTS[name];
        const next = isOn ? [...hidden, name] : hidden.filter((each) => each !== name);
        return html`<button
          aria-pressed=${isOn ? 'true' : 'false'}
          aria-description=${hover}
          data-hover=${hover}
          @click=${() => this.arrange({ hidden: next })}
        >
          <i class=${name}></i>${text} ${name === 'flags' ? this.renderOtherFlags() : nothing}
        </button>`;
      })}
      <button
        class="fit"
        aria-pressed=${fit ? 'true' : 'false'}
        aria-description=${FIT_TEXT}
        data-hover=${FIT_TEXT}
        @click=${() => this.arrange({ fit: !fit })}
      >
        fit to live
      </button>
    </div>`;
  }

  /** The flags that are no marks; inconsistencies and bookmarks only where there are some. */
  private renderOtherFlags() {
    return html`<i class="fault"></i>faults
      ${
        this.trace.inconsistencyCount > 0
          ? html`<i class="inconsistency"></i>inconsistencies`
          : nothing
      }
      ${this.trace.bookmarks.some ? html`<i class="bookmark"></i>bookmarks` : nothing}`;
  }

  /** A cursor that leaves the view by stepping is followed; one that was out of it is left alone. */
  private follow(before: number): void {
    const { at, eventCount } = this.trace;
    const { range } = this;
    const isIn = (place: number) => place >= range.from && place <= range.to;
    if (isIn(before) && !isIn(at)) this.show(followingRange(range, eventCount, at));
  }

  // ---- Export ----

  private picture(): ExportedPicture {
    const { trace, range, windows } = this;
    const { hidden, fit } = this.arrangement;
    const width = Math.max(LEAST_EXPORT_WIDTH, Math.round(this.width));
    const layout = timelineLayout(width, EXPORT_HEIGHT, EXPORT_HEAD);
    const flags = placeFlags(this.flags, range, layout.right - layout.left);
    const heapSize = trace.heap.size;
    const picture = { layout, range, windows, flags, hidden, heapSize, fit, scale: 1 };
    const curves = CURVES.filter((each) => !hidden.includes(each));
    const size = { width, height: EXPORT_HEIGHT };
    return exportedPicture(trace, range, timelineShapes(picture), size, curves);
  }

  private svg(): string {
    return svgOf(this.picture(), readColors(this.frame), this.fontFamily);
  }

  private get fontFamily(): string {
    return getComputedStyle(this).fontFamily;
  }

  private copySvg(): Promise<void> {
    return copyText(this, () => ({ text: this.svg(), told: 'Copied the timeline as SVG.' }));
  }

  private saveSvg(): void {
    this.connection.send(exportFile, { name: 'timeline', kind: 'svg', content: this.svg() });
  }

  private savePng(): Promise<void> {
    return tellingTrouble(this, 'Nothing was saved', async () => {
      const content = await pngOf(this.picture(), readColors(this.frame), this.fontFamily);
      this.connection.send(exportFile, { name: 'timeline', kind: 'png', content });
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'at-timeline': Timeline;
  }
}
