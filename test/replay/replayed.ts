import { heapOfTrace, type HeapOverrides } from '../../src/replay/heapOfTrace';
import { Replay } from '../../src/replay/replay';
import { readTrace } from '../../src/trace/reader';
import type { Trace } from '../../src/trace/trace';

/** Reads the text of a trace; the version line is put in front. */
export function traceOf(text: string): Trace {
  return readTrace(new TextEncoder().encode(`alloctrace 1\n${text}`));
}

/** A trace carried out to its end. */
export function replayed(
  trace: Trace | string,
  overrides: HeapOverrides = {},
  keyframeBudget?: number,
): Replay {
  const read = typeof trace === 'string' ? traceOf(trace) : trace;
  const replay = new Replay(read, heapOfTrace(read, overrides), keyframeBudget);
  replay.record(Infinity);
  return replay;
}

/** Everything a heap is: a copy of its whole memory. */
export function stateOf({ heap }: Replay): Buffer {
  return Buffer.from(heap.memory.cells.slice().buffer);
}

/** Everything that a replay knows, at its end and on the way. */
export function everything(replay: Replay): unknown {
  const { eventCount, journal, timeline } = replay;
  const events = Array.from({ length: eventCount }, (_, event) => event);
  const states = [0, 1, eventCount >> 1, eventCount].map((at) => {
    replay.seek(at);
    return stateOf(replay).toString('base64');
  });
  return {
    states,
    outcomes: events.map((event) => journal.outcome[event]),
    blocks: events.map((event) => journal.blockOf(event)),
    origins: events.map((event) => journal.originOf(event)),
    // Each is looked for, which takes long in long traces.
    ends: events.slice(-1000).map((event) => journal.endOf(event)),
    visited: events.map((event) => journal.visitedBy(event)),
    faults: journal.faults,
    timeline: [
      timeline.length,
      timeline.interval,
      ...timeline.mostLive.subarray(0, timeline.length),
      ...timeline.failures.subarray(0, timeline.length),
    ],
  };
}
