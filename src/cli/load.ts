import { configError } from '../engine/config';
import { heapOfTrace, type HeapOverrides } from '../replay/heapOfTrace';
import { Replay } from '../replay/replay';
import { recordInSlices } from '../session/load';
import { Slices } from '../session/scheduler';
import { TraceReader } from '../trace/reader';
import type { Trace } from '../trace/trace';
import { formatBytes } from '../base/format';
import type { Surroundings } from './command';
import { CannotRun, Interrupted } from './errors';
import { bytesOf, nameOf } from './input';
import { millisecondsSince, scheduler } from './scheduler';

/** Bytes read between two looks at the clock: a decompressor may give more at once. */
const READ_BYTES = 128 * 1024;

/** A trace that was read, and how long that took. */
export interface Loaded {
  readonly trace: Trace;
  readonly readMs: number;
}

/** A trace that was carried out to its end, and how long that took. */
export interface Recorded {
  readonly replay: Replay;
  readonly replayMs: number;
}

/** Reads a trace. @throws CannotRun if it is no text, or cannot be read */
export async function load(file: string, surroundings: Surroundings): Promise<Loaded> {
  const { signal, progress } = surroundings;
  const start = scheduler.now();
  const reader = new TraceReader();
  const slices = new Slices(scheduler);
  let read = 0;
  reading: for await (const bytes of bytesOf(file, signal)) {
    for (let at = 0; at < bytes.length; at += READ_BYTES) {
      reader.push(bytes.subarray(at, at + READ_BYTES));
      if (reader.isRefused) break reading;
      if (!slices.isOver) continue;
      const done = read + at;
      progress.show(() => `reading: ${formatBytes(done)}`);
      await slices.rest();
      if (signal.aborted) throw new Interrupted();
    }
    read += bytes.length;
  }
  const trace = reader.finish();
  refuseForeign(trace, file);
  return { trace, readMs: millisecondsSince(start) };
}

/** A file that is no text of a trace is not a trace with a problem: nothing of it was read. */
function refuseForeign(trace: Trace, file: string): void {
  const refusal = trace.problems.find(
    ({ code }) => code === 'not-a-trace' || code === 'wrong-encoding',
  );
  if (refusal === undefined) return;
  throw new CannotRun(`${refusal.message} [${refusal.code}]`, `${nameOf(file)}:1:1`);
}

/** Carries a trace out to its end. @throws CannotRun if there can be no such heap */
export async function record(
  trace: Trace,
  overrides: HeapOverrides,
  { signal, progress }: Surroundings,
): Promise<Recorded> {
  const config = heapOfTrace(trace, overrides);
  const wrong = configError(config);
  if (wrong !== undefined) throw new CannotRun(wrong);
  const start = scheduler.now();
  const replay = new Replay(trace, config);
  const isThere = await recordInSlices(replay, scheduler, {
    // Of the load, reading is the first half; here it is over.
    onProgress: (fraction) =>
      progress.show(() => `replaying: ${Math.floor((fraction - 0.5) * 200)} %`),
    isCancelled: () => signal.aborted,
  });
  if (!isThere) throw new Interrupted();
  return { replay, replayMs: millisecondsSince(start) };
}
