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
    const found: Opened[] = [];
    for (const { events, times } of bench.quick ? SIZES.slice(0, 2) : SIZES) {
      bench.show(`opening ${events} events`);
      const text = { events, heapSize: MIB, live: 1000, ids: 'running' } as const;
      found.push(await openInChild(bench, { text, warm: true, times, moves: true }));
      await bench.rest();
    }
    const costs = found.slice(1).map((each) => (totalMs(each) * 1e6) / each.events);
    return {
      title: 'Growth with the trace, 1 MiB heap, compiled code',
      columns: COLUMNS,
      rows: found.map(rowOf),
      bars: bench.quick
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
  { key: 'total', heading: 'open ns/event' },
  { key: 'read', heading: 'read ns/event' },
  { key: 'record', heading: 'replay ns/event' },
  { key: 'viewMs', heading: 'view ms' },
  { key: 'seekP50', heading: 'seek p50 ms' },
  { key: 'seekP99', heading: 'p99 ms' },
  { key: 'forwardP99', heading: 'step p99 us' },
  { key: 'backP99', heading: 'back p99 us' },
  { key: 'trace', heading: 'trace B/event' },
  { key: 'history', heading: 'history B/event' },
  { key: 'peakMiB', heading: 'peak MiB' },
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
