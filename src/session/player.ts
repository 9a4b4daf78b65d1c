import type { Disposable } from '../base/emitter';
import type { Scheduler } from './scheduler';

/** The shortest time between two moves; faster speeds take several events at once. */
const SHORTEST_TICK_MS = 16;

/** Moves a cursor forward at a speed until it is paused. */
export class Player implements Disposable {
  private timer: Disposable | undefined;
  private eventsPerSecond = 4;

  /** @param advance moves by so many events, and pauses where it can go no further */
  constructor(
    private readonly scheduler: Scheduler,
    private readonly advance: (events: number) => void,
  ) {}

  get playing(): boolean {
    return this.timer !== undefined;
  }

  get speed(): number {
    return this.eventsPerSecond;
  }

  /** Events a second, at least 1. Takes effect with the next move. */
  set speed(eventsPerSecond: number) {
    this.eventsPerSecond = eventsPerSecond;
  }

  play(): void {
    if (this.timer === undefined) this.wait(this.scheduler.now());
  }

  pause(): void {
    this.timer?.dispose();
    this.timer = undefined;
  }

  dispose(): void {
    this.pause();
  }

  private wait(since: number): void {
    const interval = Math.max(1000 / this.eventsPerSecond, SHORTEST_TICK_MS);
    this.timer = this.scheduler.after(interval, () => {
      const now = this.scheduler.now();
      const due = Math.max(1, Math.round(((now - since) / 1000) * this.eventsPerSecond));
      // A host that was held up catches up by a few frames, not by a jump.
      const most = Math.max(1, Math.ceil((this.eventsPerSecond * interval * 4) / 1000));
      // First the next wait: whoever is told of the move must see that it goes on, and may pause it.
      this.wait(now);
      this.advance(Math.min(due, most));
    });
  }
}
