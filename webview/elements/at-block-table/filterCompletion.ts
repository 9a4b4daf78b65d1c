import { FILTER_TERMS, type FilterTerm } from '../../../src/protocol/filter';

/** Terms that could stand where the caret is, and what they would replace. */
export interface Completion {
  /** UTF-16 columns of the filter, from 0. */
  readonly from: number;
  readonly to: number;
  readonly terms: readonly FilterTerm[];
}

const NONE: Completion = { from: 0, to: 0, terms: [] };

/** The terms whose names begin as the word before the caret does. Of a whole name, none. */
export function completionOf(filter: string, caret: number): Completion {
  const before = filter.slice(0, caret);
  const isInQuotes = (before.replaceAll(/\\./g, '').split('"').length - 1) % 2 === 1;
  const [, signs, word = ''] = /(?:^|\s)([-!]?)([A-Za-z]+)$/.exec(before) ?? [];
  if (isInQuotes || signs === undefined || /^\S/.test(filter.slice(caret))) return NONE;
  const lower = word.toLowerCase();
  const terms = FILTER_TERMS.filter(({ name }) => name.startsWith(lower) && name !== lower);
  return { from: caret - word.length, to: caret, terms };
}

/** What a term adds to the filter: a state stands alone, all else goes on. */
function insertionOf({ name, kind }: FilterTerm): string {
  if (kind === 'state') return `${name} `;
  return kind === 'number' ? `${name}>` : `${name}:`;
}

/** The filter with a term instead of the word before the caret, and where the caret is then. */
export function completed(
  filter: string,
  { from, to }: Completion,
  term: FilterTerm,
): { readonly filter: string; readonly caret: number } {
  const insertion = insertionOf(term);
  return {
    filter: filter.slice(0, from) + insertion + filter.slice(to),
    caret: from + insertion.length,
  };
}
