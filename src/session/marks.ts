import { beginningOf } from '../base/visibleText';
import { MARKS_LIMIT } from '../protocol/leaks';
import { NO_EVENT } from '../replay/journal';
import { EventKind, type Trace } from '../trace/trace';
import type { Bookmarks } from './bookmarks';

/** Of a longer mark the beginning must do, in UTF-16 units. */
const LONGEST_MARK = 200;

/** The first mark or bookmark after the cursor's event, or NO_EVENT. `at` events have happened. */
export function stopAfter(trace: Trace, bookmarks: Bookmarks, at: number): number {
  const mark = markAfter(trace, at);
  const bookmark = eventsOf(bookmarks, trace).find((event) => event >= at) ?? NO_EVENT;
  if (mark === NO_EVENT || bookmark === NO_EVENT) return mark === NO_EVENT ? bookmark : mark;
  return Math.min(mark, bookmark);
}

/** The last mark or bookmark before the cursor's event, or NO_EVENT. */
export function stopBefore(trace: Trace, bookmarks: Bookmarks, at: number): number {
  const bookmark = eventsOf(bookmarks, trace).findLast((event) => event <= at - 2) ?? NO_EVENT;
  return Math.max(markBefore(trace, at), bookmark);
}

/** The first `limit` marks. */
export function firstMarks(trace: Trace, limit: number): number[] {
  const events: number[] = [];
  for (let at = 0; events.length < limit;) {
    const event = markAfter(trace, at);
    if (event === NO_EVENT) break;
    events.push(event);
    at = event + 1;
  }
  return events;
}

/** The first marks as the inspector offers them: events from 1, and texts. */
export function marksWindow(trace: Trace | undefined): {
  readonly events: number[];
  readonly texts: string[];
} {
  const events = trace === undefined ? [] : firstMarks(trace, MARKS_LIMIT);
  return {
    events: events.map((event) => event + 1),
    texts: events.map((event) => beginningOf(trace?.markText(event) ?? '', LONGEST_MARK)),
  };
}

/** The first mark after the cursor's event, or NO_EVENT. */
export function markAfter({ kind }: Trace, at: number): number {
  const event = kind.indexOf(EventKind.Mark, at);
  return event < 0 ? NO_EVENT : event;
}

/** The last mark before the cursor's event, or NO_EVENT. */
export function markBefore({ kind }: Trace, at: number): number {
  // From a negative place on `lastIndexOf` would count from the end.
  const event = at < 2 ? -1 : kind.lastIndexOf(EventKind.Mark, at - 2);
  return event < 0 ? NO_EVENT : event;
}

function eventsOf(bookmarks: Bookmarks, trace: Trace): number[] {
  return [...bookmarks.namesOf(trace).keys()];
}
