import { loadProgress, type LoadProgress } from './load';
import type { Scheduler } from './scheduler';
import type { Cursor } from './sessionTypes';
import type { TraceSource } from './source';

/** A text that is to be carried out, and where the cursor goes then. */
export interface UnreadText {
  readonly source: TraceSource;
  readonly cursor: Cursor;
}

/** The load that is under way. There is only one: a newer one makes the older ones give up. */
export class PendingLoad {
  private newest = 0;
  private fraction_: number | undefined;
  private unread_: UnreadText | undefined;

  /** How far it is, 0 to 1; undefined where none is under way or takes its time. */
  get fraction(): number | undefined {
    return this.fraction_;
  }

  /** The newest text, until it is carried out. */
  get unread(): UnreadText | undefined {
    return this.unread_;
  }

  /** There is a newer text. */
  expect(source: TraceSource, cursor: Cursor): void {
    this.unread_ = { source, cursor };
  }

  /**
   * Begins a load.
   * @param isPatient whether there is something to look at meanwhile
   * @param tell called now and then with how far it is
   */
  begin(
    scheduler: Scheduler,
    isPatient: () => boolean,
    tell: (fraction: number) => void,
  ): LoadProgress {
    const load = ++this.newest;
    return loadProgress(
      scheduler,
      () => load !== this.newest,
      isPatient,
      (fraction) => {
        this.fraction_ = fraction;
        tell(fraction);
      },
    );
  }

  /** What had come to the text was taken in; a newer text may still be unread. */
  takenIn(): void {
    this.fraction_ = undefined;
  }

  /** The newest text was carried out. */
  done(): void {
    this.fraction_ = undefined;
    this.unread_ = undefined;
  }

  /** Ends whatever is under way without effect. */
  giveUp(): void {
    this.newest++;
    this.done();
  }
}
