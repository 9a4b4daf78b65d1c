import type { Disposable } from '../../../src/base/emitter';
import type { DownMessage } from '../../../src/protocol/message';
import { StateSender, type Step } from '../../../src/protocol/stateStream';
import { InspectorConnection } from '../../../src/session/inspectorConnection';
import type { Scheduler } from '../../../src/session/scheduler';
import { TraceSession } from '../../../src/session/traceSession';

// Runs in the page, before the inspector's script.

/** What is needed of the page: the tests are compiled without its types. */
interface Page {
  postMessage(message: unknown): void;
  acquireVsCodeApi(): unknown;
  lone: LoneHost;
  /** What the view saved in an earlier life. */
  saved: unknown;
}
const page = globalThis as unknown as Page;

const scheduler: Scheduler = {
  now: () => performance.now(),
  pause: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  after(ms, callback): Disposable {
    const timer = setTimeout(callback, ms);
    return { dispose: () => clearTimeout(timer) };
  },
};

/** The host's side of one inspector, with real sessions and without VS Code. */
class LoneHost {
  session: TraceSession | undefined;
  readonly openSessions: TraceSession[] = [];
  readonly files: unknown[] = [];
  pinned = false;
  readonly showsLog = true;
  /** Holds back what goes down while it is set. */
  held: unknown[] | undefined;
  readonly connection = new InspectorConnection(this);

  private readonly states = new StateSender();
  private readonly texts = new Map<string, string>();

  /** Shows a trace; one that is known is read anew only if its text is another. */
  async show(name: string, text: string): Promise<void> {
    const uri = `file:///${name}`;
    let session = this.openSessions.find((each) => each.uri === uri);
    if (session === undefined) {
      session = new TraceSession(uri, name, scheduler);
      this.openSessions.push(session);
    }
    this.session = session;
    if (this.texts.get(uri) !== text) await session.load(new TextEncoder().encode(text));
    this.texts.set(uri, text);
    this.connection.sessionChanged();
  }

  now(): number {
    return scheduler.now();
  }

  post(message: DownMessage, foreseen?: Step): void {
    const packed = this.states.pack(message, foreseen);
    if (this.held) this.held.push(packed);
    else page.postMessage(packed);
  }

  viewIsNew(): void {
    this.states.forget();
  }

  /** Lets what was held back go down. */
  letGo(): void {
    for (const message of this.held ?? []) page.postMessage(message);
    this.held = undefined;
  }

  exportFile(file: unknown): void {
    this.files.push(file);
  }

  setPinned(pinned: boolean): void {
    this.pinned = pinned;
    this.connection.sessionChanged();
  }

  report(problem: string): void {
    throw new Error(problem);
  }

  revealLine(): void {}
  openSource(): void {}
  runAction(): void {}
  showJson(): void {}
  openDropped(): void {}
}

page.lone = new LoneHost();
page.acquireVsCodeApi = () => ({
  postMessage: (message: unknown) =>
    setTimeout(() => page.lone.connection.receive(structuredClone(message))),
  getState: () => page.saved,
  setState: (state: unknown) => (page.saved = structuredClone(state)),
});

export type { LoneHost };
