import { lowerBound } from '../base/ascending';
import type { EventFlag, TimelineFlag, TimelineFlags } from '../protocol/timeline';
import { NO_EVENT, type Journal } from '../replay/journal';
import { describeOutcome, isInconsistency, Outcome } from '../replay/outcome';
import { EventKind, type Trace } from '../trace/trace';
import type { EventSpan } from './timelineRange';

/** Of the text of a mark, in UTF-16 units. */
const LONGEST_TEXT = 200;

/** The first event of a kind in `from..to`, or NO_EVENT. */
type Finder = (from: number, to: number) => number;

/**
 * The marks, the faults, the inconsistencies and the bookmarks of a range, in the order of their
 * events, at most `most` (FLAG_LEAST or more). Allocations that failed are left out: the timeline
 * counts them. If there are more, the range is cut into equal parts, of which each gives the first
 * of each kind.
 * @param bookmarks the names by event, in the order of the events
 */
export function timelineFlags(
  trace: Trace,
  journal: Journal,
  { from, to }: EventSpan,
  most: number,
  bookmarks: ReadonlyMap<number, string> = new Map(),
): Pick<TimelineFlags, 'flags' | 'isAll'> {
  const bookmarked = [...bookmarks.keys()];
  const finders: Finder[] = [
    (start, end) => markFrom(trace, start, end),
    (start, end) => faultFrom(journal, start, end, isFault),
    ...(journal.inconsistencyCount > 0
      ? [(start: number, end: number) => faultFrom(journal, start, end, isInconsistency)]
      : []),
    ...(bookmarked.length > 0
      ? [(start: number, end: number) => firstWithin(bookmarked, start, end)]
      : []),
  ];
  const flagsOf = (events: Iterable<number>) =>
    [...events]
      .toSorted((a, b) => a - b)
      .map((event) => flagOf(trace, journal, event, bookmarks.get(event)));
  const all = eventsOf(finders, from, to, most);
  if (all !== undefined) return { flags: flagsOf(all), isAll: true };
  const parts = Math.floor(most / finders.length);
  const placeOf = (part: number) => from + Math.floor(((to - from) * part) / parts);
  const first = Array.from({ length: parts }, (_, part) =>
    finders.map((find) => find(placeOf(part), placeOf(part + 1))),
  ).flat();
  return { flags: flagsOf(new Set(first.filter((event) => event !== NO_EVENT))), isAll: false };
}

/** All events of a range that are found, or undefined if there are more than `most`. */
function eventsOf(finders: readonly Finder[], from: number, to: number, most: number) {
  const events = new Set<number>();
  for (const find of finders) {
    for (let event = find(from, to); event !== NO_EVENT; event = find(event + 1, to)) {
      events.add(event);
      if (events.size > most) return undefined;
    }
  }
  return events;
}

/** An event has one flag: that of a bookmark also says what else there is. */
function flagOf(
  trace: Trace,
  journal: Journal,
  event: number,
  bookmark: string | undefined,
): TimelineFlag {
  const own = ownFlag(trace, journal, event);
  if (bookmark === undefined && own) return { event: event + 1, ...own };
  return { event: event + 1, kind: 'bookmark', text: bookmark ?? '', ...(own && { under: own }) };
}

/** What an event is by itself, and what it says; nothing of most. */
function ownFlag(
  trace: Trace,
  journal: Journal,
  event: number,
): { kind: EventFlag; text: string } | undefined {
  if (trace.kind[event] === EventKind.Mark) {
    return { kind: 'mark', text: trace.markText(event).slice(0, LONGEST_TEXT) };
  }
  const outcome: Outcome = journal.outcome[event];
  const isInconsistent = isInconsistency(outcome);
  if (!isInconsistent && !isFault(outcome)) return undefined;
  const text = describeOutcome(outcome).code.replaceAll('-', ' ');
  return { kind: isInconsistent ? 'inconsistency' : 'fault', text };
}

function isFault(outcome: Outcome): boolean {
  return outcome !== Outcome.OutOfMemory && describeOutcome(outcome).class === 'fault';
}

function markFrom({ kind }: Trace, from: number, to: number): number {
  const found = kind.subarray(from, to).indexOf(EventKind.Mark);
  return found < 0 ? NO_EVENT : from + found;
}

function faultFrom(
  { faults, outcome }: Journal,
  from: number,
  to: number,
  isWanted: (outcome: Outcome) => boolean,
): number {
  // Not by asking for one fault after the other: there may be millions that ran out of memory.
  for (let i = lowerBound(faults, from); i < faults.length && faults[i] < to; i++) {
    if (isWanted(outcome[faults[i]])) return faults[i];
  }
  return NO_EVENT;
}

function firstWithin(ascending: readonly number[], from: number, to: number): number {
  const found = ascending[lowerBound(ascending, from)] ?? to;
  return found < to ? found : NO_EVENT;
}
