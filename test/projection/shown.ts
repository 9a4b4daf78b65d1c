import assert from 'node:assert/strict';
import { BlockList } from '../../src/projection/blockList';
import { stepReport } from '../../src/projection/stepReport';
import type { Span, StepReport } from '../../src/protocol/state';
import type { HeapOverrides } from '../../src/replay/heapOfTrace';
import type { Replay } from '../../src/replay/replay';
import { replayed } from '../replay/replayed';

/** A trace after `at` events, all of them unless told, with its blocks. */
export function shown(text: string, at?: number, overrides: HeapOverrides = {}) {
  const replay = replayed(text, overrides);
  if (at !== undefined) replay.seek(at);
  return { replay, list: new BlockList(replay.heap) };
}

export function plain(spans: readonly Span[]): string {
  return spans.map((span) => (typeof span === 'string' ? span : span.text)).join('');
}

/** The report of the last event as lines of text: what a person reads, from top to bottom. */
function reportText(replay: Replay): string {
  const report = stepReport(replay, replay.explainLast());
  return report === null ? '' : linesOf(report).join('\n');
}

function linesOf(report: StepReport): string[] {
  const lines = [`[${report.outcome}] ${plain(report.headline)}`];
  for (const { sentences, visits, arithmetic } of report.sections) {
    lines.push(...sentences.map(plain));
    for (const row of visits) {
      if ('skipped' in row) lines.push(`  - ${row.verdict}`);
      else lines.push(`  ${row.ordinal}. ${row.size}: ${row.verdict}${row.chosen ? ' *' : ''}`);
    }
    lines.push(...arithmetic.map((line) => `  ${line}`));
  }
  if (report.touched.length > 0) {
    const touched = report.touched.map(({ role, block, extent }) => `${role} ${block}+${extent}`);
    lines.push(`touched: ${touched.join(', ')}`);
  }
  lines.push(...report.related.map(({ text, line }) => `see: ${text} (${line})`));
  return lines;
}

/** Replays a trace, given as lines, to its end and compares what is said of its last event. */
export function checkReport(lines: readonly string[], expected: string): void {
  assert.equal(reportText(shown(`${lines.join('\n')}\n`).replay), expected.trim());
}

/** The same for the headline and the lines it points to alone. */
export function checkHeadline(lines: readonly string[], expected: string): void {
  const [headline, ...rest] = reportText(shown(`${lines.join('\n')}\n`).replay).split('\n');
  const related = rest.filter((line) => line.startsWith('see: '));
  assert.equal([headline, ...related].join('\n'), expected.trim());
}
