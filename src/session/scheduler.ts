import type { Disposable } from '../base/emitter';

/** Time, given from outside: the session does not know where it runs. */
export interface Scheduler {
  /** Milliseconds from some fixed moment; only differences mean anything. */
  now(): number;
  /** Lets everything else that waits run first, for so many milliseconds at least. */
  pause(ms?: number): Promise<void>;
  /** Calls back once after `ms` milliseconds unless disposed before. */
  after(ms: number, callback: () => void): Disposable;
}

/** Longest stretch of work before others get their turn, in milliseconds. */
const SLICE_MS = 8;

/** Cuts long work into slices: `rest` returns at once until a slice is used up, then pauses. */
export class Slices {
  private end: number;

  constructor(private readonly scheduler: Scheduler) {
    this.end = scheduler.now() + SLICE_MS;
  }

  get isOver(): boolean {
    return this.scheduler.now() >= this.end;
  }

  async rest(): Promise<void> {
    await this.scheduler.pause();
    this.end = this.scheduler.now() + SLICE_MS;
  }
}
