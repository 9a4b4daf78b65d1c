import { memoryBytes } from '../../engine/memory';
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
  /** Whether few of them are enough. */
  readonly quick: boolean;
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
const STEP_PLACES = 50;
const SEEKS_A_PLACE = 40;
/** Seeks that take long are fewer. */
const MOST_MS = 8000;

/** Carries a task out in this process, which should have done nothing before. */
export async function opened(task: OpeningTask): Promise<Opened> {
  const { text, warm, times, moves, quick } = task;
  if (warm) await onlyDurations({ ...text, events: quick ? 1000 : WARM_EVENTS });
  const durations: Durations[] = [];
  for (let i = 1; i < times; i++) durations.push(await onlyDurations(text));
  const before = await memoryUse();
  let afterReading = before;
  const textBytes = lengthOf(churnText(text));
  const opening = await open(churnText(text), textBytes, {
    onRead: async () => {
      afterReading = await memoryUse();
    },
  });
  const { replay } = opening;
  durations.push(opening.durations);
  const peak = peakResident();
  const after = await memoryUse();
  const medianOf = (part: keyof Durations) =>
    percentile(
      durations.map((each) => each[part]),
      50,
    );
  const places = quick ? 1 : STEP_PLACES;
  const steps = moves ? measureSteps(replay, places, MOST_MS) : undefined;
  return {
    events: replay.eventCount,
    textBytes,
    readMs: medianOf('readMs'),
    recordMs: medianOf('recordMs'),
    viewMs: medianOf('viewMs'),
    residentBefore: before.resident,
    resident: after.resident,
    peak,
    traceBytes: afterReading.held - before.held,
    replayBytes: after.held - afterReading.held - memoryBytes(replay.heap.config.size),
    history: (replay as { historyBytes?: HistoryBytes }).historyBytes ?? null,
    seek: moves ? measureSeeks(replay, places * SEEKS_A_PLACE, MOST_MS) : null,
    forward: steps?.forward ?? null,
    back: steps?.back ?? null,
  };
}

/** In a function of its own, so that nothing holds the replay when it is over. */
async function onlyDurations(text: ChurnText): Promise<Durations> {
  return (await open(churnText(text), lengthOf(churnText(text)))).durations;
}

function lengthOf(pieces: Iterable<Uint8Array>): number {
  let length = 0;
  for (const piece of pieces) length += piece.length;
  return length;
}
