import type { Timer } from '../../../webview/connection';

/** A clock that stands still until a test turns it. */
export class ManualTimer {
  private now = 0;
  private readonly waiting = new Set<{ due: number; callback: () => void }>();

  readonly start: Timer = (milliseconds, callback) => {
    const entry = { due: this.now + milliseconds, callback };
    this.waiting.add(entry);
    return () => void this.waiting.delete(entry);
  };

  /** How many timers run. */
  get count(): number {
    return this.waiting.size;
  }

  advance(milliseconds: number): void {
    this.now += milliseconds;
    for (const entry of this.waiting) {
      if (entry.due > this.now) continue;
      this.waiting.delete(entry);
      entry.callback();
    }
  }
}
