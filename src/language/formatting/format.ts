import { HEAD_LENGTH, refusalOf } from '../../trace/sniff';
import type { Lines } from '../lines';
import { BETWEEN_YIELDS, type Work } from '../slices';
import { fieldsOf, type LineFields } from './lineFields';
import { formatParagraph } from './paragraph';

/** A line that changes, and what it changes to. */
export interface LineEdit {
  readonly line: number;
  readonly text: string;
}

/** Beyond so many lines nothing is formatted: an editor would not take the changes. */
const MOST_LINES = 300_000;
/**
 * Where a multiple of so many lines begins, a paragraph is cut in two: the columns of a line then
 * never depend on lines far away.
 */
const LONGEST_PARAGRAPH = 512;

/**
 * What formatting the lines `from..to` (both included) changes. Comments, blank lines, attributes
 * and the spelling of verbs stay; a line that cannot be read stays as it is. Reading the result
 * gives the same trace, and formatting it changes nothing.
 */
export function* formatLines(lines: Lines, from: number, to: number): Work<LineEdit[]> {
  const edits: LineEdit[] = [];
  const last = Math.min(to, lines.lineCount - 1);
  if (last - from >= MOST_LINES || !isFormattable(lines)) return edits;
  let line = from;
  // The columns of a paragraph that begins above are those of all of it.
  while (line % LONGEST_PARAGRAPH > 0 && isEvent(lines, line) && isEvent(lines, line - 1)) line--;
  while (line <= last) {
    yield;
    const paragraph = paragraphAt(lines, line);
    const texts = formatParagraph(paragraph);
    for (let i = 0; i < texts.length; i++) {
      const at = line + i;
      if (paragraph[i].kind === 'asIs' || at < from || at > last) continue;
      if (texts[i] !== lines.lineAt(at)) edits.push({ line: at, text: texts[i] });
    }
    line += paragraph.length;
  }
  return edits;
}

/** Lines that follow each other and are replaced together: the first of them, and all texts. */
export interface LineRun {
  readonly line: number;
  readonly texts: string[];
}

/** An editor makes one edit of so many, which takes it long; then they come as one. */
const MOST_RUNS = 1000;

/** Edits whose lines follow each other, as one each; very many as one with the lines between them. */
export function joined(edits: readonly LineEdit[], lines: Lines): LineRun[] {
  const runs: LineRun[] = [];
  for (const { line, text } of edits) {
    const run = runs.at(-1);
    if (run !== undefined && run.line + run.texts.length === line) run.texts.push(text);
    else runs.push({ line, texts: [text] });
  }
  return runs.length < MOST_RUNS ? runs : [withLinesBetween(runs, lines)];
}

function withLinesBetween(runs: readonly LineRun[], lines: Lines): LineRun {
  const [{ line }] = runs;
  const all: string[] = [];
  for (const run of runs) {
    while (line + all.length < run.line) all.push(lines.lineAt(line + all.length));
    for (const text of run.texts) all.push(text);
  }
  return { line, texts: all };
}

/** The events from a line on that follow each other, or the one line that is no event. */
function paragraphAt(lines: Lines, start: number): LineFields[] {
  const first = fieldsOf(lines.lineAt(start));
  const paragraph = [first];
  if (first.kind !== 'event') return paragraph;
  const cut = start - (start % LONGEST_PARAGRAPH) + LONGEST_PARAGRAPH;
  const end = Math.min(cut, lines.lineCount);
  for (let line = start + 1; line < end; line++) {
    const next = fieldsOf(lines.lineAt(line));
    if (next.kind !== 'event') break;
    paragraph.push(next);
  }
  return paragraph;
}

function isEvent(lines: Lines, line: number): boolean {
  return fieldsOf(lines.lineAt(line)).kind === 'event';
}

/** Whether the text is a trace of a version that is known: of any other nothing is read. */
function isFormattable(lines: Lines): boolean {
  let head = '';
  for (let line = 0; line < lines.lineCount && head.length < HEAD_LENGTH; line++) {
    head += `${lines.lineAt(line).slice(0, HEAD_LENGTH)}\n`;
  }
  if (refusalOf(new TextEncoder().encode(head).subarray(0, HEAD_LENGTH)) !== undefined)
    return false;
  for (let line = 0; line < Math.min(lines.lineCount, BETWEEN_YIELDS); line++) {
    const { kind } = fieldsOf(lines.lineAt(line));
    if (kind !== 'blank' && kind !== 'comment') return kind !== 'newerVersion';
  }
  return true;
}
