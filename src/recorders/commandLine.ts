/**
 * The words of a command as a shell takes them apart, without expanding anything: blanks separate,
 * quotes and backslashes keep together. Undefined where a quote is not closed.
 */
export function wordsOf(line: string): string[] | undefined {
  const words: string[] = [];
  let word: string | undefined;
  let quote: string | undefined;
  for (let i = 0; i < line.length; i++) {
    const character = line[i];
    const next = line.at(i + 1);
    if (quote === "'") {
      if (character === "'") quote = undefined;
      else word += character;
    } else if (
      character === '\\' &&
      next !== undefined &&
      (quote === undefined || /["\\$`]/.test(next))
    ) {
      word = `${word ?? ''}${next}`;
      i++;
    } else if (character === quote) quote = undefined;
    else if (quote === undefined && (character === '"' || character === "'")) {
      quote = character;
      word ??= '';
    } else if (quote === undefined && /\s/.test(character)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else word = `${word ?? ''}${character}`;
  }
  if (quote !== undefined) return undefined;
  if (word !== undefined) words.push(word);
  return words;
}
