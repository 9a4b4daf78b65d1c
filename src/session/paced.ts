import type { Disposable } from '../base/emitter';
import type { Scheduler } from './scheduler';

/**
 * Between two calls that come from playing, scrubbing or a held key so many milliseconds pass: the
 * editor, the status bar and the view of a large trace are drawn with the inspector, on a
 * workbench in a browser even by the same thread, and the inspector goes first.
 */
const PACE_MS = 250;

/** Calls at once if there was none for a while, else when it is time again, and then only once. */
export class Paced implements Disposable {
  private timer: Disposable | undefined;
  private isBehind = false;

  constructor(
    private readonly scheduler: Pick<Scheduler, 'after'>,
    private readonly call: () => void,
  ) {}

  /** Wishes a call. */
  want(): void {
    if (this.timer !== undefined) {
      this.isBehind = true;
      return;
    }
    this.call();
    this.timer = this.scheduler.after(PACE_MS, () => {
      this.timer = undefined;
      if (!this.isBehind) return;
      this.isBehind = false;
      this.want();
    });
  }

  dispose(): void {
    this.timer?.dispose();
  }
}
