import path from 'node:path';
import { bytesOf } from '../../input';
import type { Bench } from '../bench';
import { compare, type Comparison } from '../comparison';
import { allAgree, COMPARISON_COLUMNS } from '../comparisonTable';
import { open, piecesOf } from '../opening';
import type { Bar, Section } from '../section';
import { recordedRows } from '../workloads/recorded';

interface Row extends Comparison {
  readonly events: number;
  /** Events read, carried out and first shown in a second. */
  readonly eventsPerSecond: number;
}

/** Traces of real programs: the engine against the native walk, and from text to the first view. */
export const real: Section = {
  name: 'real',

  async measure(bench: Bench) {
    const rows: Row[] = [];
    for (const file of bench.traces) rows.push(await measureTrace(bench, file));
    return {
      title: 'Traces of real programs',
      columns: [
        ...COMPARISON_COLUMNS,
        { key: 'events', heading: 'events' },
        { key: 'eventsPerSecond', heading: 'events/s end to end' },
      ],
      rows: rows.map((row) => ({ ...row })),
      bars: bench.quick ? [] : rows.flatMap(barsOf),
      notes: rows.length === 0 ? ['No trace was found. Name one: bench TRACE.'] : [],
      agrees: allAgree(rows),
    };
  },
};

async function measureTrace(bench: Bench, file: string): Promise<Row> {
  const name = path.basename(file).replace(/\.alloctrace(\.\w+)?$/, '');
  bench.show(name);
  const pieces: Uint8Array[] = [];
  for await (const piece of bytesOf(file, bench.signal)) pieces.push(piece);
  const bytes = new Uint8Array(Buffer.concat(pieces));
  const { replay, readMs, recordMs, viewMs } = await open(piecesOf(bytes));
  const workload = recordedRows(name, replay);
  const patience = { minRuns: bench.quick ? 1 : 3, ms: bench.quick ? 0 : 3000 };
  return {
    ...(await compare(bench, workload, patience)),
    events: replay.eventCount,
    eventsPerSecond: (replay.eventCount / (readMs + recordMs + viewMs)) * 1000,
  };
}

/** The design's figure is for the compiler's trace; another program's list may be short. */
function barsOf({ name, ratio }: Row): Bar[] {
  if (name !== 'cc1') return [];
  return [
    {
      name: 'ratio to the native walk, cc1 trace',
      measured: ratio?.median,
      limit: 0.04,
      rule: 'at most',
      unit: 'x',
    },
  ];
}
