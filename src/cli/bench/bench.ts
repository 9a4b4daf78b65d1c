import { Interrupted } from '../errors';
import type { Progress } from '../progress';
import { scheduler } from '../scheduler';
import type { NativeWalk } from './native/nativeWalk';

/** What every section of the benchmarks is given. */
export class Bench {
  constructor(
    /** Everything smaller, and once: to see that it works, not how fast it is. */
    readonly quick: boolean,
    /** The baseline; undefined on a machine without a C compiler. */
    readonly native: NativeWalk | undefined,
    /** Files of real traces. */
    readonly traces: readonly string[],
    private readonly progress: Progress,
    readonly signal: AbortSignal,
  ) {}

  /** Says on a terminal what is being measured. */
  show(what: string): void {
    this.progress.show(() => `measuring: ${what}`);
  }

  /** Lets signals through between two measurements. @throws Interrupted after Ctrl-C */
  async rest(): Promise<void> {
    await scheduler.pause();
    if (this.signal.aborted) throw new Interrupted();
  }
}
