import type { TimelineFlag, TimelineFlags } from '../protocol/timeline';
import { NO_EVENT, type Journal } from '../replay/journal';
import { describeOutcome, Outcome } from '../replay/outcome';
import { EventKind, type Trace } from '../trace/trace';
import type { EventSpan } from './timelineRange';

/** Of the text of a mark, in UTF-16 units. */
const LONGEST_TEXT = 200;

/**
 * The marks and the faults of a range, in the order of their events, at most `most` (2 or more).
 * Allocations that failed are left out: the timeline counts them. If there are more, the range is
 * cut into equal parts, of which each gives its first mark and its first fault.
 */
export function timelineFlags(
  trace: Trace,
  journal: Journal,
  { from, to }: EventSpan,
  most: number,
): Pick<TimelineFlags, 'flags' | 'isAll'> {
  const all = flagsOf(trace, journal, from, to, most);
  if (all !== undefined) return { flags: all, isAll: true };
  const parts = Math.floor(most / 2);
  const placeOf = (part: number) => from + Math.floor(((to - from) * part) / parts);
  const flags = Array.from({ length: parts }, (_, part) => {
    const start = placeOf(part);
    const end = placeOf(part + 1);
    return [markFrom(trace, start, end), faultFrom(journal, start, end)].toSorted((a, b) => a - b);
  })
    .flat()
    .filter((event) => event !== NO_EVENT)
    .map((event) => flagOf(trace, journal, event));
  return { flags, isAll: false };
}

/** All flags of a range, or undefined if there are more than `most`. */
function flagsOf(trace: Trace, journal: Journal, from: number, to: number, most: number) {
  const events: number[] = [];
  const finders = [
    (start: number) => markFrom(trace, start, to),
    (start: number) => faultFrom(journal, start, to),
  ];
  for (const find of finders) {
    for (let event = find(from); event !== NO_EVENT; event = find(event + 1)) {
      if (events.length === most) return undefined;
      events.push(event);
    }
  }
  return events.toSorted((a, b) => a - b).map((event) => flagOf(trace, journal, event));
}

function flagOf(trace: Trace, journal: Journal, event: number): TimelineFlag {
  const isMark = trace.kind[event] === EventKind.Mark;
  const text = isMark
    ? trace.markText(event).slice(0, LONGEST_TEXT)
    : describeOutcome(journal.outcome[event]).code.replaceAll('-', ' ');
  return { event: event + 1, kind: isMark ? 'mark' : 'fault', text };
}

function markFrom({ kind }: Trace, from: number, to: number): number {
  const found = kind.subarray(from, to).indexOf(EventKind.Mark);
  return found < 0 ? NO_EVENT : from + found;
}

function faultFrom({ faults, outcome }: Journal, from: number, to: number): number {
  // Not by asking for one fault after the other: there may be millions that ran out of memory.
  for (let i = firstAtLeast(faults, from); i < faults.length && faults[i] < to; i++) {
    if (outcome[faults[i]] !== (Outcome.OutOfMemory as number)) return faults[i];
  }
  return NO_EVENT;
}

function firstAtLeast(ascending: readonly number[], value: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (ascending[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
