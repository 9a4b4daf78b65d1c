import type { Work } from '../base/work';
import { NONE } from '../engine/block';
import { EventKind } from '../trace/trace';
import { NO_EVENT } from './journal';
import { Outcome } from './outcome';
import type { ReplayState } from './replayState';

/** Events looked at between two moments at which the work can be put off. */
const EVENTS_AT_ONCE = 16_384;
/** What an id stands for that was freed, or stands for null. */
const NOTHING = 0;

/** The blocks that are live after an event, at the end of a trace unless told. */
export interface Leaks {
  /** The events that allocated them, ascending. */
  readonly events: Uint32Array;
  /** For each, 1 where a `free` of its id there would give it back: the id still names it. */
  readonly isNamed: Uint8Array;
  /** Sum of the sizes that were asked for. */
  readonly bytes: number;
}

/** No block is live, or nobody wants to know. */
export const NO_LEAKS: Leaks = {
  events: new Uint32Array(0),
  isNamed: new Uint8Array(0),
  bytes: 0,
};

/**
 * Finds the blocks that nothing ends. Takes some ten nanoseconds an event.
 * @param from only those that this event (from 0) or a later one made
 * @param to only the events before this one count: what is live after so many
 */
export function* findLeaks(
  { trace, journal }: ReplayState,
  from = 0,
  to = trace.eventCount,
): Work<Leaks> {
  const isOver = new Uint8Array(Math.max(0, to - from));
  // For each id 1 + the event whose block it names.
  const named = new Uint32Array(trace.idCount);
  let count = 0;
  for (let event = from; event < to; event++) {
    if (event % EVENTS_AT_ONCE === EVENTS_AT_ONCE - 1) yield;
    const kind: EventKind = trace.kind[event];
    if (kind === EventKind.Mark || journal.isRefused(event)) continue;
    const outcome: Outcome = journal.outcome[event];
    const id = trace.id[event];
    const isFree = kind === EventKind.Free;
    if ((isFree || kind === EventKind.Realloc) && outcome !== Outcome.OutOfMemory) {
      const origin = journal.originOf(event);
      if (origin !== NO_EVENT) {
        if (origin >= from) {
          isOver[origin - from] = 1;
          count--;
        }
        if (id >= 0) named[id] = NOTHING;
      }
    }
    if (isFree) continue;
    const allocated = journal.blockOf(event) !== NONE;
    if (allocated) count++;
    nameBlock(event, allocated);
  }
  return yield* gather();

  function nameBlock(event: number, allocated: boolean): void {
    const id = trace.newIdOf(event);
    if (id < 0) return;
    if (allocated) named[id] = event + 1;
    // A realloc that fails leaves its id with the old block; anything else names null.
    else if (id !== trace.id[event] || journal.originOf(event) === NO_EVENT) named[id] = NOTHING;
  }

  function* gather(): Work<Leaks> {
    const events = new Uint32Array(count);
    const isNamed = new Uint8Array(count);
    let bytes = 0;
    for (let event = from, row = 0; row < count; event++) {
      if (event % EVENTS_AT_ONCE === EVENTS_AT_ONCE - 1) yield;
      if (isOver[event - from] === 1 || journal.blockOf(event) === NONE) continue;
      const id = trace.newIdOf(event);
      events[row] = event;
      isNamed[row++] = id >= 0 && named[id] === event + 1 ? 1 : 0;
      bytes += trace.sizeOf(event);
    }
    return { events, isNamed, bytes };
  }
}
