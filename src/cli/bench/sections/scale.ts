import type { Bench } from '../bench';
import { openInChild } from '../child';
import type { Opened } from '../opened';
import { historyPerEvent, MIB, perEvent, totalMs } from '../openedFigures';
import type { Cell, Section } from '../section';

/** How many events, and how often they are opened for a median. */
const SIZES = [
  { events: 10_000, times: 20 },
  { events: 100_000, times: 9 },
  { events: 1_000_000, times: 3 },
  { events: 10_000_000, times: 1 },
];

/** How each cost grows with the number of events, at a heap that stays the same. */
export const scale: Section = {
  name: 'scale',

  async measure(bench: Bench) {
    const { quick } = bench;
    const found: Opened[] = [];
    for (const { events, times } of quick ? SIZES.slice(0, 2) : SIZES) {
      bench.show(`opening ${events} events`);
      const text = { events, heapSize: MIB, live: 1000, ids: 'running' } as const;
      const task = { text, warm: true, times: quick ? 1 : times, moves: true, quick };
      found.push(await openInChild(bench, task));
      await bench.rest();
    }
    const costs = found.slice(1).map((each) => (totalMs(each) * 1e6) / each.events);
    return {
      title: 'Growth with the trace, 1 MiB heap, compiled code',
      columns: COLUMNS,
      transposed: true,
      rows: found.map(rowOf),
      bars: quick
        ? []
        : [
            {
              name: 'dearest to cheapest cost an event, 10^5 to 10^7 events',
              measured: Math.max(...costs) / Math.min(...costs),
              limit: 1.5,
              rule: 'at most',
              unit: 'x',
            },
          ],
      notes: [],
      agrees: true,
    };
  },
};

const COLUMNS = [
  { key: 'events', heading: 'events' },
  { key: 'total', heading: 'open, ns an event' },
  { key: 'read', heading: '  read' },
  { key: 'record', heading: '  replay with history' },
  { key: 'viewMs', heading: 'first view, ms' },
  { key: 'seekP50', heading: 'seek p50, ms' },
  { key: 'seekP99', heading: 'seek p99, ms' },
  { key: 'forwardP99', heading: 'step forward p99, us' },
  { key: 'backP99', heading: 'step back p99, us' },
  { key: 'trace', heading: 'trace, bytes an event' },
  { key: 'history', heading: 'history, bytes an event' },
  { key: 'peakMiB', heading: 'peak memory, MiB' },
];

function rowOf(found: Opened): Record<string, Cell> {
  const { events, readMs, recordMs, viewMs, traceBytes, peak, seek, forward, back } = found;
  return {
    events,
    total: (totalMs(found) * 1e6) / events,
    read: (readMs * 1e6) / events,
    record: (recordMs * 1e6) / events,
    viewMs,
    seekP50: seek?.p50,
    seekP99: seek?.p99,
    forwardP99: forward && forward.p99 * 1000,
    backP99: back && back.p99 * 1000,
    trace: perEvent(found, traceBytes),
    history: historyPerEvent(found),
    peakMiB: peak / MIB,
  };
}
