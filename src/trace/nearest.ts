/** Longer words are never a slip of the finger away from a word of the language. */
const LONGEST = 16;

/** Edit distance between two short words, a swap of neighbours counting as one edit. */
function distance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let best = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        best = Math.min(best, beforeLast[j - 2] + 1);
      }
      row.push(best);
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length];
}

/** The known word that `word` was probably meant to be, or undefined. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  if (word.length > LONGEST) return undefined;
  const lower = word.toLowerCase();
  let best: string | undefined;
  let bestDistance = 3;
  for (const candidate of known) {
    const edits = distance(lower, candidate);
    // Two edits turn any two-letter word into any other: they must leave most of it standing.
    if (edits < bestDistance && edits * 2 < candidate.length) {
      best = candidate;
      bestDistance = edits;
    }
  }
  return best;
}
