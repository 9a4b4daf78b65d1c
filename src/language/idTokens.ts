import { NONE } from '../engine/block';
import { NO_EVENT, type Journal } from '../replay/journal';
import { describeOutcome, Outcome } from '../replay/outcome';
import { EventKind, type Trace } from '../trace/trace';
import { idPartsOf } from './idParts';
import type { LifeEnds } from '../replay/lifeEnds';
import type { Lines, Place } from './lines';
import type { Work } from './slices';

/**
 * What an id is, seen from its event: a block that is live and freed later on; one that ends here,
 * under this name at least; one that is never freed; or one that the event is a fault about.
 */
export type IdState = 'live' | 'freed' | 'leaked' | 'faulty';

export interface IdStates {
  readonly id: IdState;
  /** Of the new name in `realloc ID NEWID SIZE`. */
  readonly newId: IdState;
  /** Which of the two the event gives a meaning. */
  readonly defined: 'id' | 'newId' | undefined;
}

/** What the ids on an event's line are. */
function idStatesOf(trace: Trace, journal: Journal, ends: LifeEnds, event: number): IdStates {
  const kind: EventKind = trace.kind[event];
  const isFaulty = isFault(journal.outcome[event]);
  if (kind === EventKind.Free) {
    const id = isFaulty ? 'faulty' : 'freed';
    return { id, newId: id, defined: undefined };
  }
  const isLeak = journal.blockOf(event) !== NONE && ends.leaked[event] === 1;
  const made: IdState = isLeak ? 'leaked' : 'live';
  if (kind !== EventKind.Realloc) {
    const id = isFaulty ? 'faulty' : made;
    return { id, newId: id, defined: 'id' };
  }
  if (trace.newIdOf(event) !== trace.id[event]) {
    // What is wrong may be the old name, or that the new one is taken.
    const isTaken = journal.outcome[event] === (Outcome.LiveId as number);
    const id = isFaulty && !isTaken ? 'faulty' : 'freed';
    return { id, newId: isTaken ? 'faulty' : made, defined: 'newId' };
  }
  const isFreed = journal.blockOf(event) === NONE && journal.originOf(event) !== NO_EVENT;
  const id = isFaulty ? 'faulty' : isFreed ? 'freed' : made;
  return { id, newId: id, defined: undefined };
}

/** In a recording that began midway, that a block is not known is as it must be. */
function isFault(outcome: Outcome): boolean {
  return outcome === Outcome.LiveId || describeOutcome(outcome).class === 'fault';
}

/** An id in the text, and what it is. */
export interface IdToken extends Place {
  readonly state: IdState;
  readonly isDefinition: boolean;
}

/** The ids of the lines `from..to` (both included), in the order of the text. */
export function* idTokensIn(
  trace: Trace,
  journal: Journal,
  ends: LifeEnds,
  lines: Lines,
  from: number,
  to: number,
): Work<IdToken[]> {
  const tokens: IdToken[] = [];
  const end = trace.eventAtOrBefore(to);
  for (let event = trace.eventAtOrAfter(from); event <= end; event++) {
    yield;
    const line = trace.lineOf(event);
    const parts = line < lines.lineCount ? idPartsOf(lines.lineAt(line)) : undefined;
    if (parts === undefined) continue;
    const { id, newId, defined } = idStatesOf(trace, journal, ends, event);
    tokens.push({ line, ...parts.id, state: id, isDefinition: defined === 'id' });
    if (parts.newId === undefined) continue;
    tokens.push({ line, ...parts.newId, state: newId, isDefinition: defined === 'newId' });
  }
  return tokens;
}
