import type { Lines, Position } from '../lines';

/** What stands between two places, replaced by other text. Line ends are `\n` whatever the text has. */
export interface Edit {
  readonly from: Position;
  readonly to: Position;
  readonly text: string;
}

/** One way to mend something. The edits do not overlap and are about the same text. */
export interface Fix {
  /** What it does, as a command to oneself. Holds text of the trace: show it, never interpret it. */
  readonly title: string;
  readonly edits: readonly Edit[];
  /** Whether it is what most people would want. At most one for each finding. */
  readonly isPreferred: boolean;
}

/** A finding to be mended: its code and where it is. */
export interface Mendable {
  readonly code: string;
  readonly line: number;
  readonly from: number;
  readonly to: number;
}

/** Replaces a part of one line. */
export function replace(line: number, from: number, to: number, text: string): Edit {
  return { from: { line, column: from }, to: { line, column: to }, text };
}

/** Inserts whole lines before a line. */
export function insertLines(line: number, text: string): Edit {
  return replace(line, 0, 0, `${text}\n`);
}

/** Removes a line with its line end. */
export function removeLine(lines: Lines, line: number): Edit {
  const isLast = line === lines.lineCount - 1;
  if (!isLast) return { from: { line, column: 0 }, to: { line: line + 1, column: 0 }, text: '' };
  const before = line > 0 ? { line: line - 1, column: lines.lineAt(line - 1).length } : undefined;
  const end = { line, column: lines.lineAt(line).length };
  return { from: before ?? { line, column: 0 }, to: end, text: '' };
}

/** Makes a comment of a line. */
export function commentOut(lines: Lines, line: number): Edit {
  const indent = lines.lineAt(line).search(/[^ \t]/);
  return replace(line, Math.max(0, indent), Math.max(0, indent), '# ');
}

/** Adds lines at the end of a text, whether or not its last line has an end. */
export function appendLines(lines: Lines, added: readonly string[]): Edit {
  const last = lines.lineCount - 1;
  const column = lines.lineAt(last).length;
  const block = added.join('\n');
  // An editor has an empty last line where the text ends with a line end.
  const inserted = column === 0 ? `${block}\n` : `\n${block}\n`;
  return replace(last, column, column, inserted);
}

/** The fix that most people would want. */
export function preferred(title: string, ...edits: Edit[]): Fix {
  return { title, edits, isPreferred: true };
}

/** Another way to mend the same. */
export function another(title: string, ...edits: Edit[]): Fix {
  return { title, edits, isPreferred: false };
}
