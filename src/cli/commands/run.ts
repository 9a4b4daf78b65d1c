import { formatCount } from '../../base/format';
import { NONE } from '../../engine/block';
import { measure } from '../../engine/metrics';
import type { Replay } from '../../replay/replay';
import { EventKind } from '../../trace/trace';
import type { Command } from '../command';
import { CannotRun } from '../errors';
import { countOf, exitCodeOf, faultFields, problemFields } from '../findings';
import { heapFields, heapLine, metricLines } from '../heapText';
import { writeJson } from '../json';
import { load, record } from '../load';
import { HEAP_OPTIONS, HEAP_USAGE, heapOverrides, JSON_OPTION } from '../options';
import type { Output } from '../output';
import { printable } from '../printable';

/** Carries a whole trace out. */
export const run: Command = {
  name: 'run',
  usage: `run FILE ${HEAP_USAGE} [--results | --json]`,
  summary: 'replays everything; prints counts and metrics, or where each block went',
  options: { ...HEAP_OPTIONS, ...JSON_OPTION, results: { type: 'boolean' } },

  async run(file, values, surroundings) {
    const overrides = heapOverrides(values);
    if (values['json'] === true && values['results'] === true) {
      throw new CannotRun('--results and --json exclude each other. Use one of them.');
    }
    const { out } = surroundings;
    const { trace, readMs } = await load(file, surroundings);
    const { replay, replayMs } = await record(trace, overrides, surroundings);
    surroundings.progress.clear();
    if (values['results'] === true) await writeResults(out, replay);
    else if (values['json'] === true) await writeRun(out, replay, { readMs, replayMs });
    else await printRun(out, replay);
    return exitCodeOf(replay);
  },
};

function eventCounts({ trace }: Replay) {
  const counts = { allocs: 0, frees: 0, reallocs: 0, marks: 0 };
  for (const kind of trace.kind as Iterable<EventKind>) {
    if (kind === EventKind.Free) counts.frees++;
    else if (kind === EventKind.Realloc) counts.reallocs++;
    else if (kind === EventKind.Mark) counts.marks++;
    else counts.allocs++;
  }
  return counts;
}

async function writeRun(out: Output, replay: Replay, timing: object): Promise<void> {
  const metrics = measure(replay.heap);
  await writeJson(out, {
    events: replay.eventCount,
    ...eventCounts(replay),
    failures: metrics.failures,
    ...faultFields(replay),
    ...problemFields(replay.trace),
    heap: heapFields(replay),
    metrics,
    timing,
  });
}

async function printRun(out: Output, replay: Replay): Promise<void> {
  const { allocs, frees, reallocs, marks } = eventCounts(replay);
  const { heap, trace, eventCount } = replay;
  await out.line(
    `events: ${formatCount(eventCount)} (alloc ${formatCount(allocs)}, free ${formatCount(frees)}, ` +
      `realloc ${formatCount(reallocs)}, mark ${formatCount(marks)})`,
  );
  await out.line(
    `found: faults ${formatCount(countOf(replay, 'fault'))}, ` +
      `inconsistencies ${formatCount(countOf(replay, 'inconsistency'))}, ` +
      `problems ${formatCount(trace.problemCount)}`,
  );
  await out.line(heapLine(replay));
  for (const line of metricLines(measure(heap), heap.config)) await out.line(line);
}

/** `ID OFFSET` for each event that may allocate; `null` where it got nothing. */
async function writeResults(out: Output, replay: Replay): Promise<void> {
  const { trace, eventCount } = replay;
  for (let event = 0; event < eventCount; event++) {
    const kind: EventKind = trace.kind[event];
    if (kind === EventKind.Free || kind === EventKind.Mark) continue;
    const result = replay.userOf(event);
    const id = printable(trace.idText(trace.newIdOf(event)));
    await out.line(`${id} ${result === NONE ? 'null' : result}`);
  }
}
