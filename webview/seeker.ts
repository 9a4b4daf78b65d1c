import { MOST_UNDER_WAY } from '../src/protocol/windows';
import type { Timer } from './connection';

/** A seek that changes nothing is never painted: after this time the next one may go. */
const GIVE_UP_AFTER = 300;

/**
 * Sends where a person drags to: no more places than there may be states under way, and always the
 * last one.
 */
export class Seeker {
  private next: number | undefined;
  /** What is not on the screen yet, in order: a place, or undefined for another move. */
  private readonly underWay: (number | undefined)[] = [];
  private stopTimer: (() => void) | undefined;

  constructor(
    private readonly send: (at: number) => void,
    private readonly startTimer: Timer,
  ) {}

  /** Whether so much that was sent is not on the screen yet that more would come late. */
  get isBusy(): boolean {
    return this.underWay.length >= MOST_UNDER_WAY;
  }

  /** Whether more than one move is not on the screen yet: who lets a key go wants to stop there. */
  get isBehind(): boolean {
    return this.underWay.length > 1;
  }

  seek(at: number): void {
    this.next = at;
    if (!this.isBusy) this.sendNext();
  }

  /** Notes that something was sent that the host will answer with a state: where, if that is known. */
  sent(at?: number): void {
    this.underWay.push(at);
    this.stopTimer?.();
    this.stopTimer = this.startTimer(GIVE_UP_AFTER, () => this.settle(this.underWay.length));
  }

  /** The state after `at` events is on the screen. */
  painted(at: number): void {
    // The host leaves states out when it is behind; then a later one stands for those before.
    const known = this.underWay.lastIndexOf(at);
    this.settle(1 + (known < 0 ? this.underWay.indexOf(undefined) : known));
  }

  private settle(count: number): void {
    this.underWay.splice(0, count);
    if (this.underWay.length === 0) {
      this.stopTimer?.();
      this.stopTimer = undefined;
    }
    if (!this.isBusy) this.sendNext();
  }

  private sendNext(): void {
    if (this.next === undefined) return;
    const at = this.next;
    this.next = undefined;
    this.sent(at);
    this.send(at);
  }
}
