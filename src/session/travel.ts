import type { Work } from '../base/work';
import type { Replay } from '../replay/replay';
import { goTo } from '../replay/secondHeap';
import { Slices, type Scheduler } from './scheduler';
import { workOn } from './slicedWork';

/** The way of a cursor to a far event: it is gone in slices, and may be sent elsewhere meanwhile. */
export class Travel {
  private replay: Replay | undefined;
  private goal_ = 0;

  /**
   * @param shown makes in parts what will be seen where a replay has come
   * @param arrived called when a journey that took several slices is over
   */
  constructor(
    private readonly scheduler: Scheduler,
    private readonly shown: { prepare(replay: Replay): Work<void> },
    private readonly arrived: () => void,
  ) {}

  /** Where the cursor is going, while it takes more than one slice to get there. */
  get goal(): number | undefined {
    return this.replay === undefined ? undefined : this.goal_;
  }

  /** Sets out for the state after `at` events. Returns whether it is there already, and can be seen. */
  to(replay: Replay, at: number): boolean {
    this.goal_ = at;
    if (this.replay !== undefined) return false;
    const journey = this.journey(replay);
    const slices = new Slices(this.scheduler);
    if (workOn(journey, slices) !== undefined) return true;
    this.replay = replay;
    void this.goOn(replay, journey, slices);
    return false;
  }

  /** Gives up: the cursor stays where it has come. */
  end(): void {
    this.replay = undefined;
  }

  /** To the goal, which may become another one on the way. */
  private *journey(replay: Replay): Work<void> {
    let goal: number;
    do {
      goal = this.goal_;
      for (const rest of this.wayTo(replay, goal)) {
        yield rest;
        if (this.goal_ !== goal) break;
      }
    } while (this.goal_ !== goal);
  }

  private *wayTo(replay: Replay, goal: number): Work<void> {
    yield* goTo(replay, goal);
    yield* this.shown.prepare(replay);
  }

  private async goOn(replay: Replay, journey: Work<void>, slices: Slices): Promise<void> {
    do {
      // One slice after the other is the point.
      // oxlint-disable-next-line no-await-in-loop
      await slices.rest();
      if (this.replay !== replay) return;
    } while (workOn(journey, slices) === undefined);
    this.replay = undefined;
    this.arrived();
  }
}
