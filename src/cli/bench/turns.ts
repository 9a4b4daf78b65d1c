import type { Bench } from './bench';

const MOST_RUNS = 50;

/** Does something once and says how many milliseconds of that count. */
export type Timed = () => number | Promise<number>;

/** How long runs may go on. */
export interface Patience {
  readonly minRuns: number;
  /** No new round is begun after so many milliseconds. */
  readonly ms: number;
}

/**
 * Runs tasks in turns (A B A B ...), so that a noisy machine is noisy for all of them alike. The
 * first round warms up and does not count.
 * @returns the times of each task, in milliseconds, equally many
 * @throws Interrupted after Ctrl-C
 */
export async function inTurns(
  bench: Bench,
  tasks: readonly Timed[],
  { minRuns, ms }: Patience,
): Promise<number[][]> {
  const times: number[][] = tasks.map(() => []);
  for (const task of tasks) await task();
  const end = performance.now() + ms;
  for (let run = 0; run < MOST_RUNS; run++) {
    if (run >= minRuns && performance.now() > end) break;
    for (const [i, task] of tasks.entries()) {
      times[i].push(await task());
      await bench.rest();
    }
  }
  return times;
}

/** The milliseconds that some work takes. */
export function timed(work: () => void): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}
