import type { ComparisonRow } from '../../../src/protocol/comparison';
import { formatBytes, formatCount, formatDecimal } from '../../format';

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

/** The columns of which the least value is the best, as they are shown. */
const RANKED = { failures: formatCount, highWater: formatBytes, visitedMean: formatDecimal };

/**
 * The best of each column as it is shown; undefined where all rows look the same. What looks the same
 * is equally good: of two that differ in a digit that nobody sees, neither may stand out. The high
 * water is ranked among the rows with the fewest failures: what is not allocated keeps it low.
 */
export function bestOf(rows: readonly ComparisonRow[]): {
  readonly [key in keyof typeof RANKED]: string | undefined;
} {
  return {
    failures: least('failures', rows),
    highWater: least('highWater', rows.filter(servesMost(rows))),
    visitedMean: least('visitedMean', rows),
  };
}

/** Tells of a row whether none of all has fewer failures. */
export function servesMost(rows: readonly ComparisonRow[]): (row: ComparisonRow) => boolean {
  const fewest = Math.min(...rows.map(({ failures }) => failures));
  return ({ failures }) => failures === fewest;
}

function least(key: keyof typeof RANKED, rows: readonly ComparisonRow[]): string | undefined {
  const texts = rows.map((row) => RANKED[key](row[key]));
  const best = RANKED[key](Math.min(...rows.map((row) => row[key])));
  return texts.some((text) => text !== best) ? best : undefined;
}
