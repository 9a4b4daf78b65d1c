import type { Disposable } from '../../src/base/emitter';
import type { Dropped } from '../../src/protocol/dropping';
import type { ExportedFile } from '../../src/protocol/exports';
import type { DownMessage } from '../../src/protocol/message';
import { PROTOCOL_VERSION } from '../../src/protocol/messages';
import type { InspectorState } from '../../src/protocol/state';
import type { Step } from '../../src/protocol/stateStream';
import type { AnswerAhead } from '../../src/protocol/windows';
import { InspectorConnection, type Action } from '../../src/session/inspectorConnection';
import type { Scheduler } from '../../src/session/scheduler';
import { TraceSession } from '../../src/session/traceSession';

/** Time that passes only when a test says so. */
export class FakeScheduler implements Scheduler {
  time = 0;
  /** Milliseconds that every look at the clock takes: work becomes long enough to be sliced. */
  perLook = 0;
  /** How often work has let others have their turn. */
  pauses = 0;
  private readonly timers: { at: number; callback: () => void }[] = [];
  private readonly paused: (() => void)[] = [];

  now(): number {
    this.time += this.perLook;
    return this.time;
  }

  pause(): Promise<void> {
    this.pauses++;
    return new Promise((resolve) => this.paused.push(resolve));
  }

  after(ms: number, callback: () => void): Disposable {
    const timer = { at: this.time + ms, callback };
    this.timers.push(timer);
    return { dispose: () => this.drop(timer) };
  }

  /** Lets time pass; what is due is called in its order. */
  pass(ms: number): void {
    const end = this.time + ms;
    for (;;) {
      const due = this.timers.toSorted((a, b) => a.at - b.at).find(({ at }) => at <= end);
      if (due === undefined) break;
      this.drop(due);
      this.time = Math.max(this.time, due.at);
      due.callback();
    }
    this.time = end;
  }

  /** Lets work that paused go on, until nothing more pauses. */
  async settle(): Promise<void> {
    // One turn after the other is the point.
    // oxlint-disable-next-line no-await-in-loop
    do await this.turn();
    while (this.paused.length > 0);
  }

  /** Lets work that paused go on until it pauses again. */
  async turn(): Promise<void> {
    for (const resume of this.paused.splice(0)) resume();
    // Work goes on in microtasks; a timer comes after all of them.
    await new Promise((resolve) => setImmediate(resolve));
  }

  get waiting(): number {
    return this.timers.length;
  }

  private drop(timer: (typeof this.timers)[number]): void {
    const index = this.timers.indexOf(timer);
    if (index >= 0) this.timers.splice(index, 1);
  }
}

export function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(`alloctrace 1\n${text}`);
}

/** A session that has read `text` (the version line is put in front), before its first event. */
export async function sessionOf(text: string, scheduler = new FakeScheduler()) {
  const session = new TraceSession('file:///x.alloctrace', 'x.alloctrace', scheduler);
  await session.load(bytesOf(text));
  return { session, scheduler };
}

/** A view as the host sees it: takes what is posted, and sends whatever a test wants. */
export class FakeView {
  readonly posted: DownMessage[] = [];
  /** The states of steps that nobody has taken yet. */
  readonly foreseen: { readonly step: Step; readonly message: DownMessage }[] = [];
  readonly problems: string[] = [];
  readonly lines: number[] = [];
  readonly sources: number[] = [];
  readonly actions: Action[] = [];
  readonly documents: string[] = [];
  /** Other traces that are open. */
  others: TraceSession[] = [];
  readonly files: ExportedFile[] = [];
  readonly dropped: Dropped[] = [];
  /** How often it began anew. */
  begins = 0;
  pinned = false;
  showsLog = true;
  readonly connection: InspectorConnection;
  /** How far the clock goes on each time it is read, in milliseconds. */
  clockStep = 0;
  private time = 0;
  private nextId = 1;

  constructor(public session: TraceSession | undefined) {
    const current = () => this.session;
    const isPinned = () => this.pinned;
    const showsLog = () => this.showsLog;
    const all = () => (this.session ? [this.session, ...this.others] : this.others);
    this.connection = new InspectorConnection({
      get session() {
        return current();
      },
      get pinned() {
        return isPinned();
      },
      get showsLog() {
        return showsLog();
      },
      get openSessions() {
        return all();
      },
      showJson: (text) => void this.documents.push(text),
      setPinned: (pinned) => (this.pinned = pinned),
      post: (message, step) =>
        void (step ? this.foreseen.push({ step, message }) : this.posted.push(message)),
      viewIsNew: () => void this.begins++,
      revealLine: (line) => void this.lines.push(line),
      openSource: (line) => void this.sources.push(line),
      runAction: (action) => void this.actions.push(action),
      exportFile: (file) => void this.files.push(file),
      openDropped: (each) => void this.dropped.push(each),
      report: (problem) => void this.problems.push(problem),
      now: () => (this.time += this.clockStep),
    });
  }

  send(method: string, params: unknown): void {
    this.connection.receive({ type: 'command', method, params });
  }

  /** Sends a request and returns what settled it. */
  ask(method: string, params: unknown): DownMessage | undefined {
    const id = this.nextId++;
    this.connection.receive({ type: 'request', id, method, params });
    return this.posted.find((message) => 'id' in message && message.id === id);
  }

  /** Ids of requests that nothing has settled. */
  unsettled(): number[] {
    const settled = new Set(this.posted.map((message) => ('id' in message ? message.id : 0)));
    return Array.from({ length: this.nextId - 1 }, (_, i) => i + 1).filter(
      (id) => !settled.has(id),
    );
  }

  open(): this {
    this.send('ready', { version: PROTOCOL_VERSION });
    return this;
  }

  /** What came with the last state. */
  get answersAhead(): readonly AnswerAhead[] {
    const last = this.posted.findLast(({ type }) => type === 'notification');
    return last?.type === 'notification' ? (last.answers ?? []) : [];
  }

  /** The states that were sent, the newest last. */
  get states(): InspectorState[] {
    return this.posted.flatMap((message) =>
      message.type === 'notification' ? [message.params as InspectorState] : [],
    );
  }

  get state(): InspectorState | undefined {
    return this.states.at(-1);
  }
}

/** A trace of three events, and a heap on which they are easily counted. */
export const THREE = 'heap size=1KiB align=8\nalloc a 40\nalloc b 40\nfree a\n';

/** How many events have happened in the state that was sent last. */
export function atOf({ state }: FakeView): number | undefined {
  return state?.view.kind === 'trace' ? state.view.at : undefined;
}
