import { formatCount, plural } from '../../base/format';
import { NONE } from '../../engine/block';
import { NO_EVENT, type Journal } from '../../replay/journal';
import { EventKind, type Trace } from '../../trace/trace';
import type { LifeEnds } from '../../replay/lifeEnds';
import { shownText } from '../partValue';
import { BETWEEN_YIELDS, type Work } from '../slices';
import type { Suggestion } from './suggestion';

/** More are no use in a list; those that are typed further are found again. */
const MOST_IDS = 200;
/** What is live but was allocated so many events ago is not looked for. */
const MOST_EVENTS = 2 ** 20;

export interface LiveIds {
  readonly ids: readonly Suggestion[];
  /** There may be more. */
  readonly isCut: boolean;
}

/**
 * The ids that name a live block before an event, the newest first.
 * @param prefix what they must begin with
 */
export function* liveIdsBefore(
  trace: Trace,
  journal: Journal,
  ends: LifeEnds,
  before: number,
  prefix: string,
): Work<LiveIds> {
  const ids: Suggestion[] = [];
  // An id means what the newest event says that gives it a meaning.
  const seen = new Uint8Array(trace.idCount);
  const last = Math.max(0, before - MOST_EVENTS);
  for (let event = before - 1; event >= last; event--) {
    if (event % BETWEEN_YIELDS === 0) yield;
    if (!givesMeaning(trace, journal, event)) continue;
    const id = trace.newIdOf(event);
    if (seen[id] === 1) continue;
    seen[id] = 1;
    const end = ends.end[event];
    const isLive = journal.blockOf(event) !== NONE && (end === NO_EVENT || end >= before);
    if (!isLive) continue;
    const text = trace.idText(id);
    if (!text.startsWith(prefix)) continue;
    ids.push(suggestionOf(trace, event, text));
    if (ids.length === MOST_IDS) return { ids, isCut: true };
  }
  return { ids, isCut: last > 0 };
}

/** Whether an event says anew what its id means: a block, or null. */
function givesMeaning(trace: Trace, journal: Journal, event: number): boolean {
  const kind: EventKind = trace.kind[event];
  if (kind === EventKind.Free || kind === EventKind.Mark || journal.isRefused(event)) return false;
  if (kind !== EventKind.Realloc || journal.blockOf(event) !== NONE) return true;
  return trace.newIdOf(event) !== trace.id[event];
}

function suggestionOf(trace: Trace, event: number, text: string): Suggestion {
  const { label } = trace.attributesOf(event);
  const size = plural(trace.sizeOf(event), 'byte');
  const line = `line ${formatCount(trace.lineOf(event) + 1)}`;
  const detail = [size, line, ...(label === undefined ? [] : [`"${shownText(label)}"`])];
  return { kind: 'id', label: text, detail: detail.join(', ') };
}
