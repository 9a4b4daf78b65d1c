import { memoryBytes } from '../../engine/memory';
import type { Replay } from '../../replay/replay';
import { memoryUse, peakResident } from './memoryUse';
import { measureSeeks, measureSteps, type Percentiles } from './moves';
import { open, type Durations } from './opening';
import { percentile } from './statistics';
import { churnText, type ChurnText } from './workloads/churnText';

/** What is to be opened and measured in a process of its own. */
export interface OpeningTask {
  readonly text: ChurnText;
  /** Opens a smaller trace first, so that the code is compiled when it counts. */
  readonly warm: boolean;
  /** How often it is opened; the times are medians. */
  readonly times: number;
  /** Whether seeks and steps are measured too. */
  readonly moves: boolean;
}

/** What one process found. Milliseconds and bytes. */
export interface Opened {
  readonly events: number;
  readonly textBytes: number;
  readonly readMs: number;
  readonly recordMs: number;
  readonly viewMs: number;
  /** Before anything was opened, after everything was, and the most in between. */
  readonly residentBefore: number;
  readonly resident: number;
  readonly peak: number;
  /** By how much the process grew with the columns and text of the trace. */
  readonly traceBytes: number;
  /** By how much it grew with the replay, without the heap itself. */
  readonly replayBytes: number;
  /** What the replay says of its history. */
  readonly history: HistoryBytes | null;
  readonly seek: Percentiles | null;
  readonly forward: Percentiles | null;
  readonly back: Percentiles | null;
}

export interface HistoryBytes {
  readonly journal: number;
  readonly keyframes: number;
  readonly undo: number;
}

const WARM_EVENTS = 200_000;
const SEEKS = 2000;
const SEEK_MS = 8000;
const STEP_PLACES = 50;

/** Carries a task out in this process, which should have done nothing before. */
export async function opened({ text, warm, times, moves }: OpeningTask): Promise<Opened> {
  if (warm) await open(churnText({ ...text, events: WARM_EVENTS }));
  const before = memoryUse();
  let afterReading = before;
  let textBytes = 0;
  let replay: Replay | undefined;
  const durations: Durations[] = [];
  for (let i = 0; i < times; i++) {
    // Not two at a time: each may take hundreds of megabytes.
    replay = undefined;
    const opening = await open(churnText(text), {
      onPiece: (bytes) => (textBytes += bytes),
      onRead: () => (afterReading = memoryUse()),
    });
    ({ replay } = opening);
    durations.push(opening.durations);
  }
  if (replay === undefined) throw new RangeError('A task must be done once at least.');
  const peak = peakResident();
  const after = memoryUse();
  const medianOf = (part: keyof Durations) =>
    percentile(
      durations.map((each) => each[part]),
      50,
    );
  const steps = moves ? measureSteps(replay, STEP_PLACES) : undefined;
  return {
    events: replay.eventCount,
    textBytes: textBytes / times,
    readMs: medianOf('readMs'),
    recordMs: medianOf('recordMs'),
    viewMs: medianOf('viewMs'),
    residentBefore: before.resident,
    resident: after.resident,
    peak,
    traceBytes: afterReading.held - before.held,
    replayBytes: after.held - afterReading.held - memoryBytes(replay.heap.config.size),
    history: (replay as { historyBytes?: HistoryBytes }).historyBytes ?? null,
    seek: moves ? measureSeeks(replay, SEEKS, SEEK_MS) : null,
    forward: steps?.forward ?? null,
    back: steps?.back ?? null,
  };
}
