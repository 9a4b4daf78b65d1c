import { visibleText } from '../../base/visibleText';
import { describeOutcome, Outcome } from '../../replay/outcome';
import type { ReplayState } from '../../replay/replayState';
import { nearest } from '../../trace/nearest';
import type { Lines } from '../lines';
import { partsOf } from '../parts';
import { another, insertLines, preferred, removeLine, replace, type Edit, type Fix } from './fix';
import { lineBehindVersion } from './heapFixes';
import { renameReusedId } from './renameFix';

/**
 * Ways to mend a fault or an inconsistency by changing lines; the best one first. What a larger heap
 * would mend is not among them.
 * @param leaked ids whose blocks nothing frees: a mistyped free leaves one behind
 */
export function faultFixes(
  replay: ReplayState,
  lines: Lines,
  event: number,
  leaked: readonly string[],
): readonly Fix[] {
  const { trace, journal } = replay;
  const line = trace.lineOf(event);
  const outcome: Outcome = journal.outcome[event];
  switch (outcome) {
    case Outcome.DoubleFree:
      return [preferred('Remove this second free', removeLine(lines, line))];
    case Outcome.UnknownFree:
    case Outcome.UnknownRealloc: {
      const near = nearest(trace.idText(trace.id[event]), leaked);
      const isRealloc = outcome === Outcome.UnknownRealloc;
      const first = near === undefined ? [] : [otherId(lines, line, near)];
      const usual = isRealloc ? writeAlloc(lines, line) : removeLine(lines, line);
      const title = isRealloc ? 'Make an allocation of it' : 'Remove this free';
      const second = near === undefined ? preferred(title, usual) : another(title, usual);
      return [...first, second, midway(lines)];
    }
    case Outcome.ReallocFreed:
      return [preferred('Make an allocation of it', writeAlloc(lines, line))];
    case Outcome.LiveId: {
      const rename = renameReusedId(replay, lines, event);
      const id = trace.idText(trace.newIdOf(event));
      const title = `Free ${visibleText(id, 40)} before this line`;
      const free = another(title, insertLines(line, `free ${id}`));
      return rename === undefined ? [free] : [rename, free];
    }
    case Outcome.MidwayRealloc:
      return [another('Make an allocation of it', writeAlloc(lines, line))];
    case Outcome.OutOfMemory:
    case Outcome.MidwayFree:
    case Outcome.OfNull:
    case Outcome.Done:
      return [];
  }
}

/** The code of what is wrong with an event. */
export function codeOfFault({ journal }: ReplayState, event: number): string {
  return describeOutcome(journal.outcome[event]).code;
}

function otherId(lines: Lines, line: number, id: string): Fix {
  const { from, to } = partsOf(lines.lineAt(line)).parts[1];
  return preferred(
    `Change to ${visibleText(id, 40)}, which is never freed`,
    replace(line, from, to, id),
  );
}

/** `realloc ID SIZE` as `alloc ID SIZE`, and with a new id as an allocation under that. */
function writeAlloc(lines: Lines, line: number): Edit {
  const { parts } = partsOf(lines.lineAt(line));
  const [verb, , second, third] = parts;
  const alloc = verb.text === 'r' ? 'a' : 'alloc';
  if (third?.kind !== 'word') return replace(line, verb.from, verb.to, alloc);
  return replace(line, verb.from, second.to, `${alloc} ${second.text}`);
}

function midway(lines: Lines): Fix {
  return another(
    'Say that the recording began while the program ran',
    insertLines(lineBehindVersion(lines), 'meta capture=midway'),
  );
}
