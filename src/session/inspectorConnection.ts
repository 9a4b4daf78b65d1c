import type { Disposable } from '../base/emitter';
import { clamp } from '../base/math';
import type { Dropped } from '../protocol/dropping';
import type { ExportedFile } from '../protocol/exports';
import type { DownMessage } from '../protocol/message';
import { COMMANDS, PROTOCOL_VERSION, REQUESTS, STATE_CHANGED } from '../protocol/messages';
import type { InspectorState } from '../protocol/state';
import type { Step } from '../protocol/stateStream';
import { MOST_UNDER_WAY, type AnswerAhead } from '../protocol/windows';
import { readFilter } from '../projection/filter/readFilter';
import { AnswersAhead } from './answersAhead';
import { ChangesHandlers } from './changesHandlers';
import { find, goToFound } from './find';
import { Foresight } from './foresight';
import { marksWindow } from './marks';
import { inspectorState } from './inspectorState';
import { isRequest, Receiver, type CommandHandlers, type RequestHandlers } from './receiver';
import { recordedRequests } from './recorded/recordedRequests';
import { selectRecorded, showHeap } from './recorded/sides';
import { timelineRequests } from './timelineRequests';
import type { TraceSession } from './traceSession';

/** What an inspector needs of the world around it. */
export interface InspectorHost {
  /** The session to show, or undefined for none. */
  readonly session: TraceSession | undefined;
  /** Every open trace, the one that is shown included. */
  readonly openSessions: readonly TraceSession[];
  /** Whether it stays with that session whatever becomes the active one. */
  readonly pinned: boolean;
  /** Whether the debug log is wanted. */
  readonly showsLog: boolean;
  /** @param foreseen the step that leads there, for a state that is not there yet */
  post(message: DownMessage, foreseen?: Step): void;
  /** What was posted until now may be lost: the view begins anew. */
  viewIsNew(): void;
  /** Pins it to the session that it shows, or lets it follow. */
  setPinned(pinned: boolean): void;
  /** Shows a line (from 0) of the session's document. */
  revealLine(line: number): void;
  /** Opens the source that a line (from 0) of the session's document names. */
  openSource(line: number): void;
  runAction(action: Action): void;
  /** Shows a JSON document that is not saved anywhere. */
  showJson(text: string): void;
  /** Asks where to save what the view made, and writes it there. */
  exportFile(file: ExportedFile): void;
  /** Milliseconds from some fixed moment. */
  now(): number;
  /** Opens what was dropped on the view; nothing in it can be trusted. */
  openDropped(dropped: Dropped): void;
  /** Something came up that no inspector of ours sends; said once. */
  report(problem: string): void;
}

export type Action =
  | 'openExample'
  | 'newTrace'
  | 'openTrace'
  | 'showProblems'
  | 'retry'
  | 'runUntil'
  | 'copyLink'
  | 'exportState'
  | 'importTrace'
  | 'toggleBookmark';

/**
 * One inspector's line to its session. Sends whole states, only while the view is visible, and few
 * that the view has not painted yet: holding a key down shows every frame the view can paint, and
 * what would come late is left out. Checks everything that comes up.
 */
export class InspectorConnection implements Disposable {
  private subscriptions: readonly Disposable[] = [];
  private subscribedTo: TraceSession | undefined;
  private visible = true;
  private isReady = false;
  // Revisions and generations are renumbered for the view, so that they also grow when it turns to
  // another session.
  private sequence = 0;
  private generation = 0;
  private sent: { session: TraceSession; revision: number; generation: number } | undefined;
  /** The last state that the view painted, or will never paint. */
  private painted = 0;
  private stale = false;
  /** The states after which steps were foreseen last: the likely one, and once there was time the rest. */
  private readonly foreseenAfter = { course: 0, rest: 0 };
  /** What was asked since a glimpse was sent, which is gone: the next state is what it waits for. */
  private waiting: unknown[] | undefined;

  private readonly changes: ChangesHandlers;

  constructor(private readonly host: InspectorHost) {
    this.changes = new ChangesHandlers(host, () => this.update());
  }

  /** Call when `host.session` has become another one. */
  sessionChanged(): void {
    if (this.subscribedTo !== this.host.session) {
      for (const subscription of this.subscriptions) subscription.dispose();
      const { session } = this.host;
      this.subscribedTo = session;
      this.subscriptions = session
        ? [session.onChange(() => this.update()), session.onGlimpse(() => this.sendGlimpse())]
        : [];
    }
    this.update();
  }

  /** A hidden view gets nothing; a view that becomes visible gets a whole state. */
  setVisible(visible: boolean): void {
    this.visible = visible;
    this.painted = this.sequence;
    this.host.viewIsNew();
    if (visible && this.isReady) this.send();
  }

  /** Shows for a moment what a command has said, if somebody sees it. */
  tell(text: string): void {
    if (this.isReady && this.visible) this.host.post({ type: 'said', text });
  }

  /** Takes whatever came up from the view. */
  receive(message: unknown): void {
    if (this.waiting !== undefined && isRequest(message)) this.waiting.push(message);
    else this.receiver.receive(message);
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
    this.changes.dispose();
  }

  private readonly commands: CommandHandlers<typeof COMMANDS> = {
    ready: ({ version }) => {
      if (version !== PROTOCOL_VERSION) this.receiver.reject(`version ${version} of the messages`);
      this.isReady = true;
      this.painted = this.sequence;
      this.host.viewIsNew();
      // What the page before it asked must not be taken for an answer to what this one asks.
      this.waiting = undefined;
      this.ahead.clear();
      this.foresight.begin();
      this.sessionChanged();
    },
    painted: ({ revision, windows, still }) => {
      this.ahead.note(windows);
      this.painted = clamp(revision, this.painted, this.sequence);
      if (this.stale) this.update();
      else if (this.painted === this.sequence) this.foresee(still ? 'rest' : 'course');
    },
    navigate: ({ to }) => {
      this.foresight.navigated(to);
      this.host.session?.navigate(to);
    },
    seek: ({ at }) => {
      this.foresight.dragged();
      this.host.session?.seek(at);
    },
    setPlaying: ({ playing }) => this.host.session?.setPlaying(playing),
    setSpeed: ({ speed }) => this.host.session?.setSpeed(speed),
    setPolicy: ({ policy }) => void this.host.session?.override({ policy }),
    setLayout: ({ layout }) => void this.host.session?.override({ layout }),
    setHeap: (heap) => void this.host.session?.override(heap),
    compare: () => this.host.session?.studies.compare(this.host.session.replay),
    cancelComparison: () => this.host.session?.studies.comparison.cancel(),
    findRemedies: () => this.host.session?.studies.findRemedies(this.host.session.replay),
    cancelRemedies: () => this.host.session?.studies.remedies.cancel(),
    exportFile: (file) => this.host.exportFile(file),
    openDropped: (dropped) => this.host.openDropped(dropped),
    findLeaks: ({ from, to, by }) =>
      this.host.session?.studies.findLeaks(this.host.session.replay, from, to, by),
    cancelLeaks: () => this.host.session?.studies.leaks.cancel(),
    cancelFind: () => this.host.session?.studies.search.clear(),
    goToFound: ({ index }) => this.host.session && goToFound(this.host.session, index),
    selectBlock: ({ block }) => this.host.session?.select(block),
    showHeap: ({ which }) => showHeap(this.host.session, which),
    selectRecorded: ({ made }) => selectRecorded(this.host.session, made),
    setPinned: ({ pinned }) => this.host.setPinned(pinned),
    revealLine: ({ line }) => this.host.revealLine(line - 1),
    openSource: ({ line }) => this.host.openSource(line - 1),
    setBaseline: ({ at }) => {
      const { session } = this.host;
      if (session?.replay) session.studies.baseline.set(at, session.eventCount);
    },
    openChanges: ({ against }) => void this.changes.open(against),
    runAction: ({ action }) => {
      if (action === 'cancelLoad') this.host.session?.cancelLoad();
      else this.host.runAction(action);
    },
  };

  private readonly requests: RequestHandlers<typeof REQUESTS> = {
    blockWindow: ({ start, count, ends = false, ...order }) =>
      this.windowed((view) => view.blockWindow(order, start, count, ends)),
    blockRow: ({ block, ...order }) =>
      this.windowed((view) => {
        const { revision } = view;
        const row = view.blockRow(order, block);
        if (row instanceof Promise) return row.then((later) => ({ revision, row: later }));
        return { revision, row };
      }),
    mapWindow: ({ from, to, cells, coloring }) =>
      this.windowed((view) => view.mapWindow(from, to, cells, coloring)),
    freeListWindow: ({ start, count }) =>
      this.windowed((view) => view.freeListWindow(start, count)),
    bytesWindow: ({ from, count }) => this.windowed((view) => view.bytes(from, count)),
    freeListStretch: ({ from, to }) => this.windowed((view) => view.freeListStretch(from, to)),
    timelineWindow: ({ points }) => ({
      ...this.shown.timelineWindow(points),
      revision: this.shownGeneration,
    }),
    fragmentationWindow: () => this.windowed((view) => view.fragmentation()),
    changesWindow: (asked) => this.windowed(() => this.changes.window(asked)),
    changesText: ({ against, format }) => this.changes.text(against, format),
    find: ({ query }) => {
      const { session } = this.host;
      return session ? find(session, query) : { found: false, message: 'No trace is open.' };
    },
    ...timelineRequests(
      () => this.host.session,
      () => this.shownGeneration,
    ),
    blockHistogram: ({ filter }) => this.windowed((view) => view.blockHistogram(filter)),
    blockTotals: ({ runs, ...order }) => this.windowed((view) => view.blockTotals(order, runs)),
    checkFilter: ({ filter }) => ({ problem: readFilter(filter).problem ?? null }),
    leakGroups: ({ start, count }) => ({
      groups: this.session.studies.leaks.groups(start, count),
    }),
    marksWindow: () => marksWindow(this.session.trace),
    foundWindow: ({ start, count }) => ({
      items: this.session.studies.search.items(start, count),
    }),
    ...recordedRequests(
      () => this.session,
      (answer) => this.windowed(() => answer()),
    ),
  };

  private readonly receiver = new Receiver(
    COMMANDS,
    REQUESTS,
    this.commands,
    this.requests,
    (message) => this.host.post(message),
    (problem) => this.host.report(problem),
  );

  private readonly ahead = new AnswersAhead(
    (method, params) => this.receiver.answerTo(method, params),
    () => this.host.now(),
  );

  private readonly foresight = new Foresight(() => this.host.now());

  private get session(): TraceSession {
    const { session } = this.host;
    if (session === undefined) throw new Error('No trace is open.');
    return session;
  }

  private get shown(): NonNullable<TraceSession['projections']> {
    const view = this.host.session?.projections;
    if (view === undefined) throw new Error('No trace is open.');
    return view;
  }

  /** The generation of the state that shows what is there now, in the view's own numbers. */
  private get shownGeneration(): number {
    return this.isNewGeneration ? this.generation + 1 : this.generation;
  }

  /** Whether the next state is of another session or text than the last one. */
  private get isNewGeneration(): boolean {
    const { session } = this.host;
    return session !== this.sent?.session || session?.generation !== this.sent?.generation;
  }

  /**
   * Answers from what is shown now; the answer names the revision in the view's own numbers. What
   * takes long is answered later, still for the revision in which it was asked.
   */
  private windowed<T extends { readonly revision: number }>(
    answer: (view: NonNullable<TraceSession['projections']>) => T | Promise<T>,
  ): T | Promise<T> {
    const { shown } = this;
    // What happened since the last state belongs to the next one.
    const { session } = this.host;
    const isSent = this.sent?.session === session && this.sent?.revision === session?.revision;
    const revision = isSent ? this.sequence : this.sequence + 1;
    const answered = answer(shown);
    if (!(answered instanceof Promise)) return { ...answered, revision };
    return answered.then((later) => ({ ...later, revision }));
  }

  private update(): void {
    const underWay = this.sequence - this.painted;
    if (this.isReady && this.visible && underWay < MOST_UNDER_WAY) this.send();
    else this.stale = true;
  }

  private send(): void {
    this.stale = false;
    this.sequence++;
    this.changes.stateSent();
    const { session } = this.host;
    if (this.isNewGeneration) {
      this.generation++;
      // Of a text that was edited the same will be asked.
      if (session !== this.sent?.session) this.ahead.clear();
      this.foresight.begin();
    }
    this.foresight.moved(session?.at ?? 0);
    this.sent = session && {
      session,
      revision: session.revision,
      generation: session.generation,
    };
    this.host.post(this.stateOf(session, this.sequence, this.ahead.answers()));
    const { waiting } = this;
    this.waiting = undefined;
    for (const message of waiting ?? []) this.receiver.receive(message);
  }

  /** Shows a moment of a session that is gone again when this is done. */
  private sendGlimpse(): void {
    const { session } = this.host;
    if (!this.isReady || !this.visible || this.sequence - this.painted >= MOST_UNDER_WAY) return;
    if (session?.studies.recorded.shown !== false) return;
    const revision = this.sequence + 1;
    this.host.post(this.stateOf(session, revision, this.ahead.answers('glimpsed')));
    this.sequence = revision;
    this.waiting ??= [];
  }

  /**
   * Tells what the next step will show, once the view shows all there is. When the key is pressed
   * the view needs not wait, and what the host says then is mostly what it has foretold.
   */
  private foresee(which: 'course' | 'rest'): void {
    const { session } = this.host;
    if (session === undefined || session.studies.recorded.shown || this.waiting) return;
    // Whatever a view says how often, each state is looked beyond once.
    if (this.foreseenAfter[which] === this.sequence) return;
    this.foreseenAfter[which] = this.sequence;
    const look = (step: Step) => {
      const message = session.foresee(step, () =>
        this.stateOf(session, this.sequence + 1, this.ahead.answers('foreseen')),
      );
      if (message !== undefined) this.host.post(message, step);
    };
    if (which === 'course') this.foresight.foresee(look);
    else this.foresight.foreseeRest(look);
  }

  private stateOf(
    session: TraceSession | undefined,
    revision: number,
    answers: readonly AnswerAhead[],
  ): DownMessage {
    const state: InspectorState = {
      ...inspectorState(session, this.host.showsLog),
      pinned: this.host.pinned,
      others: this.changes.others,
      revision,
      generation: this.generation,
    };
    return { type: 'notification', method: STATE_CHANGED, params: state, answers };
  }
}
