import type { Disposable } from '../base/emitter';
import {
  BREAKPOINTS_LIMIT,
  LARGE_COMMANDS,
  LARGE_REQUESTS,
  LARGE_STATE_CHANGED,
  LARGE_TRACE_VERSION,
  type LargeTraceState,
  type LineBreakpoint,
  type LineMark,
  type LineWindow,
} from '../protocol/largeTrace';
import type { DownMessage } from '../protocol/message';
import { findingsOfLines, overviewOf, type Finding } from './lineMarks';
import { Paced } from './paced';
import { Receiver, type CommandHandlers, type RequestHandlers } from './receiver';
import type { Scheduler } from './scheduler';
import type { TraceSession } from './traceSession';

/** What is sent of a line; an editor, too, stops drawing somewhere. */
export const LINE_BYTES = 2000;

/** What the view of a large trace needs of the world around it. */
export interface LargeTraceHost {
  readonly session: TraceSession;
  readonly following: boolean;
  /** The setting `editor.lineHeight`. */
  readonly lineHeight: number;
  /** Those that are disabled, too. */
  readonly breakpoints: readonly LineBreakpoint[];
  readonly scheduler: Scheduler;
  post(message: DownMessage): void;
  /** Sets a breakpoint in a line (from 0), or removes those that are there. */
  toggleBreakpoint(line: number): void;
  runAction(action: LargeTraceAction): void;
  report(problem: string): void;
}

export type LargeTraceAction = 'readAgain' | 'follow' | 'showProblems';

/**
 * One large view's line to its session. As with inspectors, whole states go down, only while the
 * view is visible, and never one before the last is painted; lines are pulled.
 */
export class LargeTraceConnection implements Disposable {
  private readonly subscription: Disposable;
  private readonly pace: Paced;
  private readonly receiver: Receiver<typeof LARGE_COMMANDS, typeof LARGE_REQUESTS>;
  private visible = true;
  private isReady = false;
  private unpainted = false;
  private stale = false;
  private revision = 0;
  private reveals = { count: 0, line: 1 };
  private caret_ = 0;

  constructor(private readonly host: LargeTraceHost) {
    this.receiver = new Receiver(
      LARGE_COMMANDS,
      LARGE_REQUESTS,
      this.commands,
      this.requests,
      (message) => host.post(message),
      (problem) => host.report(problem),
    );
    this.pace = new Paced(host.scheduler, () => this.update());
    this.subscription = host.session.onChange(() => this.pace.want());
  }

  /** The line (from 0) that the caret is on. */
  get caret(): number {
    return this.caret_;
  }

  /** Brings a line (from 0) into view and puts the caret on it. */
  reveal(line: number): void {
    this.caret_ = line;
    this.reveals = { count: this.reveals.count + 1, line: line + 1 };
    this.update();
  }

  /** A hidden view gets nothing; a view that becomes visible gets a whole state. */
  setVisible(visible: boolean): void {
    this.visible = visible;
    this.unpainted = false;
    if (visible) this.update();
  }

  /** Call when something of the host's share has changed. */
  update(): void {
    if (this.isReady && this.visible && !this.unpainted) this.send();
    else this.stale = true;
  }

  /** Takes whatever came up from the view. */
  receive(message: unknown): void {
    this.receiver.receive(message);
  }

  dispose(): void {
    this.subscription.dispose();
    this.pace.dispose();
  }

  private get commands(): CommandHandlers<typeof LARGE_COMMANDS> {
    return {
      ready: ({ version }) => {
        if (version !== LARGE_TRACE_VERSION) this.receiver.reject(`version ${version}`);
        this.isReady = true;
        this.unpainted = false;
        this.update();
      },
      painted: () => {
        this.unpainted = false;
        if (this.stale) this.update();
      },
      caretMoved: ({ line }) => (this.caret_ = line - 1),
      toggleBreakpoint: ({ line }) => this.toggleBreakpoint(line),
      action: ({ action }) => {
        if (action === 'cancelLoad') this.host.session.cancelLoad();
        else this.host.runAction(action);
      },
    };
  }

  private get requests(): RequestHandlers<typeof LARGE_REQUESTS> {
    return {
      lineWindow: ({ start, count }) => this.lineWindow(start, count),
      overview: ({ rows }) => {
        const { replay, text, generation } = this.host.session;
        const marks =
          replay && text ? overviewOf(replay, text.lineCount, rows) : new Uint8Array(rows);
        return { revision: generation, marks };
      },
    };
  }

  private toggleBreakpoint(line: number): void {
    const { session } = this.host;
    if (line <= (session.text?.lineCount ?? 0)) this.host.toggleBreakpoint(line - 1);
  }

  private lineWindow(start: number, count: number): LineWindow {
    const { replay, text, generation } = this.host.session;
    if (!replay || !text) throw new Error('The trace is not read yet.');
    const lines = text.lines(start, count, LINE_BYTES);
    const marks = findingsOfLines(replay, text, start, start + lines.length);
    return {
      revision: generation,
      start,
      lines: lines.map((line) => line.text),
      cut: Uint8Array.from(lines, ({ isCut }) => (isCut ? 1 : 0)),
      marks: marks.map((each) => markOf(each, lines[each.line - start].text.length)),
    };
  }

  private send(): void {
    this.stale = false;
    this.unpainted = true;
    const { session, following, breakpoints, lineHeight } = this.host;
    const { status } = session;
    const state: LargeTraceState = {
      generation: session.generation,
      revision: ++this.revision,
      text: session.textCount,
      name: session.name,
      status: session.replay === undefined || status.kind === 'error' ? status.kind : 'ready',
      message: status.kind === 'error' ? status.message : '',
      loading: status.kind === 'loading' ? status.fraction : (session.loading ?? null),
      notice: session.notice ?? null,
      following,
      lineCount: session.text?.lineCount ?? 0,
      line: (session.line ?? -1) + 1,
      reveal: this.reveals,
      breakpoints: breakpoints.slice(0, BREAKPOINTS_LIMIT),
      bookmarks: session.bookmarks.all.map(({ line }) => line + 1),
      lineHeight,
    };
    this.host.post({ type: 'notification', method: LARGE_STATE_CHANGED, params: state });
  }
}

/** Within what was sent of the line, and never nothing: a mark must be seen. */
function markOf({ line, from, to, severity, code, message }: Finding, length: number): LineMark {
  const start = Math.min(from, length);
  return {
    line: line + 1,
    from: start,
    to: Math.min(Math.max(to, start), length),
    severity,
    code,
    message,
  };
}
