import { AddressKind } from '../../trace/recordedAddress';
import { EventKind, type Trace } from '../../trace/trace';
import { NO_EVENT } from '../journal';

/** Events gone through between two moments at which the work can be put off. */
const EVENTS_AT_ONCE = 512;
/** A block that is larger cannot have been there: no program gets a TiB and uses it. */
export const MOST_EXTENT = 2 ** 40;

/** An id that names nothing, or a block that has no place; else 1 + the block. */
const NOTHING = 0;
const UNPLACED = -1;

/**
 * The blocks of the recorded program that have an address, in the order of time: what one event
 * made and another ended. The trace alone says so; what a simulated heap made of it means nothing.
 */
export interface Lives {
  readonly count: number;
  /** The event that each was made by, ascending. */
  readonly born: Uint32Array;
  /** The event that ended it, or NO_EVENT. */
  readonly end: Int32Array;
  /** Its size is read from the event that made it. The halves of its address: */
  readonly high: Uint32Array;
  readonly low: Uint32Array;
  /** The events that ended some, ascending, and which. */
  readonly deaths: { readonly event: Uint32Array; readonly life: Uint32Array };
  /** Blocks of which the recording does not say where they were, or that are too large to be true. */
  readonly unplaced: number;
}

/**
 * What lived, in one pass over the trace, as work that stops now and then. Yields the share of the
 * events that is done.
 */
export function* livesOf(trace: Trace): Generator<number, Lives, undefined> {
  const { eventCount, kind } = trace;
  const current = new Int32Array(trace.idCount);
  // Memory that is never written costs nothing; to grow would be to copy, all at once.
  const column = () => new Uint32Array(eventCount);
  const [born, high, low] = [column(), column(), column()];
  const deaths = { event: column(), life: column() };
  const end = new Int32Array(eventCount);
  const address = { high: 0, low: 0 };
  let [count, died, unplaced] = [0, 0, 0];

  const bury = (id: number, event: number) => {
    const named = id < 0 ? NOTHING : current[id];
    if (named === NOTHING) return;
    current[id] = NOTHING;
    if (named === UNPLACED) return;
    end[named - 1] = event;
    deaths.event[died] = event;
    deaths.life[died++] = named - 1;
  };
  const bear = (id: number, event: number, where: AddressKind) => {
    const isPlaced = where === AddressKind.Known && trace.sizeOf(event) <= MOST_EXTENT;
    if (id >= 0) current[id] = isPlaced ? count + 1 : UNPLACED;
    if (!isPlaced) {
      unplaced++;
      return;
    }
    born[count] = event;
    end[count] = NO_EVENT;
    high[count] = address.high;
    low[count++] = address.low;
  };

  for (let event = 0; event < eventCount; event++) {
    if (event % EVENTS_AT_ONCE === 0) yield event / eventCount;
    switch (kind[event] as EventKind) {
      case EventKind.Mark:
        break;
      case EventKind.Free:
        bury(trace.id[event], event);
        break;
      case EventKind.Alloc:
      case EventKind.Calloc: {
        const where = trace.readAddress(event, address);
        if (where !== AddressKind.Null) bear(trace.id[event], event, where);
        break;
      }
      case EventKind.Realloc: {
        const where = trace.readAddress(event, address);
        const became = reallocResult(trace.sizeOf(event), where);
        if (became === 'failed') break;
        bury(trace.id[event], event);
        if (became === 'block') bear(trace.newIdOf(event), event, where);
      }
    }
  }
  return {
    count,
    born: born.subarray(0, count),
    end: end.subarray(0, count),
    high: high.subarray(0, count),
    low: low.subarray(0, count),
    deaths: { event: deaths.event.subarray(0, died), life: deaths.life.subarray(0, died) },
    unplaced,
  };
}

/** What a program had after `realloc`: a block, nothing because that freed it, or the old block. */
export function reallocResult(size: number, where: AddressKind): 'block' | 'freed' | 'failed' {
  if (where === AddressKind.Known) return 'block';
  if (size === 0) return 'freed';
  return where === AddressKind.Null ? 'failed' : 'block';
}
