/** The part of a text change that matters here; VS Code's own type has it all. */
interface Change {
  readonly range: {
    readonly start: { readonly line: number };
    readonly end: { readonly line: number; readonly character: number };
  };
  readonly text: string;
}

/**
 * Where a line has gone after edits: down by the lines inserted before it, up by those deleted. A
 * line that was itself deleted becomes the one where the deletion began. `undefined` stays.
 * @param changes as VS Code reports them: not overlapping, all relative to the text before
 */
export function shiftLine(
  line: number | undefined,
  changes: readonly Change[],
): number | undefined {
  if (line === undefined) return undefined;
  let shift = 0;
  for (const { range, text } of changes) {
    const { start, end } = range;
    const isBefore = end.line < line || (end.line === line && end.character === 0);
    const more = text.split('\n').length - 1 - (end.line - start.line);
    // As many lines as before: they were formatted, or got other line ends.
    if (more === 0) continue;
    if (isBefore) shift += more;
    else if (start.line < line) shift += start.line - line;
  }
  return line + shift;
}
