import { NONE } from '../engine/block';
import { NO_EVENT } from '../replay/journal';
import { EventKind } from '../trace/trace';
import { idPartsOf } from './idParts';
import { touches, type Columns, type Lines, type Place } from './lines';
import { namingAt, type Named, type Naming } from './naming';
import type { Work } from './slices';

/** An id at a caret. */
export interface IdAt extends Columns {
  readonly event: number;
  readonly id: number;
}

/** A place that names a block, and whether it gives the id that meaning. */
export interface Mention extends Place {
  readonly isDefinition: boolean;
}

/** The id that a caret is in or at, on the line of an event that could be read. */
export function idAt(
  { trace }: Pick<Named, 'trace'>,
  lines: Lines,
  line: number,
  column: number,
): IdAt | undefined {
  const event = trace.eventAtOrBefore(line);
  if (event < 0 || trace.lineOf(event) !== line) return undefined;
  const parts = idPartsOf(lines.lineAt(line));
  if (parts === undefined) return undefined;
  if (touches(parts.id, column)) return { event, id: trace.id[event], ...parts.id };
  if (parts.newId === undefined || !touches(parts.newId, column)) return undefined;
  return { event, id: trace.newIdOf(event), ...parts.newId };
}

/**
 * An allocation's whole life: the naming, those it had before under other ids, and those it gets
 * after. In the order of time.
 */
export function* lifeOf(named: Named, naming: Naming): Work<Naming[]> {
  const before: Naming[] = [];
  for (let at = namingBefore(named, naming); at; at = namingBefore(named, at)) {
    before.push(at);
    yield;
  }
  const after: Naming[] = [];
  for (let at = namingAfter(named, naming); at; at = namingAfter(named, at)) {
    after.push(at);
    yield;
  }
  return [...before.toReversed(), naming, ...after];
}

/** Where the events of namings name them, in the order of time. */
export function* mentionsOf(
  { trace }: Pick<Named, 'trace'>,
  lines: Lines,
  namings: readonly Naming[],
): Work<Mention[]> {
  const mentions: Mention[] = [];
  for (const { id, events, isDefined } of namings) {
    for (const event of events) {
      yield;
      const line = trace.lineOf(event);
      const parts = line < lines.lineCount ? idPartsOf(lines.lineAt(line)) : undefined;
      if (parts === undefined) continue;
      const isDefinition = isDefined && event === events[0];
      const isNew = parts.newId !== undefined && trace.newIdOf(event) === id;
      if (trace.id[event] === id) {
        mentions.push({ line, ...parts.id, isDefinition: isDefinition && !isNew });
      }
      if (isNew) mentions.push({ line, ...parts.newId, isDefinition });
    }
  }
  return mentions;
}

/** The name that a block had before it was moved to this one. */
function namingBefore(named: Named, { id, events, isDefined }: Naming): Naming | undefined {
  const { trace, journal } = named;
  const [first] = events;
  if (!isDefined || trace.kind[first] !== EventKind.Realloc || trace.id[first] === id) return;
  if (journal.originOf(first) === NO_EVENT || journal.blockOf(first) === NONE) return;
  return namingAt(named, trace.id[first], first);
}

/** The name that a block gets when it is moved from this one. */
function namingAfter(named: Named, { id, events }: Naming): Naming | undefined {
  const { trace, journal } = named;
  const move = events.find(
    (event) =>
      trace.kind[event] === EventKind.Realloc &&
      trace.id[event] === id &&
      trace.newIdOf(event) !== id &&
      journal.originOf(event) !== NO_EVENT &&
      journal.blockOf(event) !== NONE,
  );
  return move === undefined ? undefined : namingAt(named, trace.newIdOf(move), move);
}
