import type { Fix } from '../../../src/language/fixes/fix';
import type { Read } from '../../../src/language/fixes/offers';
import { findLeaks } from '../../../src/replay/leaks';
import { heapOfTrace, type HeapOverrides } from '../../../src/replay/heapOfTrace';
import { Replay } from '../../../src/replay/replay';
import { ReplayView } from '../../../src/replay/replayView';
import { TraceText } from '../../../src/session/traceText';
import { readTrace } from '../../../src/trace/reader';
import { atOnce } from '../../support/atOnce';

/** A text read and carried out as an editor has it; the cursor is before the first event. */
export function carriedOut(
  text: string,
  overrides: HeapOverrides = {},
): Read & { readonly view: ReplayView } {
  const bytes = new TextEncoder().encode(text);
  const trace = readTrace(bytes);
  const replay = new Replay(trace, heapOfTrace(trace, overrides));
  replay.record(Infinity);
  replay.seek(0);
  const traceText = new TraceText();
  traceText.push(bytes);
  const all = text.split(/\r\n|\r|\n/);
  const lines = { lineCount: all.length, lineAt: (line: number) => all[line] };
  const leaks = atOnce(findLeaks(replay));
  return { replay, text: traceText, lines, leaks, view: new ReplayView(replay) };
}

/** A text after a fix. Fails where edits overlap or leave the text, as an editor would. */
export function mended(text: string, { edits }: Pick<Fix, 'edits'>): string {
  const starts = [0];
  for (const match of text.matchAll(/\r\n|\r|\n/g)) starts.push(match.index + match[0].length);
  const lines = text.split(/\r\n|\r|\n/);
  const offsetOf = ({ line, column }: { line: number; column: number }) => {
    if (line === lines.length && column === 0) return text.length;
    if (!(column <= lines[line]?.length)) throw new Error(`no place ${line}:${column}`);
    return starts[line] + column;
  };
  const eol = /\r\n|\r|\n/.exec(text)?.[0] ?? '\n';
  const sorted = edits
    .map(({ from, to, text: added }, i) => ({ from: offsetOf(from), to: offsetOf(to), added, i }))
    .toSorted((a, b) => a.from - b.from || a.to - b.to || a.i - b.i);
  let result = '';
  let at = 0;
  for (const { from, to, added } of sorted) {
    if (from < at || to < from) throw new Error('edits overlap');
    result += text.slice(at, from) + added.replaceAll('\n', eol);
    at = to;
  }
  return result + text.slice(at);
}
