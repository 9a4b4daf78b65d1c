import type { BlockLayout } from '../../../engine/config';
import type { Bench } from '../bench';
import { compare, type Comparison } from '../comparison';
import { allAgree, COMPARISON_COLUMNS } from '../comparisonTable';
import { open, piecesOf } from '../opening';
import { traceName, wholeText } from '../realTraces';
import type { Bar, Section } from '../section';
import { recordedRows } from '../workloads/recorded';

interface Row extends Comparison {
  readonly trace: string;
  readonly layout: BlockLayout;
  readonly events: number;
  /** Events read, carried out and first shown in a second. */
  readonly eventsPerSecond: number;
}

/** Traces of real programs: the engine against the native walk, and from text to the first view. */
export const real: Section = {
  name: 'real',

  async measure(bench: Bench) {
    const rows: Row[] = [];
    for (const file of bench.traces) {
      const text = await wholeText(file, bench.signal);
      const name = traceName(file);
      // In the second, lost bytes keep free blocks apart: the list is longer.
      for (const layout of ['rounded', 'reference'] as const) {
        rows.push(await measureTrace(bench, name, text, layout));
      }
    }
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

async function measureTrace(
  bench: Bench,
  name: string,
  text: Uint8Array,
  layout: BlockLayout,
): Promise<Row> {
  bench.show(name);
  const { replay, durations } = await open(piecesOf(text), text.length, { overrides: { layout } });
  const { readMs, recordMs, viewMs } = durations;
  const workload = recordedRows(`${name}, ${layout}`, replay);
  const patience = { minRuns: bench.quick ? 1 : 3, ms: bench.quick ? 0 : 3000 };
  return {
    ...(await compare(bench, workload, patience)),
    trace: name,
    layout,
    events: replay.eventCount,
    eventsPerSecond: (replay.eventCount / (readMs + recordMs + viewMs)) * 1000,
  };
}

/**
 * The design's figure is for the compiler's trace and the long list that the reference layout makes
 * of it; a short list has its own bars.
 */
function barsOf({ trace, layout, ratio }: Row): Bar[] {
  if (trace !== 'cc1' || layout !== 'reference') return [];
  return [
    {
      name: 'ratio to the native walk, cc1 trace, reference layout',
      measured: ratio?.median,
      limit: 0.04,
      rule: 'at most',
      unit: 'x',
    },
  ];
}
