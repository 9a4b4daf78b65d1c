import { lowerBound } from '../base/ascending';
import { NONE } from '../engine/block';
import { NO_EVENT, type Journal } from '../replay/journal';
import { EventKind, type Trace } from '../trace/trace';
import type { IdUses } from './idUses';

/** A trace that was carried out, and where it names its ids. */
export interface Named {
  readonly trace: Trace;
  readonly journal: Journal;
  readonly uses: IdUses;
}

/**
 * The events between two meanings of an id: from the one that allocates under it to the last that
 * names it before another one does. What is wrong with that allocation, like a second free, is
 * among them; so is all that would mean something else if one of them had another id.
 */
export interface Naming {
  readonly id: number;
  /** Ascending, at least one. */
  readonly events: Int32Array;
  /** Whether the first event gives the id its meaning. If not, nothing was ever allocated under it. */
  readonly isDefined: boolean;
}

/** All namings of an id, in their order. */
export function namingsOf(named: Named, id: number): Naming[] {
  const events = named.uses.of(id);
  const namings: Naming[] = [];
  for (let row = 0; row < events.length;) {
    const naming = namingAround(named, id, events, row);
    namings.push(naming);
    row += naming.events.length;
  }
  return namings;
}

/** The naming of an id that an event belongs to; undefined if it does not name the id. */
export function namingAt(named: Named, id: number, event: number): Naming | undefined {
  if (id < 0) return undefined;
  const events = named.uses.of(id);
  const row = lowerBound(events, event);
  return events[row] === event ? namingAround(named, id, events, row) : undefined;
}

/** Looks no further than the naming goes: a life may have very many, under two ids by turns. */
function namingAround(named: Named, id: number, events: Int32Array, row: number): Naming {
  const definition = (at: number) => definitionIn(named, events[at], id);
  let start = row;
  while (start >= 0 && definition(start) !== Definition.Always) start--;
  let isDefined = start >= 0;
  if (!isDefined) {
    start = 0;
    while (start <= row && definition(start) !== Definition.IfFirst) start++;
    isDefined = start <= row;
    if (!isDefined) start = 0;
  }
  let end = row + 1;
  while (end < events.length) {
    const found = definition(end);
    if (found === Definition.Always || (found === Definition.IfFirst && !isDefined)) break;
    end++;
  }
  return { id, events: events.subarray(start, end), isDefined };
}

/** Whether the block of a naming is live after its last event. */
export function staysLive({ trace, journal }: Named, { id, events }: Naming): boolean {
  for (let row = events.length - 1; row >= 0; row--) {
    const event = events[row];
    if (journal.isRefused(event)) continue;
    const isOld = trace.id[event] === id;
    const kind: EventKind = trace.kind[event];
    if (kind === EventKind.Free) return false;
    const isNew = kind !== EventKind.Realloc || trace.newIdOf(event) === id;
    if (isNew && journal.blockOf(event) !== NONE) return true;
    // A failed realloc leaves what it should have moved.
    const isFailed = journal.blockOf(event) === NONE && trace.sizeOf(event) > 0;
    if (isOld && isFailed && journal.originOf(event) !== NO_EVENT) continue;
    return false;
  }
  return false;
}

/** Whether a naming has a meaning that does not depend on what the id meant before. */
export function beginsAnew({ trace }: Named, { id, events, isDefined }: Naming): boolean {
  if (!isDefined) return false;
  return trace.kind[events[0]] !== EventKind.Realloc || trace.id[events[0]] !== id;
}

/** Whether an event gives an id a new meaning. */
const enum Definition {
  Never,
  /** Only if the id had none: under its own name a block goes on being what it was. */
  IfFirst,
  Always,
}

function definitionIn({ trace, journal }: Named, event: number, id: number): Definition {
  const kind: EventKind = trace.kind[event];
  if (kind === EventKind.Free || journal.isRefused(event)) return Definition.Never;
  if (kind !== EventKind.Realloc) return Definition.Always;
  if (trace.newIdOf(event) !== id) return Definition.Never;
  return trace.id[event] === id ? Definition.IfFirst : Definition.Always;
}
