import type { ComparisonRow } from '../../../src/protocol/comparison';

export const PLOT_WIDTH = 96;
export const PLOT_HEIGHT = 16;

/** The points of a line through values from 0 to 1, as SVG spells them. */
export function linePoints(values: ArrayLike<number>): string {
  const last = Math.max(values.length - 1, 1);
  return Array.from(values, (value, i) => {
    const x = (i * PLOT_WIDTH) / last;
    // Half a pixel inside, so that the line is not cut at the edges.
    const y = PLOT_HEIGHT - 0.5 - value * (PLOT_HEIGHT - 1);
    return `${x.toFixed(1)},${y.toFixed(1)}`;
  }).join(' ');
}

/** The best value of each column; undefined where all rows have the same. */
export function bestOf(rows: readonly ComparisonRow[]): {
  failures: number | undefined;
  highWater: number | undefined;
  visitedMean: number | undefined;
} {
  const least = (key: 'failures' | 'highWater' | 'visitedMean') => {
    const values = rows.map((row) => row[key]);
    const best = Math.min(...values);
    return values.some((value) => value !== best) ? best : undefined;
  };
  return {
    failures: least('failures'),
    highWater: least('highWater'),
    visitedMean: least('visitedMean'),
  };
}
