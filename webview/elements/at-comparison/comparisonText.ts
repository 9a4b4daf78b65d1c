import { csvText, markdownText } from '../../../src/base/delimited';
import type { ComparisonRow } from '../../../src/protocol/comparison';

const HEADINGS = [
  'policy',
  'layout',
  'failures',
  'first failure',
  'high water (bytes)',
  'lost bytes',
  'fragmentation at the end',
  'visited mean',
  'visited max',
];

/** Policy and layout are words, the others numbers. */
const IS_NUMBER = HEADINGS.map((_, i) => i >= 2);

/** The rows as comma-separated values, with numbers as programs read them. */
export function csvOf(rows: readonly ComparisonRow[]): string {
  return csvText([HEADINGS, ...rows.map(cellsOf)]);
}

/** The rows as a table of Markdown. */
export function markdownOf(rows: readonly ComparisonRow[]): string {
  return markdownText([HEADINGS, ...rows.map(cellsOf)], IS_NUMBER);
}

function cellsOf(row: ComparisonRow): string[] {
  return [
    row.policy,
    row.layout,
    String(row.failures),
    row.firstFailure === 0 ? '' : String(row.firstFailure),
    String(row.highWater),
    String(row.lostBytes),
    (row.fragmentation.at(-1) ?? 0).toFixed(3),
    row.visitedMean.toFixed(2),
    String(row.visitedMax),
  ];
}
