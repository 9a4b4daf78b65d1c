import type { Replay } from '../replay/replay';
import type { ReplayView } from '../replay/replayView';
import { secondHeapOf } from '../replay/secondHeap';
import type { Scheduler } from '../session/scheduler';
import type { TraceSession } from '../session/traceSession';
import { inSlices, type Work } from './slices';

/**
 * The heap of a session at events where its cursor is not: what is said of one line must not move
 * what is shown of another. One user at a time has it; the others wait for their turn.
 */
export class SecondCursor {
  private view: ReplayView | undefined;
  private turn: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly session: Pick<TraceSession, 'replay'>,
    private readonly scheduler: Scheduler,
  ) {}

  /**
   * Does work with the replay as it is by then and with the second heap, in slices. The view is
   * undefined where the heap is too large to be made again. Returns undefined if it was given up,
   * or if the trace changed meanwhile.
   */
  use<T>(
    work: (replay: Replay, view: ReplayView | undefined) => Work<T>,
    isGivenUp: () => boolean,
  ): Promise<T | undefined> {
    const result = this.turn.then(() => this.work(work, isGivenUp));
    this.turn = result.catch(() => undefined);
    return result;
  }

  private async work<T>(
    work: (replay: Replay, view: ReplayView | undefined) => Work<T>,
    isGivenUp: () => boolean,
  ): Promise<T | undefined> {
    const { replay } = this.session;
    if (replay === undefined || isGivenUp()) return undefined;
    const { trace } = replay;
    const isPast = () => this.session.replay !== replay || replay.trace !== trace;
    this.view = secondHeapOf(replay, this.view);
    return inSlices(work(replay, this.view), this.scheduler, () => isPast() || isGivenUp());
  }
}

/** The second cursors of the sessions, each made when it is first wanted. */
export class SecondCursors {
  private readonly cursors = new WeakMap<TraceSession, SecondCursor>();

  constructor(private readonly scheduler: Scheduler) {}

  of(session: TraceSession): SecondCursor {
    let cursor = this.cursors.get(session);
    if (cursor === undefined) {
      cursor = new SecondCursor(session, this.scheduler);
      this.cursors.set(session, cursor);
    }
    return cursor;
  }
}
