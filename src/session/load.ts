import { heapOfTrace, type HeapOverrides } from '../replay/heapOfTrace';
import { Replay } from '../replay/replay';
import { TraceReader } from '../trace/reader';
import type { Trace } from '../trace/trace';
import { Slices, type Scheduler } from './scheduler';

/** Bytes and events handled between two looks at the clock. */
const READ_CHUNK = 128 * 1024;
const RECORD_CHUNK = 512;

/** What a load tells while it runs. */
export interface LoadProgress {
  /** 0 to 1 over reading and recording. */
  onProgress(fraction: number): void;
  /** Asked after every slice; true ends the load without a result. */
  isCancelled(): boolean;
}

/** Reads a trace in slices. Returns undefined if it was cancelled. */
export async function readInSlices(
  bytes: Uint8Array,
  scheduler: Scheduler,
  progress: LoadProgress,
): Promise<Trace | undefined> {
  const reader = new TraceReader({ expectedBytes: bytes.length });
  const slices = new Slices(scheduler);
  for (let start = 0; start < bytes.length; start += READ_CHUNK) {
    reader.push(bytes.subarray(start, start + READ_CHUNK));
    if (!slices.isOver) continue;
    progress.onProgress(start / bytes.length / 2);
    await slices.rest();
    if (progress.isCancelled()) return undefined;
  }
  return reader.finish();
}

/** Carries a trace out to its end in slices. Returns undefined if it was cancelled. */
export async function recordInSlices(
  trace: Trace,
  overrides: HeapOverrides,
  scheduler: Scheduler,
  progress: LoadProgress,
): Promise<Replay | undefined> {
  const replay = new Replay(trace, heapOfTrace(trace, overrides));
  const slices = new Slices(scheduler);
  while (!replay.record(RECORD_CHUNK)) {
    if (!slices.isOver) continue;
    progress.onProgress(0.5 + replay.at / trace.eventCount / 2);
    await slices.rest();
    if (progress.isCancelled()) return undefined;
  }
  return replay;
}
