import { lowerBound } from '../../base/ascending';
import { plural } from '../../base/format';
import { visibleText } from '../../base/visibleText';
import type { Trace } from '../../trace/trace';
import type { Leaks } from '../../replay/leaks';
import type { Lines } from '../lines';
import { partsOf } from '../parts';
import { another, appendLines, preferred, type Fix } from './fix';

/** More frees than this are no quick fix. */
const MOST_FREES = 5000;

/**
 * Frees at the end of the trace for blocks that nothing frees: for all, and for the one that `event`
 * allocated. A block whose id has come to name another one cannot be freed by its id.
 * @param all what `freeAll` gives, which is the same for every event
 */
export function leakFixes(
  trace: Trace,
  lines: Lines,
  leaks: Leaks,
  event: number,
  all: () => readonly Fix[] = () => freeAll(trace, lines, leaks),
): readonly Fix[] {
  const own = rowOf(leaks.events, event);
  if (own < 0) return [];
  const fixes = all();
  if (leaks.isNamed[own] === 0) return fixes;
  const id = visibleText(trace.idText(trace.newIdOf(event)), 40);
  const make = fixes.length === 0 ? preferred : another;
  const free = appendLines(lines, [freeOf(trace, lines, event)]);
  return [...fixes, make(`Free ${id} at the end of the trace`, free)];
}

/** Frees all of them, where they are several and not too many. */
export function freeAll(trace: Trace, lines: Lines, leaks: Leaks): Fix[] {
  const rows = namedRows(leaks);
  if (rows.length < 2 || rows.length > MOST_FREES) return [];
  const frees = rows.map((row) => freeOf(trace, lines, leaks.events[row]));
  const title = `Free all ${plural(rows.length, 'block')} at the end of the trace`;
  return [preferred(title, appendLines(lines, frees))];
}

/** Rows of the blocks that can be freed by their ids; at most one more than may be. */
function namedRows({ events, isNamed }: Leaks): number[] {
  const rows: number[] = [];
  for (let row = 0; row < events.length && rows.length <= MOST_FREES; row++) {
    if (isNamed[row] === 1) rows.push(row);
  }
  return rows;
}

/** Where an event is among ascending ones, or -1. */
function rowOf(events: Uint32Array, event: number): number {
  const row = lowerBound(events, event);
  return events[row] === event ? row : -1;
}

/** A free of what an event allocated, with a short verb where that has one. */
function freeOf(trace: Trace, lines: Lines, event: number): string {
  const [verb] = partsOf(lines.lineAt(trace.lineOf(event))).parts;
  return `${verb?.text.length === 1 ? 'f' : 'free'} ${trace.idText(trace.newIdOf(event))}`;
}
