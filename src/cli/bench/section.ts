import type { Bench } from './bench';
import type { Spread } from './statistics';

/** What stands in a table: a number, several runs of one, a word, or nothing. */
export type Cell = number | string | boolean | Spread | null | undefined;

export interface Column {
  /** Field of the rows. */
  readonly key: string;
  /** With the unit, where there is one. */
  readonly heading: string;
}

/** A limit that a figure must keep. */
export interface Bar {
  readonly name: string;
  /** The figure; undefined where it could not be measured. */
  readonly measured: number | undefined;
  readonly limit: number;
  readonly rule: 'at most' | 'at least';
  readonly unit: string;
  /** What to reach after that. */
  readonly aim?: number;
}

/** What one part of the benchmarks found. */
export interface Findings {
  readonly title: string;
  readonly columns: readonly Column[];
  /** Whether the text has a line for each column, because there are many. */
  readonly transposed?: boolean;
  readonly rows: readonly Readonly<Record<string, Cell>>[];
  readonly bars: readonly Bar[];
  /** Sentences that the figures need. */
  readonly notes: readonly string[];
  /** Whether everything that must be equal was: the images of engine and native walk. */
  readonly agrees: boolean;
}

/** One part of the benchmarks. A new one is a file and a line in the table. */
export interface Section {
  readonly name: string;
  measure(bench: Bench): Promise<Findings>;
}

/** Whether a bar is met; undefined where the figure is missing. */
export function isMet({ measured, limit, rule }: Bar): boolean | undefined {
  if (measured === undefined || Number.isNaN(measured)) return undefined;
  return rule === 'at most' ? measured <= limit : measured >= limit;
}
