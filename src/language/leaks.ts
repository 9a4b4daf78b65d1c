import { NONE } from '../engine/block';
import { NO_EVENT } from '../replay/journal';
import { Outcome } from '../replay/outcome';
import type { ReplayState } from '../replay/replayState';
import { EventKind } from '../trace/trace';
import type { Work } from './slices';

/** Events looked at between two moments at which the work can be put off. */
const EVENTS_AT_ONCE = 16_384;
/** What an id stands for that was freed, or stands for null. */
const NOTHING = 0;

/** The blocks that are live when a trace ends. */
export interface Leaks {
  /** The events that allocated them, ascending. */
  readonly events: Uint32Array;
  /** For each, 1 where a `free` of its id at the end would give it back: the id still names it. */
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

/** Finds the blocks that nothing ends. Takes some ten nanoseconds an event. */
export function* findLeaks({ trace, journal }: ReplayState): Work<Leaks> {
  const { eventCount } = trace;
  const isOver = new Uint8Array(eventCount);
  // For each id 1 + the event whose block it names.
  const named = new Uint32Array(trace.idCount);
  let count = 0;
  for (let event = 0; event < eventCount; event++) {
    if (event % EVENTS_AT_ONCE === EVENTS_AT_ONCE - 1) yield;
    const kind: EventKind = trace.kind[event];
    if (kind === EventKind.Mark || journal.isRefused(event)) continue;
    const outcome: Outcome = journal.outcome[event];
    const id = trace.id[event];
    const isFree = kind === EventKind.Free;
    if ((isFree || kind === EventKind.Realloc) && outcome !== Outcome.OutOfMemory) {
      const origin = journal.originOf(event);
      if (origin !== NO_EVENT) {
        isOver[origin] = 1;
        count--;
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
    for (let event = 0, row = 0; row < count; event++) {
      if (event % EVENTS_AT_ONCE === EVENTS_AT_ONCE - 1) yield;
      if (isOver[event] === 1 || journal.blockOf(event) === NONE) continue;
      const id = trace.newIdOf(event);
      events[row] = event;
      isNamed[row++] = id >= 0 && named[id] === event + 1 ? 1 : 0;
      bytes += trace.sizeOf(event);
    }
    return { events, isNamed, bytes };
  }
}
