import type { Work } from '../base/work';
import { NONE } from '../engine/block';
import { EventKind, type Trace } from '../trace/trace';
import { NO_EVENT, type Journal } from './journal';

/** Events gone through between two moments at which the work can be put off. */
const EVENTS_AT_ONCE = 512;

/** How the life of what each event allocated ends. Five bytes an event. */
export interface LifeEnds {
  /** The event that frees or moves the block which an event allocated, or NO_EVENT. */
  readonly end: Int32Array;
  /** 1 where what an event allocated is live at the end of the trace, moved or not. */
  readonly leaked: Uint8Array;
}

/** The ends of all lives, in one pass forward and one back. */
export function* lifeEndsOf(trace: Trace, journal: Journal): Work<LifeEnds> {
  const { eventCount, kind } = trace;
  const end = new Int32Array(eventCount).fill(NO_EVENT);
  const leaked = new Uint8Array(eventCount);
  for (let event = 0; event < eventCount; event++) {
    if (event % EVENTS_AT_ONCE === 0) yield;
    if (kind[event] !== EventKind.Free && kind[event] !== EventKind.Realloc) continue;
    const origin = journal.originOf(event);
    if (origin !== NO_EVENT && endsOrigin(trace, journal, event)) end[origin] = event;
  }
  for (let event = eventCount - 1; event >= 0; event--) {
    if (event % EVENTS_AT_ONCE === 0) yield;
    if (journal.blockOf(event) === NONE) continue;
    const last = end[event];
    leaked[event] = last === NO_EVENT ? 1 : leaked[last];
  }
  return { end, leaked };
}

/** Whether an event that acts on a block ends its life there: a failed realloc does not. */
export function endsOrigin(trace: Trace, journal: Journal, event: number): boolean {
  if (trace.kind[event] === EventKind.Free) return true;
  return journal.blockOf(event) !== NONE || trace.sizeOf(event) === 0;
}
