import { lowerBound } from '../base/ascending';
import type { TimelineFlag, TimelineFlags } from '../protocol/timeline';
import { NO_EVENT, type Journal } from '../replay/journal';
import { describeOutcome, Outcome } from '../replay/outcome';
import { EventKind, type Trace } from '../trace/trace';
import type { EventSpan } from './timelineRange';

/** Of the text of a mark, in UTF-16 units. */
const LONGEST_TEXT = 200;

/** The first event of a kind in `from..to`, or NO_EVENT. */
type Finder = (from: number, to: number) => number;

/**
 * The marks, the faults and the bookmarks of a range, in the order of their events, at most `most`
 * (3 or more). Allocations that failed are left out: the timeline counts them. If there are more,
 * the range is cut into equal parts, of which each gives the first of each kind.
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
    (start, end) => faultFrom(journal, start, end),
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
  const own = textOf(trace, journal, event);
  const kind = trace.kind[event] === EventKind.Mark ? 'mark' : 'fault';
  if (bookmark === undefined) return { event: event + 1, kind, text: own };
  const text = [bookmark, own].filter((each) => each !== '').join(' · ');
  return { event: event + 1, kind: 'bookmark', text };
}

/** What a mark or a fault says; nothing of other events. */
function textOf(trace: Trace, journal: Journal, event: number): string {
  if (trace.kind[event] === EventKind.Mark) return trace.markText(event).slice(0, LONGEST_TEXT);
  if (faultFrom(journal, event, event + 1) === NO_EVENT) return '';
  return describeOutcome(journal.outcome[event]).code.replaceAll('-', ' ');
}

function markFrom({ kind }: Trace, from: number, to: number): number {
  const found = kind.subarray(from, to).indexOf(EventKind.Mark);
  return found < 0 ? NO_EVENT : from + found;
}

function faultFrom({ faults, outcome }: Journal, from: number, to: number): number {
  // Not by asking for one fault after the other: there may be millions that ran out of memory.
  for (let i = lowerBound(faults, from); i < faults.length && faults[i] < to; i++) {
    if (outcome[faults[i]] !== (Outcome.OutOfMemory as number)) return faults[i];
  }
  return NO_EVENT;
}

function firstWithin(ascending: readonly number[], from: number, to: number): number {
  const found = ascending[lowerBound(ascending, from)] ?? to;
  return found < to ? found : NO_EVENT;
}
