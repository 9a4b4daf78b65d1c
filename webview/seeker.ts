import type { Timer } from './connection';

/** A seek that changes nothing is never painted: after this time the next one may go. */
const GIVE_UP_AFTER = 300;

/**
 * Sends where a person drags to: never a second place while the first is not on the screen yet,
 * and always the last one.
 */
export class Seeker {
  private next: number | undefined;
  private stopTimer: (() => void) | undefined;

  constructor(
    private readonly send: (at: number) => void,
    private readonly startTimer: Timer,
  ) {}

  /** Whether something that was sent is not on the screen yet. */
  get isBusy(): boolean {
    return this.stopTimer !== undefined;
  }

  seek(at: number): void {
    this.next = at;
    if (!this.isBusy) this.sendNext();
  }

  /** Notes that something else was sent that the host will answer with a state. */
  sent(): void {
    this.stopTimer?.();
    this.stopTimer = this.startTimer(GIVE_UP_AFTER, () => this.painted());
  }

  /** A state is on the screen. */
  painted(): void {
    this.stopTimer?.();
    this.stopTimer = undefined;
    this.sendNext();
  }

  private sendNext(): void {
    if (this.next === undefined) return;
    const at = this.next;
    this.next = undefined;
    this.sent();
    this.send(at);
  }
}
