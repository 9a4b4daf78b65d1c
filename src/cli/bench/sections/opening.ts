import { formatCount } from '../../../base/format';
import type { Bench } from '../bench';
import { openInChild } from '../child';
import type { Percentiles } from '../moves';
import type { Opened } from '../opened';
import { historyPerEvent, MIB, perEvent, totalMs } from '../openedFigures';
import type { Bar, Cell, Section } from '../section';
import { percentile, spreadOf } from '../statistics';
import type { ChurnText } from '../workloads/churnText';

interface Case {
  readonly name: string;
  readonly text: Omit<ChurnText, 'events'>;
  readonly runs: number;
}

const CASES: readonly Case[] = [
  {
    name: '1 MiB heap, every id new',
    text: { heapSize: MIB, live: 1000, ids: 'running' },
    runs: 3,
  },
  {
    name: '1 MiB heap, ids used again',
    text: { heapSize: MIB, live: 1000, ids: 'reused' },
    runs: 3,
  },
  {
    name: '64 MiB heap, 100,000 live',
    text: { heapSize: 64 * MIB, live: 100_000, ids: 'running' },
    runs: 1,
  },
];

/** Ten million events from text to the first view, and moving about in them. */
export const opening: Section = {
  name: 'open',

  async measure(bench: Bench) {
    const { quick } = bench;
    const events = quick ? 20_000 : 10_000_000;
    const measured: { name: string; runs: Opened[] }[] = [];
    for (const { name, text, runs } of CASES) {
      const found: Opened[] = [];
      for (let run = 0; run < (quick ? 1 : runs); run++) {
        bench.show(`opening, ${name}`);
        const task = { text: { ...text, events }, warm: false, times: 1, moves: run === 0, quick };
        found.push(await openInChild(bench, task));
        await bench.rest();
      }
      measured.push({ name, runs: found });
    }
    return {
      title: `Opening ${formatCount(events)} events, each time in a new process`,
      columns: COLUMNS,
      transposed: true,
      rows: measured.map(({ name, runs }) => rowOf(name, runs)),
      bars: quick ? [] : barsOf(measured.map(({ runs }) => runs)),
      notes: [
        'history: what the replay says of itself, or what is grown. grown: by how much the process grew',
        'from the end of reading to the end, less the heap. Memory is that of the whole process.',
      ],
      agrees: true,
    };
  },
};

const COLUMNS = [
  { key: 'name', heading: 'trace' },
  { key: 'seconds', heading: 'open, s' },
  { key: 'readMs', heading: '  read, ms' },
  { key: 'recordMs', heading: '  replay with history, ms' },
  { key: 'viewMs', heading: '  first view, ms' },
  { key: 'eventsPerSecond', heading: 'events/s end to end' },
  { key: 'seekP50', heading: 'seek p50, ms' },
  { key: 'seekP99', heading: 'seek p99, ms' },
  { key: 'forwardP50', heading: 'step forward p50, us' },
  { key: 'forwardP99', heading: 'step forward p99, us' },
  { key: 'backP50', heading: 'step back p50, us' },
  { key: 'backP99', heading: 'step back p99, us' },
  { key: 'text', heading: 'text, bytes an event' },
  { key: 'trace', heading: 'trace in memory, bytes an event' },
  { key: 'history', heading: 'history, bytes an event' },
  { key: 'journal', heading: '  journal' },
  { key: 'keyframes', heading: '  keyframes' },
  { key: 'undo', heading: '  undo ring' },
  { key: 'grown', heading: 'grown, bytes an event' },
  { key: 'peakMiB', heading: 'peak memory, MiB' },
  { key: 'residentMiB', heading: 'memory when open, MiB' },
];

function rowOf(name: string, runs: readonly Opened[]): Record<string, Cell> {
  const [first] = runs;
  const seconds = spreadOf(runs.map((run) => totalMs(run) / 1000));
  const { history, seek, forward, back } = first;
  return {
    name,
    seconds,
    readMs: median(runs, 'readMs'),
    recordMs: median(runs, 'recordMs'),
    viewMs: median(runs, 'viewMs'),
    eventsPerSecond: first.events / seconds.median,
    seekP50: seek?.p50,
    seekP99: seek?.p99,
    forwardP50: forward && forward.p50 * 1000,
    forwardP99: forward && forward.p99 * 1000,
    backP50: back && back.p50 * 1000,
    backP99: back && back.p99 * 1000,
    text: perEvent(first, first.textBytes),
    trace: perEvent(first, first.traceBytes),
    history: historyPerEvent(first),
    journal: history && perEvent(first, history.journal),
    keyframes: history && perEvent(first, history.keyframes),
    undo: history && perEvent(first, history.undo),
    grown: perEvent(first, first.replayBytes),
    peakMiB: Math.max(...runs.map(({ peak }) => peak)) / MIB,
    residentMiB: first.resident / MIB,
  };
}

function median(runs: readonly Opened[], part: 'readMs' | 'recordMs' | 'viewMs'): number {
  return percentile(
    runs.map((run) => run[part]),
    50,
  );
}

function barsOf([running, reused, large]: readonly Opened[][]): Bar[] {
  const small = [running, reused];
  const firsts = small.map(([first]) => first);
  const worst = (value: (opened: Opened) => number) => Math.max(...firsts.map(value));
  return [
    { ...atMost('open 10 M events', Math.max(...small.map(medianSeconds)), 3, 's'), aim: 1.5 },
    atMost('seek in 10 M events, 1 MiB heap, p99', worst(seekP99), 3, 'ms'),
    { ...atMost('seek in 10 M events, 64 MiB heap, p99', seekP99(large[0]), 90, 'ms'), aim: 16 },
    atMost('step forward, p99', worst(({ forward }) => p99(forward)) * 1000, 5, 'us'),
    atMost('step back, p99', worst(({ back }) => p99(back)) * 1000, 5, 'us'),
    atMost('history at 1 MiB', worst(historyPerEvent), 16, 'bytes an event'),
    atMost(
      'peak memory, 10 M events',
      worst(({ peak }) => peak / MIB),
      350,
      'MiB',
    ),
  ];
}

function atMost(name: string, measured: number, limit: number, unit: string): Bar {
  return { name, measured, limit, rule: 'at most', unit };
}

function medianSeconds(runs: readonly Opened[]): number {
  return spreadOf(runs.map(totalMs)).median / 1000;
}

function seekP99({ seek }: Opened): number {
  return p99(seek);
}

function p99(moves: Percentiles | null): number {
  return moves?.p99 ?? NaN;
}
