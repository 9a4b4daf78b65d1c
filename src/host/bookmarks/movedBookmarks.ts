import type { Bookmark } from '../../session/bookmarks';

/** The part of a text change that matters here; VS Code's own type has it all. */
export interface Change {
  readonly range: { readonly start: Position; readonly end: Position };
  readonly text: string;
}

interface Position {
  readonly line: number;
  readonly character: number;
}

/**
 * Bookmarks after edits: each stays with its line, and goes where that is deleted. The same list
 * where nothing has moved.
 * @param changes as VS Code reports them: not overlapping, all relative to the text before
 */
export function movedBookmarks(
  bookmarks: readonly Bookmark[],
  changes: readonly Change[],
): readonly Bookmark[] {
  const moved = bookmarks.flatMap((each) => {
    const line = movedLine(each.line, changes);
    return line === undefined ? [] : line === each.line ? each : { ...each, line };
  });
  const isAsBefore =
    moved.length === bookmarks.length && moved.every((each, i) => each === bookmarks[i]);
  return isAsBefore ? bookmarks : moved;
}

/** Those among bookmarks that go with their lines in an edit. */
export function lostBookmarks(
  bookmarks: readonly Bookmark[],
  changes: readonly Change[],
): readonly Bookmark[] {
  return bookmarks.filter(({ line }) => movedLine(line, changes) === undefined);
}

/** Where a line has gone, or undefined if it is deleted. */
function movedLine(line: number, changes: readonly Change[]): number | undefined {
  let shift = 0;
  for (const { range, text } of changes) {
    const { start, end } = range;
    const breaks = text.split('\n').length - 1;
    const more = breaks - (end.line - start.line);
    // As many lines as before: they were formatted, or are typed over.
    if (more === 0) continue;
    if (isBefore(end, line)) shift += more;
    else if (isBefore(start, line)) {
      // Of lines that others replace, as many stay in their places as come.
      const lines = text === '' || text.endsWith('\n') ? breaks : breaks + 1;
      if (line - start.line >= lines) return undefined;
    }
  }
  return line + shift;
}

/** Whether a place is at the start of a line or before it. */
function isBefore({ line, character }: Position, other: number): boolean {
  return line < other || (line === other && character === 0);
}
