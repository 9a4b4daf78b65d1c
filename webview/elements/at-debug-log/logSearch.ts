/** A place in the log that has what was searched for. */
export interface LogHit {
  readonly line: number;
  readonly start: number;
  readonly end: number;
}

/** Every place, from the oldest line on, where a text occurs in whatever case. */
export function hitsIn(lines: readonly string[], sought: string): LogHit[] {
  const text = folded(sought);
  if (text === '') return [];
  return lines.flatMap((each, line) => {
    const hits: LogHit[] = [];
    const lower = folded(each);
    for (
      let start = lower.indexOf(text);
      start >= 0;
      start = lower.indexOf(text, start + text.length)
    ) {
      hits.push({ line, start, end: start + text.length });
    }
    return hits;
  });
}

/** In lower case, and as long as before: a few letters have a lower case of several characters. */
function folded(text: string): string {
  const lower = text.toLowerCase();
  if (lower.length === text.length) return lower;
  return Array.from(text, (letter) => {
    const small = letter.toLowerCase();
    return small.length === letter.length ? small : letter;
  }).join('');
}

/** A line cut at its hits; every second piece, from the second on, is a hit. */
export function piecesOf(text: string, hits: readonly LogHit[]): string[] {
  const pieces: string[] = [];
  let at = 0;
  for (const { start, end } of hits) {
    pieces.push(text.slice(at, start), text.slice(start, end));
    at = end;
  }
  return [...pieces, text.slice(at)];
}
