import type { Disposable } from '../base/emitter';

/**
 * Between two calls that come from playing, scrubbing or a held key so many milliseconds pass: the
 * editor and the status bar are drawn by the same thread as the inspector, which goes first.
 */
const PACE_MS = 100;

/** Calls at once if there was none for a while, else when it is time again, and then only once. */
export class Paced implements Disposable {
  private timer: NodeJS.Timeout | number | undefined;
  private isBehind = false;

  constructor(private readonly call: () => void) {}

  /** Wishes a call. */
  want(): void {
    if (this.timer !== undefined) {
      this.isBehind = true;
      return;
    }
    this.call();
    this.timer = setTimeout(() => {
      this.timer = undefined;
      if (!this.isBehind) return;
      this.isBehind = false;
      this.want();
    }, PACE_MS);
  }

  dispose(): void {
    clearTimeout(this.timer);
  }
}
