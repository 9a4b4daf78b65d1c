import type { Lines } from './lines';
import { BETWEEN_YIELDS, type Work } from './slices';

/** Lines that an editor can fold into the first of them. */
export interface Fold {
  readonly start: number;
  /** The last line, above `start`. */
  readonly end: number;
  readonly kind: 'section' | 'comment' | 'header';
}

const enum Kind {
  Blank,
  Comment,
  Directive,
  Mark,
  Other,
}

const DIRECTIVE = /^[ \t]*(?:alloctrace|meta|heap)(?=[ \t#]|$)/;
const MARK = /^[ \t]*(?:mark|m)(?=[ \t#]|$)/;

/**
 * What can be folded: from a mark to before the next, runs of comment lines, and the directives at
 * the top. What stands right before a mark (comments, blank lines) belongs to that mark.
 */
export function* foldsOf(lines: Lines): Work<Fold[]> {
  const folds: Fold[] = [];
  const fold = (start: number, end: number, kind: Fold['kind']) => {
    if (start >= 0 && end > start) folds.push({ start, end, kind });
  };
  const { lineCount } = lines;
  let mark = -1;
  let comment = -1;
  let header = -1;
  let isHeaderOver = false;
  /** The last directive, event or line that cannot be read. */
  let significant = -1;
  for (let line = 0; line < lineCount; line++) {
    if (line % BETWEEN_YIELDS === 0) yield;
    const kind = kindOf(lines.lineAt(line));
    if (kind === Kind.Comment) {
      if (comment < 0) comment = line;
      continue;
    }
    fold(comment, line - 1, 'comment');
    comment = -1;
    if (kind === Kind.Blank) continue;
    if (kind === Kind.Directive && !isHeaderOver && header < 0) header = line;
    if (kind !== Kind.Directive && !isHeaderOver) {
      isHeaderOver = true;
      fold(header, significant, 'header');
    }
    if (kind === Kind.Mark) {
      fold(mark, significant, 'section');
      mark = line;
    }
    significant = line;
  }
  fold(comment, lineCount - 1, 'comment');
  if (!isHeaderOver) fold(header, significant, 'header');
  fold(mark, significant, 'section');
  return folds.toSorted((a, b) => a.start - b.start);
}

function kindOf(text: string): Kind {
  let at = 0;
  while (text.charCodeAt(at) === 32 || text.charCodeAt(at) === 9) at++;
  switch (text[at]) {
    case undefined:
      return Kind.Blank;
    case '#':
      return Kind.Comment;
    case 'm':
    case 'h':
    case 'a':
      if (DIRECTIVE.test(text)) return Kind.Directive;
      return MARK.test(text) ? Kind.Mark : Kind.Other;
    default:
      return Kind.Other;
  }
}
