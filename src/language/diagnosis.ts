import { formatCount, plural } from '../base/format';
import { MOST_REASONS, roomSentence } from '../projection/prose/room';
import type { MarkSeverity } from '../protocol/largeTrace';
import type { Replay } from '../replay/replay';
import type { ReplayView } from '../replay/replayView';
import { faultFinding, problemFinding, rangeOfEvent, type Finding } from '../session/lineMarks';
import type { TraceText } from '../session/traceText';
import { resultOf } from './eventResult';
import type { Work } from './slices';
import { groupText, leakGroups } from './leakGroups';
import { findLeaks } from '../replay/leaks';

/** At most so many problems and so many faults are listed; the inspector leads to all of them. */
const MOST_LISTED = 1000;
/** Groups of leaks that are named. */
const MOST_GROUPS = 8;
/** Findings made between two moments at which the work can be put off. */
const FINDINGS_AT_ONCE = 32;

/** A finding of a trace as an editor lists it. */
export interface Diagnosed extends Omit<Finding, 'severity'> {
  readonly severity: MarkSeverity | 'hint';
  /** The line does nothing: what it asks for was refused. */
  readonly hasNoEffect: boolean;
}

/**
 * What is to be said of a trace: problems of the text, faults, inconsistencies, and leaks. Bounded,
 * with the exact number where there is more.
 * @param view a second cursor, for the reasons of failed allocations
 */
export function* diagnose(
  replay: Replay,
  view: ReplayView | undefined,
  text: TraceText,
): Work<Diagnosed[]> {
  const found: Diagnosed[] = [];
  for (const problem of replay.trace.problems.slice(0, MOST_LISTED)) {
    found.push({ ...problemFinding(text, problem), hasNoEffect: false });
    if (found.length % FINDINGS_AT_ONCE === 0) yield;
  }
  let reasons = 0;
  for (const event of replay.journal.faults.slice(0, MOST_LISTED)) {
    const isReasoned =
      view !== undefined && reasons < MOST_REASONS && replay.journal.ranOutOfMemory(event);
    if (isReasoned) reasons++;
    found.push(yield* diagnoseFault(replay, isReasoned ? view : undefined, text, event));
    if (found.length % FINDINGS_AT_ONCE === 0) yield;
  }
  const more = unlisted(replay, found);
  if (more !== undefined) found.push(more);
  const leaks = yield* diagnoseLeaks(replay, text);
  if (leaks !== undefined) found.push(leaks);
  return found;
}

function* diagnoseFault(
  replay: Replay,
  view: ReplayView | undefined,
  text: TraceText,
  event: number,
): Work<Diagnosed> {
  const finding = faultFinding(replay, text, event);
  const diagnosed = { ...finding, hasNoEffect: replay.journal.isRefused(event) };
  const result = view && (yield* resultOf(view, event));
  if (result?.kind !== 'failed' || result.room === undefined) return diagnosed;
  const reason = roomSentence(result.room);
  return { ...diagnosed, message: `${finding.message} ${reason}` };
}

/** Says how many there are where not all are listed, at the last that is. */
function unlisted({ trace, journal }: Replay, found: readonly Diagnosed[]): Diagnosed | undefined {
  const last = found.at(-1);
  const parts = [
    listed(Math.min(trace.problems.length, MOST_LISTED), trace.problemCount, 'problem'),
    listed(Math.min(journal.faults.length, MOST_LISTED), journal.faults.length, 'fault'),
  ].filter((part) => part !== undefined);
  if (last === undefined || parts.length === 0) return undefined;
  return {
    ...last,
    severity: 'info',
    code: 'more-problems',
    message: `${parts.join(', ')} shown. "Run to Next Fault" reaches every fault.`,
    related: [],
    hasNoEffect: false,
  };
}

/** `1,000 of 12,345 problems`, or undefined where all are listed. */
function listed(count: number, total: number, what: string): string | undefined {
  return total > count ? `${formatCount(count)} of ${plural(total, what)}` : undefined;
}

/** One hint for all leaks, at the first of them. */
function* diagnoseLeaks(replay: Replay, text: TraceText): Work<Diagnosed | undefined> {
  const { trace } = replay;
  const leaks = yield* findLeaks(replay);
  const count = leaks.events.length;
  if (count === 0) return undefined;
  const groups = yield* leakGroups(trace, leaks);
  const are = count === 1 ? 'is' : 'are';
  return {
    ...rangeOfEvent(trace, text, leaks.events[0]),
    severity: 'hint',
    code: 'leak',
    message: `${plural(count, 'block')} with ${plural(leaks.bytes, 'byte')} ${are} still live at the end of the trace, this one first.`,
    related: groups.slice(0, MOST_GROUPS).map((group) => ({
      ...rangeOfEvent(trace, text, group.first),
      message: groupText(group),
    })),
    hasNoEffect: false,
  };
}
