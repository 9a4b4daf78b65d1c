import type { Heap } from '../engine/heap';
import type { Replay } from './replay';
import { ReplayView } from './replayView';

/** A part of the way to the end: some milliseconds. */
const EVENTS_AT_ONCE = 4096;

/**
 * A second heap at the end of a trace that grows, for a replay whose cursor is elsewhere: what the
 * trace grows by is carried out on it, and the cursor's heap stays as it is.
 */
export class EndHeap {
  private there: Heap | undefined;
  private onItsWay: ReplayView | undefined;

  constructor(private readonly replay: Replay) {}

  /** Undefined where there is none, or none that is there yet. */
  get heap(): Heap | undefined {
    return this.there;
  }

  /** Goes a part of the way. Returns whether it is there, or cannot be had for lack of memory. */
  approach(): boolean {
    if (this.there !== undefined) return true;
    try {
      this.onItsWay ??= new ReplayView(this.replay);
    } catch (error) {
      if (error instanceof RangeError) return true;
      throw error;
    }
    if (!this.onItsWay.seekSome(this.replay.journal.length, EVENTS_AT_ONCE)) return false;
    this.there = this.onItsWay.heap;
    this.onItsWay = undefined;
    return true;
  }

  /** The trace is another one: what is on its way begins anew. */
  stop(): void {
    this.onItsWay = undefined;
  }

  /** Nobody takes it along from here on. */
  letGo(): void {
    this.there = this.onItsWay = undefined;
  }
}
