/** What several runs of one thing gave, in one unit. */
export interface Spread {
  readonly median: number;
  readonly min: number;
  readonly max: number;
  readonly runs: number;
}

/** The middle of some numbers and how far they lie apart. There must be one at least. */
export function spreadOf(values: readonly number[]): Spread {
  return {
    median: percentile(values, 50),
    min: Math.min(...values),
    max: Math.max(...values),
    runs: values.length,
  };
}

/** The smallest of some numbers that `percent` per cent of them do not exceed. */
export function percentile(values: ArrayLike<number>, percent: number): number {
  const sorted = Float64Array.from(values).toSorted();
  return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)];
}

/** Every number of a spread times a factor, to change its unit. */
export function scaled({ median, min, max, runs }: Spread, factor: number): Spread {
  return { median: median * factor, min: min * factor, max: max * factor, runs };
}

/**
 * Own times as ratios to a baseline, run by run: the two of a pair were measured one right after
 * the other, so that what slows the machine down for a while slows both.
 */
export function ratioOf(own: readonly number[], baseline: readonly number[]): Spread {
  const pairs = spreadOf(own.map((ms, i) => ms / baseline[i]));
  return { ...pairs, median: percentile(own, 50) / percentile(baseline, 50) };
}
