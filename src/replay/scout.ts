import { Moment } from './condition/moment';
import type { Replay } from './replay';
import { ReplayView } from './replayView';

/**
 * Looks ahead in a recorded trace on a heap of its own: what is searched for may lie millions of
 * events away, and nobody must see the heap on the way. Goes forward only.
 */
export class Scout {
  /** The event where the scout is, and its heap. */
  readonly moment: Moment;
  private readonly view: ReplayView;

  /** @throws RangeError if there is no memory for the heap */
  constructor(replay: Replay) {
    this.view = new ReplayView(replay);
    this.moment = new Moment(replay.trace, replay.journal, this.view.heap, replay.config.align);
  }

  /**
   * Moves towards an event that is not behind it, carrying out some `most` events. Returns whether
   * it is there: then `moment` is that event, and the heap is as it is after it.
   */
  goTowards(event: number, most: number): boolean {
    if (!this.view.seekSome(event + 1, most)) return false;
    this.moment.turnTo(event);
    return true;
  }
}
