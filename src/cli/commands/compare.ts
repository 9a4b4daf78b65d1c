import { formatCount, formatRatio } from '../../base/format';
import { measure } from '../../engine/metrics';
import type { Command } from '../command';
import { ExitCode } from '../errors';
import { exitCodeOf, problemFields } from '../findings';
import { writeJson } from '../json';
import { load, record } from '../load';
import { HEAP_OPTIONS, heapOverrides, JSON_OPTION, policyList } from '../options';

const { layout, heap, base } = HEAP_OPTIONS;

/** One trace under several placement policies. */
export const compare: Command = {
  name: 'compare',
  usage: 'compare FILE [--policies P,P,...] [--layout L] [--heap SIZE] [--base ADDR] [--json]',
  summary: 'replays under each placement policy and prints a row for each',
  options: { layout, heap, base, ...JSON_OPTION, policies: { type: 'string' } },

  async run(file, values, surroundings) {
    const overrides = heapOverrides(values);
    const policies = policyList(values);
    const { trace, readMs } = await load(file, surroundings);
    const rows: Row[] = [];
    let exitCode: ExitCode = ExitCode.Clean;
    for (const policy of policies) {
      // One after the other, and each let go: a replay may take half a gigabyte.
      const { replay, replayMs } = await record(trace, { ...overrides, policy }, surroundings);
      const { failures, highWater, externalFragmentation, visitedMean, visitedMax } = measure(
        replay.heap,
      );
      rows.push({
        policy,
        failures,
        highWater,
        externalFragmentation,
        visitedMean,
        visitedMax,
        replayMs,
      });
      if (exitCodeOf(replay) === ExitCode.Found) exitCode = ExitCode.Found;
    }
    surroundings.progress.clear();
    const { out } = surroundings;
    if (values['json'] === true) {
      await writeJson(out, {
        events: trace.eventCount,
        policies: rows,
        ...problemFields(trace),
        timing: { readMs },
      });
    } else {
      for (const line of tableLines([HEADINGS, ...rows.map(cellsOf)])) await out.line(line);
    }
    return exitCode;
  },
};

interface Row {
  readonly policy: string;
  readonly failures: number;
  readonly highWater: number;
  readonly externalFragmentation: number;
  readonly visitedMean: number;
  readonly visitedMax: number;
  readonly replayMs: number;
}

const HEADINGS = [
  'policy',
  'failures',
  'high water',
  'fragmentation',
  'visited mean',
  'visited max',
];

function cellsOf(row: Row): string[] {
  return [
    row.policy,
    formatCount(row.failures),
    formatCount(row.highWater),
    formatRatio(row.externalFragmentation),
    row.visitedMean.toFixed(1),
    formatCount(row.visitedMax),
  ];
}

/** The first column left, the others right, two blanks between. */
function tableLines(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0].map((_, i) => Math.max(...rows.map((row) => row[i].length)));
  return rows.map((row) =>
    row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]) : cell.padStart(widths[i]))).join('  '),
  );
}
