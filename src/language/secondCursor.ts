import type { Replay } from '../replay/replay';
import { ReplayView } from '../replay/replayView';
import type { Scheduler } from '../session/scheduler';
import type { TraceSession } from '../session/traceSession';
import { inSlices, type Work } from './slices';

/** A larger heap is not made a second time: what the journal knows must do. */
const LARGEST_HEAP = 64 * 2 ** 20;
/** Events carried out between two looks at the clock; so many take a millisecond at most. */
const SEEK_EVENTS = 4096;

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
    return inSlices(
      work(replay, this.viewOf(replay)),
      this.scheduler,
      () => isPast() || isGivenUp(),
    );
  }

  private viewOf(replay: Replay): ReplayView | undefined {
    if (replay.heap.config.size > LARGEST_HEAP) return (this.view = undefined);
    if (this.view?.isOf(replay) === true) return this.view;
    try {
      return (this.view = new ReplayView(replay, this.view));
    } catch (error) {
      // There is no memory for a second heap.
      if (!(error instanceof RangeError)) throw error;
      return (this.view = undefined);
    }
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

/** Moves a view to the state after `at` events. */
export function* goTo(view: ReplayView, at: number): Work<void> {
  while (!view.seekSome(at, SEEK_EVENTS)) yield;
}
