import { html, LitElement, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Disposable } from '../../../src/base/emitter';
import { plural } from '../../../src/base/format';
import { visibleText } from '../../../src/base/visibleText';
import { runAction, seek } from '../../../src/protocol/messages';
import type { LogView } from '../../../src/protocol/log';
import { showHeap } from '../../../src/protocol/recorded';
import type { InspectorState, TraceView } from '../../../src/protocol/state';
import { Connection } from '../../connection';
import { formatAddress, formatBytes, formatCount, formatDecimal, formatRatio } from '../../format';
import { afterPaint, startTimer } from '../../frames';
import { Seeker } from '../../seeker';
import { initialState, reduce, type Action, type AppState } from '../../store';
import { palette } from '../../styles/palette';
import { shared } from '../../styles/shared';
import { isHighContrast, onThemeChange } from '../../theme';
import { checkSavedView, savedView } from '../../viewState';
import { Announcement, ShowBlocks, ViewChange } from '../inspectorPart';
import type { NoticeAction } from '../at-notice/at-notice';
import { inspectorStyles } from './inspectorStyles';
import { isHelpKey, isReloadKey, stepOfKey } from './keys';
import { contentClasses, showingBlocks } from './shownParts';
import { StepAnnouncer } from './liveRegion';
import { changesDetail } from '../at-changes/at-changes';
import { isRecordedShown } from '../at-heap-choice/sides';
import { metricRows } from '../at-metrics/metricRows';
import type { KeyboardHelp } from '../at-keyboard/at-keyboard';
import { ShowKeys, type Footer } from '../at-footer/at-footer';
import { Told } from '../telling';
import '../at-block-table/at-block-table';
import '../at-bytes/at-bytes';
import '../at-changes/at-changes';
import '../at-comparison/at-comparison';
import '../at-debug-log/at-debug-log';
import '../at-drop/at-drop';
import '../at-footer/at-footer';
import '../at-fragmentation/at-fragmentation';
import '../at-free-list/at-free-list';
import '../at-heap-map/at-heap-map';
import '../at-hover/at-hover';
import '../at-keyboard/at-keyboard';
import '../at-leaks/at-leaks';
import '../at-metrics/at-metrics';
import '../at-notice/at-notice';
import '../at-recorded/at-recorded';
import '../at-scrubber/at-scrubber';
import '../at-section/at-section';
import '../at-selected-block/at-selected-block';
import '../at-step-report/at-step-report';
import '../at-timeline/at-timeline';
import '../at-toolbar/at-toolbar';
import '../at-welcome/at-welcome';

/** The whole page: holds the state, gives each part its share, and speaks with the host. */
@customElement('at-inspector')
export class Inspector extends LitElement {
  static override styles = [shared, palette, inspectorStyles];

  @property({ type: Boolean, reflect: true }) contrast = isHighContrast();
  @state() private app: AppState = initialState();
  @state() private themeRevision = 0;
  @query('[role="status"]') private readonly liveRegion!: HTMLElement;
  @query('at-footer') private readonly footer!: Footer | null;
  @query('at-keyboard') private readonly keyboard!: KeyboardHelp;

  private readonly api = acquireVsCodeApi();
  private readonly connection = new Connection(this.api, startTimer);
  private readonly seeker = new Seeker((at) => this.connection.send(seek, { at }), startTimer);
  private readonly announcer = new StepAnnouncer((text) => this.say(text));
  private subscriptions: Disposable[] = [];
  /** The trace that was shown as recorded in an earlier life of this page. */
  private recordedUri = '';

  override connectedCallback(): void {
    super.connectedCallback();
    const saved = checkSavedView(this.api.getState());
    this.app = initialState(saved);
    this.recordedUri = saved?.recorded === true ? saved.uri : '';
    const onMessage = (event: MessageEvent) => this.connection.receive(event.data);
    window.addEventListener('message', onMessage);
    // Of the whole page: a click beside all parts leaves the focus with none of them.
    const onKey = (event: KeyboardEvent) => this.onKey(event);
    window.addEventListener('keydown', onKey);
    this.subscriptions = [
      { dispose: () => window.removeEventListener('message', onMessage) },
      { dispose: () => window.removeEventListener('keydown', onKey) },
      onThemeChange(() => this.takeTheme()),
      this.connection.onState((received) => {
        this.dispatch({ type: 'stateReceived', state: received });
        this.resumeRecorded(received.view);
        void this.reportWhenPainted(received.revision);
      }),
    ];
    this.addEventListener(ViewChange.type, ({ patch }) =>
      this.dispatch({ type: 'viewChanged', patch }),
    );
    this.addEventListener(ShowBlocks.type, ({ filter }) => void this.showBlocks(filter));
    this.addEventListener(Announcement.type, ({ text }) => this.say(text));
    this.addEventListener(Told.type, (told) => {
      this.say(told.text);
      this.footer?.tell(told);
    });
    this.addEventListener(ShowKeys.type, () => this.keyboard.open());
    this.connection.open();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const each of this.subscriptions) each.dispose();
    this.connection.dispose();
  }

  override render() {
    const shown = this.app.inspector?.view ?? null;
    return html`
      ${
        shown?.kind === 'trace'
          ? this.renderTrace(shown)
          : html`<at-welcome .connection=${this.connection} .shown=${shown}></at-welcome>`
      }
      <div role="status" class="unseen"></div>
      <at-keyboard></at-keyboard>
      <at-hover></at-hover>
      <at-drop .connection=${this.connection}></at-drop>
    `;
  }

  private renderTrace(trace: TraceView) {
    const { connection, seeker, app, themeRevision, contrast } = this;
    const { view } = app;
    return html`<main class="app">
      <h1 class="unseen">Heap of ${visibleText(trace.name, 120)}</h1>
      <div class="top">
        <at-notice
          .notice=${trace.notice}
          .loading=${trace.loading}
          .run=${this.runNotice}
        ></at-notice>
        <at-toolbar
          .trace=${trace}
          .pinned=${app.inspector?.pinned ?? false}
          .connection=${connection}
          .seeker=${seeker}
        ></at-toolbar>
        <at-scrubber
          .trace=${trace}
          .generation=${app.inspector?.generation ?? 0}
          .view=${view}
          .connection=${connection}
          .seeker=${seeker}
          .themeRevision=${themeRevision}
          .contrast=${contrast}
        ></at-scrubber>
      </div>
      <div class="content scrolls ${contentClasses(trace, view)}">
        <at-timeline
          .trace=${trace}
          .generation=${app.inspector?.generation ?? 0}
          .view=${view}
          .connection=${connection}
          .seeker=${seeker}
          .themeRevision=${themeRevision}
          .contrast=${contrast}
        ></at-timeline>
        ${isRecordedShown(trace.recorded) ? this.renderRecorded(trace) : this.renderSimulated(trace)}
      </div>
      <at-footer .trace=${trace} .connection=${connection}></at-footer>
    </main>`;
  }

  private renderRecorded(trace: TraceView) {
    const { connection, seeker, app, themeRevision, contrast } = this;
    return html`<at-recorded
      .trace=${trace}
      .revision=${app.inspector?.revision ?? 0}
      .view=${app.view}
      .connection=${connection}
      .seeker=${seeker}
      .themeRevision=${themeRevision}
      .contrast=${contrast}
    ></at-recorded>`;
  }

  private renderSimulated(trace: TraceView) {
    const { connection, seeker, app, themeRevision, contrast } = this;
    const { view } = app;
    const { collapsed } = view;
    const revision = app.inspector?.revision ?? 0;
    const { freeList, log, selection, metrics, heap } = trace;
    return html`<at-heap-map
        .trace=${trace}
        .revision=${revision}
        .view=${view}
        .connection=${connection}
        .themeRevision=${themeRevision}
        .contrast=${contrast}
      ></at-heap-map>
      <at-section class="what" name="what" heading="What happened" .collapsed=${collapsed}>
        <div class="scrolls">
          <at-step-report
            .trace=${trace}
            .view=${view}
            .connection=${connection}
            .seeker=${seeker}
          ></at-step-report>
        </div>
      </at-section>
      <at-section class="list" name="freeList" heading="Free list" .collapsed=${collapsed}>
        <span slot="detail">
          ${plural(freeList.count, 'block')}<span class="bytes">
            · ${formatBytes(freeList.bytes)}</span
          ><span class="mean"> · mean ${formatDecimal(metrics.visitedMean)} visited</span>
        </span>
        <button
          slot="actions"
          class="link"
          @click=${() => this.dispatch({ type: 'viewChanged', patch: { listAsTable: !view.listAsTable } })}
        >
          ${view.listAsTable ? 'Show as Chain' : 'Show as Table'}
        </button>
        <div class="scrolls">
          <at-free-list
            .trace=${trace}
            .revision=${revision}
            .view=${view}
            .connection=${connection}
            .seeker=${seeker}
          ></at-free-list>
        </div>
      </at-section>
      <div class="lower">
        <at-block-table
          class=${collapsed.includes('blocks') ? 'closed' : ''}
          .trace=${trace}
          .revision=${revision}
          .view=${view}
          .connection=${connection}
        ></at-block-table>
        <div class="side scrolls">
          <at-section name="block" heading="Selected block" .collapsed=${collapsed}>
            <span slot="detail">
              ${
                selection ? `${formatAddress(heap, selection.block)} · ${selection.state}` : nothing
              }
            </span>
            <div
              class="block scrolls ${selection ? '' : 'empty'}"
              tabindex="0"
              role="group"
              aria-label="What is known of it"
            >
              <at-selected-block
                .trace=${trace}
                .revision=${revision}
                .connection=${connection}
                .seeker=${seeker}
              ></at-selected-block>
            </div>
          </at-section>
          <at-section name="bytes" heading="Bytes" .collapsed=${collapsed}>
            ${
              collapsed.includes('bytes')
                ? nothing
                : html`<at-bytes
                    .trace=${trace}
                    .revision=${revision}
                    .connection=${connection}
                  ></at-bytes>`
            }
          </at-section>
          <at-section name="fragmentation" heading="Fragmentation" .collapsed=${collapsed}>
            <span slot="detail">${formatRatio(metrics.externalFragmentation)}</span>
            <at-fragmentation
              .trace=${trace}
              .view=${view}
              .revision=${revision}
              .connection=${connection}
            ></at-fragmentation>
          </at-section>
          ${this.renderChanges(trace)} ${log === null ? nothing : this.renderLog(trace, log)}
          <at-section name="metrics" heading="Metrics" .collapsed=${collapsed}>
            <at-metrics .rows=${metricRows(trace)}></at-metrics>
          </at-section>
          <at-section name="leaks" heading="Leaks" .collapsed=${collapsed}>
            <at-leaks
              .trace=${trace}
              .view=${view}
              .connection=${connection}
              .seeker=${seeker}
            ></at-leaks>
          </at-section>
          <at-section name="comparison" heading="Compare policies" .collapsed=${collapsed}>
            <at-comparison
              .trace=${trace}
              .connection=${connection}
              .seeker=${seeker}
            ></at-comparison>
          </at-section>
        </div>
      </div>`;
  }

  private renderChanges(trace: TraceView) {
    const { connection, seeker, app } = this;
    const { view } = app;
    const others = app.inspector?.others ?? [];
    const other = others.find(({ uri }) => uri === view.against);
    return html`<at-section name="changes" heading="Changes" .collapsed=${view.collapsed}>
      <span slot="detail">${changesDetail(trace, other)}</span>
      <at-changes
        .trace=${trace}
        .view=${view}
        .revision=${app.inspector?.revision ?? 0}
        .others=${others}
        .connection=${connection}
        .seeker=${seeker}
      ></at-changes>
    </at-section>`;
  }

  private renderLog(trace: TraceView, log: LogView) {
    return html`<at-section name="log" heading="Debug log" .collapsed=${this.app.view.collapsed}>
      <span slot="detail">
        ${formatCount(log.held)} of ${formatCount(log.capacity)}
        bytes${log.written > log.held ? `, ${formatBytes(log.written - log.held)} overwritten` : ''}
      </span>
      <at-debug-log .trace=${trace} .seeker=${this.seeker}></at-debug-log>
    </at-section>`;
  }

  private readonly runNotice = (action: NoticeAction): void =>
    this.connection.send(runAction, { action: action === 'readAgain' ? 'retry' : action });

  private dispatch(action: Action): void {
    const before = this.app;
    this.app = reduce(before, action);
    if (this.app === before) return;
    const saved = savedView(this.app.inspector, this.app.view);
    if (saved) this.api.setState(saved);
  }

  /** In the table that is shown, which may be scrolled away or closed. */
  private async showBlocks(filter: string): Promise<void> {
    const recorded = this.renderRoot.querySelector('at-recorded');
    const patch = showingBlocks(this.app.view, filter, recorded !== null);
    this.dispatch({ type: 'viewChanged', patch });
    await this.updateComplete;
    (recorded ?? this).renderRoot
      .querySelector('at-block-table, at-recorded-table')
      ?.scrollIntoView({ block: 'nearest' });
  }

  /** Lets the host make the next state while this one is painted; after that, where it was foreseen. */
  private async reportWhenPainted(revision: number): Promise<void> {
    await this.updateComplete;
    const report = () => {
      this.connection.reportPainted(revision);
      const shown = this.app.inspector?.view;
      this.seeker.painted(shown?.kind === 'trace' ? shown.at : 0);
      if (shown?.kind === 'trace' && !isRecordedShown(shown.recorded)) this.announcer.show(shown);
    };
    if (this.connection.holdsStep) afterPaint(report);
    else requestAnimationFrame(report);
  }

  /** A page that comes back shows the heap that it showed before, be it after another trace's. */
  private resumeRecorded(view: InspectorState['view']): void {
    if (view.kind !== 'trace' || view.uri !== this.recordedUri) return;
    this.recordedUri = '';
    if (view.recorded.kind === 'simulated') {
      this.connection.send(showHeap, { which: 'recorded' });
    }
  }

  private takeTheme(): void {
    this.contrast = isHighContrast();
    this.themeRevision++;
  }

  private say(text: string): void {
    this.liveRegion.textContent = text;
  }

  private onKey(event: KeyboardEvent): void {
    if (isReloadKey(event)) event.preventDefault();
    if (isHelpKey(event)) return this.keyboard.open();
    const to = stepOfKey(event);
    if (!to) return;
    event.preventDefault();
    // A held key repeats faster than some steps can be shown; letting go must stop at once.
    if (event.repeat && this.seeker.isBehind) return;
    this.seeker.sent();
    this.connection.navigate(to);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'at-inspector': Inspector;
  }
}
