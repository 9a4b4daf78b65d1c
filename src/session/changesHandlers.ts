import type { Disposable } from '../base/emitter';
import type { ChangeFormat, Changes, NoChanges, OtherTrace } from '../protocol/changes';
import type { WantedRows } from '../projection/changesView';
import type { TraceSession } from './traceSession';

/** What comparing states needs of an inspector's surroundings. */
export interface ChangesHost {
  readonly session: TraceSession | undefined;
  /** Every open trace. */
  readonly openSessions: readonly TraceSession[];
  /** Shows a JSON document that is not saved anywhere. */
  showJson(text: string): void;
}

/** What an inspector is told of how states differ. Goes along with the other trace that it looks at. */
export class ChangesHandlers implements Disposable {
  private watched:
    | { readonly session: TraceSession; readonly subscription: Disposable }
    | undefined;
  /** Whether somebody asked since the last state was sent. */
  private isWanted = false;

  /** @param otherChanged called when the other trace that was looked at has changed */
  constructor(
    private readonly host: ChangesHost,
    private readonly otherChanged: () => void,
  ) {}

  /** The traces to compare with. */
  get others(): readonly OtherTrace[] {
    const { session, openSessions } = this.host;
    return openSessions.filter((each) => each !== session).map(({ uri, name }) => ({ uri, name }));
  }

  /** Call when a state is sent: what nobody asked for since the last one is watched no longer. */
  stateSent(): void {
    if (!this.isWanted) this.dispose();
    this.isWanted = false;
  }

  window({ against, ...wanted }: WantedRows & { against: string }): Answer<Changes | NoChanges> {
    const answer = this.ask(against, (session, other) =>
      session.studies.changes.window(other, wanted),
    );
    return turned(answer, (made) =>
      typeof made === 'string'
        ? { kind: 'none', revision: 0, why: made }
        : { ...made, revision: 0 },
    );
  }

  text(against: string, format: ChangeFormat): Answer<{ text: string; message: string }> {
    const answer = this.ask(against, (session, other) =>
      session.studies.changes.text(other, format),
    );
    return turned(answer, (made) =>
      typeof made === 'string' ? { text: '', message: made } : made,
    );
  }

  async open(against: string): Promise<void> {
    try {
      const { text } = await this.text(against, 'json');
      if (text !== '') this.host.showJson(text);
    } catch {
      // The heap has moved on meanwhile; whoever still wants it asks again.
    }
  }

  dispose(): void {
    this.watched?.subscription.dispose();
    this.watched = undefined;
  }

  private ask<T>(
    against: string,
    answer: (session: TraceSession, other: TraceSession | undefined) => T | string,
  ): T | string {
    const { session, openSessions } = this.host;
    if (session === undefined) throw new Error('No trace is open.');
    if (against === '') return answer(session, undefined);
    const other = openSessions.find(({ uri }) => uri === against);
    if (other === undefined) return 'That trace is no longer open.';
    this.watch(other);
    return answer(session, other);
  }

  private watch(session: TraceSession): void {
    this.isWanted = true;
    if (this.watched?.session === session) return;
    this.dispose();
    this.watched = { session, subscription: session.onChange(() => this.otherChanged()) };
  }
}

type Answer<T> = T | Promise<T>;

function turned<T, U>(answer: Answer<T>, turn: (value: T) => U): Answer<U> {
  return answer instanceof Promise ? answer.then(turn) : turn(answer);
}
