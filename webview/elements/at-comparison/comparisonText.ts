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

/** The rows as comma-separated values, with numbers as programs read them. */
export function csvOf(rows: readonly ComparisonRow[]): string {
  return [HEADINGS, ...rows.map(cellsOf)].map((cells) => `${cells.join(',')}\n`).join('');
}

/** The rows as a table of Markdown. */
export function markdownOf(rows: readonly ComparisonRow[]): string {
  const rule = HEADINGS.map((_, i) => (i < 2 ? '---' : '---:'));
  return [HEADINGS, rule, ...rows.map(cellsOf)].map(markdownLine).join('');
}

function markdownLine(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |\n`;
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
