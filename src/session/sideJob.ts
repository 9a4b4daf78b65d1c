import type { Work } from '../base/work';
import { Slices, type Scheduler } from './scheduler';

const TELL_EVERY_MS = 100;

/** What is being worked out tells how far it is: 0 to 1, or null when it is over. */
interface Progress {
  readonly fraction: number | null;
}

/** Something that is worked out beside the session in slices, when somebody asks. */
export class SideJob<V extends Progress> {
  private view_: V | null = null;
  /** Counts jobs begun and given up: one that is no longer the newest ends. */
  private newest = 0;

  /** @param changed called when there is something new to see */
  constructor(
    private readonly scheduler: Scheduler,
    private readonly changed: () => void,
  ) {}

  /** What is known so far; null until somebody asked. */
  get view(): V | null {
    return this.view_;
  }

  /**
   * Begins anew.
   * @param work yields after every millisecond or so, and returns what it comes to
   * @param soFar what is known in between
   */
  async start(work: Work<V>, soFar: () => V): Promise<void> {
    const own = ++this.newest;
    const slices = new Slices(this.scheduler);
    let tellAt = 0;
    for (;;) {
      const { done, value } = work.next();
      if (done === true) return this.tell(value);
      if (!slices.isOver) continue;
      if (this.scheduler.now() >= tellAt) {
        tellAt = this.scheduler.now() + TELL_EVERY_MS;
        this.tell(soFar());
      }
      // One slice after the other is the point.
      // oxlint-disable-next-line no-await-in-loop
      await slices.rest();
      if (this.newest !== own) return;
    }
  }

  /** Has what it came to already. */
  show(view: V): void {
    this.newest++;
    this.tell(view);
  }

  /** Stops. What was found stays, if it is anything. */
  cancel(isAnything: (view: V) => boolean): void {
    this.newest++;
    const { view_: view } = this;
    if (view === null || view.fraction === null) return;
    this.tell(isAnything(view) ? { ...view, fraction: null } : null);
  }

  /** Forgets what is known: it was about something else. */
  clear(): void {
    this.newest++;
    this.view_ = null;
  }

  private tell(view: V | null): void {
    this.view_ = view;
    this.changed();
  }
}
