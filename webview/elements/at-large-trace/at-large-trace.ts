import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import type { Disposable } from '../../../src/base/emitter';
import { integer, object } from '../../../src/base/check';
import { clamp } from '../../../src/base/math';
import {
  caretMoved,
  LARGE_STATE_CHANGED,
  LARGE_TRACE_VERSION,
  largeAction,
  largePainted,
  largeReady,
  LINES_LIMIT,
  lineWindow,
  overview,
  OVERVIEW_LIMIT,
  toggleBreakpoint,
  type LargeTraceState,
  type LineMark,
  type LineWindow,
} from '../../../src/protocol/largeTrace';
import { Channel } from '../../channel';
import { afterPaint, startTimer } from '../../frames';
import { FineScroll } from '../../fineScroll';
import { Pull } from '../../pull';
import { palette } from '../../styles/palette';
import { shared } from '../../styles/shared';
import { onThemeChange } from '../../theme';
import { visibleText } from '../../../src/base/visibleText';
import { heightOf, pageOf } from '../../windowing';
import type { NoticeAction } from '../at-notice/at-notice';
import { styleOf } from '../styleOf';
import { caretMoveOf, scrollOf, togglesBreakpoint } from './caretKeys';
import { digitsOf, lineHeightOf } from './editorMetrics';
import { largeTraceStyles } from './largeTraceStyles';
import { drawRuler } from './overviewRuler';
import { startPage } from './startPage';
import { traceLine, type ShownLine } from './traceLine';
import '../at-hover/at-hover';
import '../at-notice/at-notice';

/** Lines asked for above and below the visible ones, so that a short scroll shows no gap. */
const MARGIN = 80;

const SAVED = object({ caret: integer(1, 2 ** 32), top: integer(0, 2 ** 32) });

/** The read-only view of a large trace: looks and moves like the text editor. Lines count from 1. */
@customElement('at-large-trace')
export class LargeTraceView extends LitElement {
  static override styles = [shared, palette, largeTraceStyles];

  @state() private shown: LargeTraceState | undefined;
  @state() private rows: LineWindow | undefined;
  @state() private viewport = 0;
  @state() private caret = 1;
  @state() private marks: Uint8Array = new Uint8Array(0);
  @query('.scroller') private readonly scroller!: HTMLElement | null;
  @query('.ruler') private readonly ruler!: HTMLCanvasElement | null;

  private readonly api = acquireVsCodeApi();
  private readonly channel = new Channel(this.api, startTimer);
  private subscriptions: Disposable[] = [];
  private readonly observer = new ResizeObserver(() => this.measure());
  private rowHeight = 19;
  private saved = SAVED(this.api.getState());
  private revealedCount = 0;

  /** Its rows are lines from 0. */
  private readonly place = new FineScroll(
    () => this.scroller,
    () => this.list,
    () => {
      this.wantLines();
      this.save();
      this.requestUpdate();
    },
  );
  private readonly pullLines = new Pull(
    (asked: { start: number; count: number }) => this.channel.request(lineWindow, asked),
    (answer) => (this.rows = answer),
  );
  private readonly pullMarks = new Pull(
    (asked: { rows: number }) => this.channel.request(overview, asked),
    ({ marks }) => (this.marks = marks),
  );

  override connectedCallback(): void {
    super.connectedCallback();
    const onMessage = (event: MessageEvent) => this.channel.receive(event.data);
    const onFocus = () => this.scroller?.focus();
    window.addEventListener('message', onMessage);
    window.addEventListener('focus', onFocus);
    this.subscriptions = [
      { dispose: () => window.removeEventListener('message', onMessage) },
      { dispose: () => window.removeEventListener('focus', onFocus) },
      onThemeChange(() => this.measure()),
      this.channel.onNotification(({ method, params }) => {
        if (method === LARGE_STATE_CHANGED) this.receive(params as LargeTraceState);
      }),
    ];
    this.channel.send(largeReady, { version: LARGE_TRACE_VERSION });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const each of this.subscriptions) each.dispose();
    this.observer.disconnect();
    this.channel.dispose();
  }

  override willUpdate(changed: PropertyValues): void {
    if (['shown', 'viewport'].some((cause) => changed.has(cause))) this.wantLines();
  }

  override updated(changed: PropertyValues): void {
    if (changed.has('shown')) this.stateShown(changed.get('shown') as LargeTraceState | undefined);
    if (['shown', 'caret', 'marks', 'viewport'].some((cause) => changed.has(cause))) this.draw();
  }

  override render() {
    const { shown } = this;
    if (!shown) return nothing;
    const run = (action: NoticeAction) => this.channel.send(largeAction, { action });
    if (shown.status !== 'ready') return startPage(shown, run);
    return html`
      <at-notice .notice=${shown.notice} .loading=${shown.loading} .run=${run}></at-notice>
      <div class="text">
        <div
          class="scroller"
          role="listbox"
          tabindex="0"
          aria-label="${visibleText(shown.name, 120)}, read-only"
          aria-activedescendant=${`line-${this.caret}`}
          @scroll=${this.place.onScroll}
          @wheel=${this.place.onWheel}
          @keydown=${this.onKey}
          @mousedown=${this.onPointer}
          @contextmenu=${this.onMenu}
        >
          <div role="presentation" ${styleOf({ height: `${heightOf(this.list)}px` })}></div>
          ${this.renderLines(shown)}
        </div>
        <canvas class="ruler" aria-hidden="true"></canvas>
      </div>
      <at-hover></at-hover>
    `;
  }

  private renderLines(shown: LargeTraceState) {
    const { top } = this.place;
    const first = Math.max(0, Math.floor(top) - 1);
    const last = Math.min(shown.lineCount, Math.ceil(top) + pageOf(this.list) + 2);
    const marks = new Map<number, LineMark[]>();
    for (const mark of this.rows?.marks ?? []) {
      marks.set(mark.line, [...(marks.get(mark.line) ?? []), mark]);
    }
    const offset = `translateY(${this.place.yOf(first)}px)`;
    const look = {
      height: `${this.rowHeight}px`,
      numberWidth: `${digitsOf(shown.lineCount)}ch`,
      lineCount: shown.lineCount,
    };
    return html`<div class="lines" role="presentation" ${styleOf({ transform: offset })}>
      ${Array.from({ length: Math.max(0, last - first) }, (_, i) =>
        traceLine(this.lineAt(first + i + 1, shown, marks), look),
      )}
    </div>`;
  }

  private lineAt(
    line: number,
    { line: current, breakpoints, bookmarks }: LargeTraceState,
    marks: ReadonlyMap<number, readonly LineMark[]>,
  ): ShownLine {
    const row = line - 1 - (this.rows?.start ?? 0);
    return {
      line,
      text: this.rows?.lines[row] ?? '',
      isCut: this.rows?.cut[row] === 1,
      isCurrent: line === current,
      hasCaret: line === this.caret,
      breakpoint: breakpoints.findLast((each) => each.line === line),
      hasBookmark: bookmarks.includes(line),
      marks: marks.get(line) ?? [],
    };
  }

  // ---- What came down ----

  private receive(received: LargeTraceState): void {
    if (received.text !== this.shown?.text) this.rows = undefined;
    this.shown = received;
    void this.updateComplete.then(() =>
      afterPaint(() => this.channel.send(largePainted, { revision: received.revision })),
    );
  }

  private stateShown(before: LargeTraceState | undefined): void {
    const { shown } = this;
    if (!shown || shown.status !== 'ready') return;
    const isFirst = before?.status !== 'ready';
    if (isFirst) this.begin();
    if (before?.lineHeight !== shown.lineHeight) this.measure();
    if (before?.generation !== shown.generation) {
      if (this.caret > shown.lineCount) this.moveCaret(shown.lineCount);
      this.pullMarks.want({ rows: this.overviewRows }, shown.generation);
    }
    if (shown.reveal.count !== this.revealedCount) {
      this.revealedCount = shown.reveal.count;
      this.moveCaret(shown.reveal.line);
      this.revealInCenter(shown.reveal.line);
    } else if (shown.line > 0 && shown.line !== before?.line && !(isFirst && this.saved)) {
      this.revealInCenter(shown.line);
    }
    this.saved = undefined;
  }

  /** The first time that there is text: measures, goes back to where an earlier life was. */
  private begin(): void {
    if (this.scroller) this.observer.observe(this.scroller);
    this.measure();
    if (this.saved) {
      this.moveCaret(this.saved.caret);
      this.scrollToLine(this.saved.top);
    }
    if (document.hasFocus()) this.scroller?.focus();
  }

  private measure(): void {
    const style = getComputedStyle(document.documentElement);
    const fontSize = Number.parseFloat(style.getPropertyValue('--vscode-editor-font-size'));
    const isMac = navigator.platform.startsWith('Mac');
    this.rowHeight = lineHeightOf(fontSize || 14, this.shown?.lineHeight ?? 0, isMac);
    this.viewport = this.scroller?.clientHeight ?? 0;
    this.requestUpdate();
    // The lines may have another height now, and so has all of them.
    void this.updateComplete.then(() => this.place.settle());
    this.draw();
  }

  private wantLines(): void {
    const { shown } = this;
    if (!shown || shown.status !== 'ready' || this.viewport === 0) return;
    const start = Math.max(0, Math.floor(this.place.top) - MARGIN);
    const count = Math.min(pageOf(this.list) + 2 * MARGIN, LINES_LIMIT);
    this.pullLines.want({ start, count }, shown.generation);
  }

  private get overviewRows(): number {
    return clamp(Math.floor((this.viewport || 600) / 2), 1, OVERVIEW_LIMIT);
  }

  private draw(): void {
    const { shown, ruler } = this;
    if (!shown || !ruler || shown.lineCount === 0) return;
    const share = (line: number) => (line - 1) / shown.lineCount;
    const current = shown.line > 0 ? share(shown.line) : -1;
    const bookmarks = shown.bookmarks.map(share);
    drawRuler(ruler, { marks: this.marks, bookmarks, current, caret: share(this.caret) });
  }

  // ---- Scrolling ----

  private get list() {
    const total = this.shown?.lineCount ?? 0;
    return { total, viewport: this.viewport, rowHeight: this.rowHeight };
  }

  /** @param row the line to have at the top, from 0 */
  private scrollToLine(row: number): void {
    this.place.to(row);
    // The height may be that of older text until the next update.
    void this.updateComplete.then(() => this.place.settle());
  }

  private revealInCenter(line: number): void {
    const rows = this.viewport / this.rowHeight;
    const { top } = this.place;
    const row = line - 1;
    if (row < top || row + 1 > top + rows) this.scrollToLine(row - rows / 2);
  }

  // ---- The caret ----

  private onPointer(event: MouseEvent): void {
    const line = lineUnder(event);
    if (event.button !== 0 || line === undefined) return;
    const inMargin = event
      .composedPath()
      .some((each) => each instanceof Element && each.matches('.glyph'));
    if (inMargin) this.channel.send(toggleBreakpoint, { line });
    else this.moveCaret(line);
  }

  /** VS Code makes the menu, and looks for what its commands are given outside of this tree. */
  private onMenu(event: MouseEvent): void {
    this.dataset['vscodeContext'] = JSON.stringify({ lineNumber: lineUnder(event) });
  }

  private onKey(event: KeyboardEvent): void {
    const lines = scrollOf(event);
    const move = caretMoveOf(event, pageOf(this.list) - 1);
    if (lines !== undefined) this.place.to(this.place.top + lines);
    else if (move !== undefined) {
      const line = clamp(this.caret + move, 1, this.shown?.lineCount ?? 1);
      this.moveCaret(line);
      this.place.reveal(line - 1);
    } else if (togglesBreakpoint(event)) {
      this.channel.send(toggleBreakpoint, { line: this.caret });
    } else return;
    event.preventDefault();
  }

  private moveCaret(line: number): void {
    if (line === this.caret) return;
    this.caret = line;
    this.channel.send(caretMoved, { line });
    this.save();
  }

  private save(): void {
    this.api.setState({ caret: this.caret, top: Math.floor(this.place.top) });
  }
}

/** The line that the pointer is on, from 1. */
function lineUnder(event: MouseEvent): number | undefined {
  for (const each of event.composedPath()) {
    const line = each instanceof HTMLElement ? each.dataset['line'] : undefined;
    if (line !== undefined) return Number(line);
  }
  return undefined;
}

declare global {
  interface HTMLElementTagNameMap {
    'at-large-trace': LargeTraceView;
  }
}
