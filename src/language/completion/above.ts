import type { Lines } from '../lines';
import type { Above } from './verbs';

/** Beyond so many lines of comments at the top it is taken for granted that events came. */
const MOST_LINES = 500;

const FIRST_WORD = /^[ \t]*([^ \t#"=]+)/;

/** What stands above a line. Looks at the lines up to the first event. */
export function aboveOf(lines: Lines, line: number): Above {
  const above = { hasVersion: false, hasHeap: false, hasEvent: line > MOST_LINES };
  for (let at = 0; at < Math.min(line, MOST_LINES) && !above.hasEvent; at++) {
    const word = FIRST_WORD.exec(lines.lineAt(at))?.[1];
    if (word === 'alloctrace') above.hasVersion = true;
    else if (word === 'heap') above.hasHeap = true;
    else if (word !== undefined && word !== 'meta') above.hasEvent = true;
  }
  if (above.hasEvent) above.hasVersion = above.hasHeap = true;
  return above;
}
