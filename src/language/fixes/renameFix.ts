import { plural } from '../../base/format';
import { visibleText } from '../../base/visibleText';
import { NONE } from '../../engine/block';
import type { ReplayState } from '../../replay/replayState';
import { EventKind, type Trace } from '../../trace/trace';
import { idPartsOf } from '../idParts';
import type { Columns, Lines } from '../lines';
import { preferred, replace, type Edit, type Fix } from './fix';

/** A block that is named on more lines keeps its name: an edit that large is no quick fix. */
const MOST_EDITS = 5000;
/** So many numbers are tried for a new name. */
const MOST_TRIES = 1000;

/**
 * Gives an allocation under an id that is still live a name of its own, up to where that block is
 * freed or moved to another name. What follows then means the block that had the id before.
 */
export function renameReusedId(
  { trace, journal }: ReplayState,
  lines: Lines,
  event: number,
): Fix | undefined {
  const id = trace.newIdOf(event);
  const name = freshId(trace, trace.idText(id));
  if (name === undefined) return undefined;
  const edits: Edit[] = [];
  const partsAt = (at: number) => idPartsOf(lines.lineAt(trace.lineOf(at)));
  const rename = (at: number, part: Columns | undefined) => {
    const line = trace.lineOf(at);
    if (part !== undefined) edits.push(replace(line, part.from, part.to, name));
  };
  const made = partsAt(event);
  rename(event, made?.newId ?? made?.id);
  // The event that allocated the block, which a realloc under the same name moves.
  let origin = event;
  for (let at = event + 1; at < trace.eventCount; at++) {
    const kind: EventKind = trace.kind[at];
    const newId = kind === EventKind.Realloc ? trace.newIdOf(at) : trace.id[at];
    if (trace.id[at] !== id && newId !== id) continue;
    if (trace.id[at] !== id || journal.originOf(at) !== origin) break;
    if (edits.length >= MOST_EDITS) return undefined;
    const parts = partsAt(at);
    rename(at, parts?.id);
    if (newId === id) rename(at, parts?.newId);
    const isMoved = journal.blockOf(at) !== NONE;
    const isOver = kind === EventKind.Free || trace.sizeOf(at) === 0 || (isMoved && newId !== id);
    if (isOver) break;
    if (isMoved) origin = at;
  }
  const where = plural(new Set(edits.map(({ from }) => from.line)).size, 'line');
  return preferred(`Rename this block to ${visibleText(name, 40)} (${where})`, ...edits);
}

/** An id like another that occurs nowhere in the trace. */
function freshId(trace: Trace, id: string): string | undefined {
  for (let number = 2; number < MOST_TRIES; number++) {
    const name = `${id}_${number}`;
    if (trace.findId(name) < 0) return name;
  }
  return undefined;
}
