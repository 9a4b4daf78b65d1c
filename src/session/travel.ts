import type { Replay } from '../replay/replay';
import { seekForOneSlice } from './load';
import type { Scheduler } from './scheduler';

/** The way of a cursor to a far event: it is gone in slices, and may be sent elsewhere meanwhile. */
export class Travel {
  private replay: Replay | undefined;
  private goal_ = 0;

  /** @param arrived called when a journey that took several slices is over */
  constructor(
    private readonly scheduler: Scheduler,
    private readonly arrived: () => void,
  ) {}

  /** Where the cursor is going, while it takes more than one slice to get there. */
  get goal(): number | undefined {
    return this.replay === undefined ? undefined : this.goal_;
  }

  /** Sets out for the state after `at` events. Returns whether it is there already. */
  to(replay: Replay, at: number): boolean {
    this.goal_ = at;
    if (this.replay !== undefined) return false;
    if (seekForOneSlice(replay, at, this.scheduler)) return true;
    this.replay = replay;
    void this.goOn(replay);
    return false;
  }

  /** Gives up: the cursor stays where it has come. */
  end(): void {
    this.replay = undefined;
  }

  private async goOn(replay: Replay): Promise<void> {
    do {
      // One slice after the other is the point.
      // oxlint-disable-next-line no-await-in-loop
      await this.scheduler.pause();
      if (this.replay !== replay) return;
    } while (!seekForOneSlice(replay, this.goal_, this.scheduler));
    this.replay = undefined;
    this.arrived();
  }
}
