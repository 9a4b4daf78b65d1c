import type { Lines, Place } from './lines';
import { partsOf } from './parts';
import { BETWEEN_YIELDS, type Work } from './slices';
import { type SourceLocation, sourceLocationOf } from './sourceLocation';

/** At most so many are made; **Go to Source** does not need them. */
const MOST_LINKS = 5000;
/** A line that is longer is left out. */
const LONGEST = 4096;

/** Where a text names a place in the recorded program's source. */
export interface SourceLink extends Place {
  readonly location: SourceLocation;
}

/** The `at=` of a text that can be read. */
export function* sourceLinksOf(lines: Lines): Work<SourceLink[]> {
  const links: SourceLink[] = [];
  const { lineCount } = lines;
  for (let line = 0; line < lineCount && links.length < MOST_LINKS; line++) {
    if (line % BETWEEN_YIELDS === 0) yield;
    const text = lines.lineAt(line);
    if (text.length > LONGEST || !text.includes('at=')) continue;
    const location = sourceLocationOf(text);
    const part = location && partsOf(text).parts.find(({ key }) => key === 'at');
    if (location === undefined || part === undefined) continue;
    links.push({ line, from: part.valueFrom, to: part.valueTo, location });
  }
  return links;
}
