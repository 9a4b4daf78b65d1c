import { EventKind, type Trace } from '../trace/trace';
import { BETWEEN_YIELDS, type Work } from './slices';

/**
 * For each id of a trace the events that name it, in their order: what a search for one id would
 * have to go through the whole trace for. Four bytes for each id and for each time one is named.
 */
export class IdUses {
  constructor(
    private readonly starts: Int32Array,
    private readonly events: Int32Array,
  ) {}

  /** The events that name an id, ascending; each once. */
  of(id: number): Int32Array {
    return this.events.subarray(this.starts[id], this.starts[id + 1]);
  }
}

/** The uses of all ids, in two passes over the events. */
export function* idUsesOf(trace: Trace): Work<IdUses> {
  const { eventCount, idCount, id } = trace;
  const starts = new Int32Array(idCount + 1);
  for (let event = 0; event < eventCount; event++) {
    if (event % BETWEEN_YIELDS === 0) yield;
    if (id[event] >= 0) starts[id[event]]++;
    const other = otherIdOf(trace, event);
    if (other >= 0) starts[other]++;
  }
  let sum = 0;
  for (let at = 0; at <= idCount; at++) {
    const count = starts[at];
    starts[at] = sum;
    sum += count;
  }
  // Each start moves to its end while the uses are entered, which is the start of the next.
  const events = new Int32Array(sum);
  for (let event = 0; event < eventCount; event++) {
    if (event % BETWEEN_YIELDS === 0) yield;
    if (id[event] >= 0) events[starts[id[event]]++] = event;
    const other = otherIdOf(trace, event);
    if (other >= 0) events[starts[other]++] = event;
  }
  starts.copyWithin(1, 0, idCount);
  starts[0] = 0;
  return new IdUses(starts, events);
}

/** The new id of a realloc where it is another one, or -1. */
function otherIdOf(trace: Trace, event: number): number {
  if (trace.kind[event] !== EventKind.Realloc) return -1;
  const newId = trace.newIdOf(event);
  return newId === trace.id[event] ? -1 : newId;
}
