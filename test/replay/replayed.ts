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
  return Buffer.from(heap.memory.buffer.slice(0) as ArrayBuffer);
}
