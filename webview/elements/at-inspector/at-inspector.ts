import { html, LitElement } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Disposable } from '../../../src/base/emitter';
import { visibleText } from '../../../src/base/visibleText';
import { runAction, seek } from '../../../src/protocol/messages';
import { showHeap } from '../../../src/protocol/recorded';
import type { InspectorState, TraceView } from '../../../src/protocol/state';
import { Connection } from '../../connection';
import { afterPaint, startTimer } from '../../frames';
import { Seeker } from '../../seeker';
import { initialState, reduce, type Action, type AppState } from '../../store';
import { palette } from '../../styles/palette';
import { shared } from '../../styles/shared';
import { isHighContrast, onThemeChange } from '../../theme';
import { checkSavedView, savedView, type ViewState } from '../../viewState';
import { Announcement, ShowBlocks, ViewChange } from '../inspectorPart';
import type { NoticeAction } from '../at-notice/at-notice';
import { inspectorStyles } from './inspectorStyles';
import { isHelpKey, isReloadKey, stepOfKey } from './keys';
import { contentClasses, showingBlocks } from './shownParts';
import { simulatedHeap } from './simulatedHeap';
import { StepAnnouncer } from './liveRegion';
import { isRecordedShown } from '../at-heap-choice/sides';
import type { KeyboardHelp } from '../at-keyboard/at-keyboard';
import { ShowKeys, type Footer } from '../at-footer/at-footer';
import { Told } from '../telling';
import '../at-drop/at-drop';
import '../at-footer/at-footer';
import '../at-hover/at-hover';
import '../at-keyboard/at-keyboard';
import '../at-notice/at-notice';
import '../at-recorded/at-recorded';
import '../at-scrubber/at-scrubber';
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
      this.connection.onSaid((text) => this.dispatchEvent(new Told(text, 'said'))),
    ];
    this.addEventListener(ViewChange.type, ({ patch }) => this.change(patch));
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
    const { revision = 0, others = [] } = app.inspector ?? {};
    return simulatedHeap({
      trace,
      view: app.view,
      revision,
      others,
      connection,
      seeker,
      themeRevision,
      contrast,
      change: (patch) => this.change(patch),
    });
  }

  private readonly runNotice = (action: NoticeAction): void =>
    this.connection.send(runAction, { action: action === 'readAgain' ? 'retry' : action });

  private change(patch: Partial<ViewState>): void {
    this.dispatch({ type: 'viewChanged', patch });
  }

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
    this.change(patch);
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
