/**
 * Which rows of a long list are selected: runs as pairs of the first row and the one behind the
 * last, ascending, none touching the next. Half a million rows are two numbers.
 */
export type RowRuns = readonly number[];

export const NO_ROWS: RowRuns = [];

/** How many rows there are in all runs. */
export function countOf(runs: RowRuns): number {
  let count = 0;
  // The first rows count against the ends.
  for (const [i, end] of runs.entries()) count += i % 2 === 0 ? -end : end;
  return count;
}

export function hasRow(runs: RowRuns, row: number): boolean {
  let low = 0;
  let high = runs.length;
  // How many ends lie at or before the row: an odd number means that it is inside.
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((runs[middle] ?? Infinity) <= row) low = middle + 1;
    else high = middle;
  }
  return low % 2 === 1;
}

/** All rows from one to another, both included, in either direction. */
export function between(a: number, b: number): RowRuns {
  return [Math.min(a, b), Math.max(a, b) + 1];
}

/** The runs with one row more, or less where it was in them. */
export function withToggled(runs: RowRuns, row: number): RowRuns {
  // Both ends of the row change sides; an end that was there already vanishes.
  const ends = new Set(runs);
  for (const end of [row, row + 1]) if (!ends.delete(end)) ends.add(end);
  return [...ends].toSorted((a, b) => a - b);
}
