import type { Work } from '../base/work';
import { EventKind, type Trace } from '../trace/trace';

/** Events compared between two yields: a millisecond or two. */
const EVENTS_AT_ONCE = 2 ** 16;

/**
 * With how many events two traces begin that mean the same: what they do, to which allocation, with
 * which size and alignment. Lines, labels and the spelling of ids may differ. Ids are numbered as
 * they first occur, so that the numbers of the same events are the same. Yields often.
 * @param known with how many they begin at least
 */
export function* sharedEvents(a: Trace, b: Trace, known = 0): Work<number> {
  const count = Math.min(a.eventCount, b.eventCount);
  if (a === b) return count;
  for (let event = known; event < count; event++) {
    if (event % EVENTS_AT_ONCE === EVENTS_AT_ONCE - 1) yield;
    const isSame =
      a.id[event] === b.id[event] &&
      a.size[event] === b.size[event] &&
      a.kind[event] === b.kind[event] &&
      a.align[event] === b.align[event];
    if (!isSame || (isUnusual(a, event) && !areSame(a, b, event))) return event;
  }
  return count;
}

/** Whether the columns do not say all of an event. */
function isUnusual({ kind, size }: Trace, event: number): boolean {
  return kind[event] === EventKind.Realloc || size[event] >= LARGE;
}

function areSame(a: Trace, b: Trace, event: number): boolean {
  return a.newIdOf(event) === b.newIdOf(event) && a.sizeOf(event) === b.sizeOf(event);
}

/** Sizes from here on may be held aside. */
const LARGE = 2 ** 32 - 1;
