import { readTrace } from '../../src/trace/reader';
import { Replay } from '../../src/replay/replay';
import { heapOfTrace } from '../../src/replay/heapOfTrace';
import { idUsesOf } from '../../src/language/idUses';
import { lifeEndsOf } from '../../src/replay/lifeEnds';
import type { Lines } from '../../src/language/lines';
import type { Named } from '../../src/language/naming';
import { atOnce } from '../support/atOnce';

/** The lines of a text, as an editor cuts it. */
export function linesOf(text: string): Lines {
  const lines = text.split(/\r\n|\r|\n/);
  return { lineCount: lines.length, lineAt: (line) => lines[line] };
}

/** A trace carried out, with its indexes. */
export function traceOf(text: string) {
  const trace = readTrace(new TextEncoder().encode(text));
  const replay = new Replay(trace, heapOfTrace(trace));
  replay.record(Infinity);
  const { journal } = replay;
  const named: Named = { trace, journal, uses: atOnce(idUsesOf(trace)) };
  return { trace, journal, named, ends: atOnce(lifeEndsOf(trace, journal)), lines: linesOf(text) };
}

/** A text with a caret, `|`, taken out: what is left, and where it was. */
export function caretIn(marked: string): { text: string; line: number; column: number } {
  const at = marked.indexOf('|');
  const before = marked.slice(0, at).split('\n');
  return {
    text: marked.slice(0, at) + marked.slice(at + 1),
    line: before.length - 1,
    column: before[before.length - 1].length,
  };
}
