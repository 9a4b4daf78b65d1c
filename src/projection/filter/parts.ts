import { FilterFault } from './filter';

/** A part of a filter between blanks: `-label:"two words"*`. */
export interface FilterPart {
  readonly isNegated: boolean;
  /** What stands before the operator; empty where there is none. */
  readonly name: string;
  /** Empty for a word without one. */
  readonly operator: string;
  readonly value: string;
  /** Whether the value, or the word, stands in quotes. */
  readonly isQuoted: boolean;
  /** What may follow the value: `*` anything; `#`, behind quotes only, nothing or what begins with a digit. */
  readonly rest: '' | '*' | '#';
  /** UTF-16 columns from 0: of the whole part, and of the value. */
  readonly from: number;
  readonly valueFrom: number;
  readonly to: number;
}

const BLANK = /\s+/y;
const NEGATION = /[-!](?=\S)/y;
/** `std::vector` is a word, and so is what begins with a digit. */
const NAME = /([A-Za-z]+)(<=|>=|!=|==|=|<|>|~|:(?!:))/y;
const REST = /[*#]?/y;
const VALUE = /[^\s"]*/y;

/**
 * Cuts a filter at its blanks; quotes keep them.
 * @throws FilterFault where a quote is not closed
 */
export function filterParts(source: string): FilterPart[] {
  const parts: FilterPart[] = [];
  let at = 0;
  const match = (pattern: RegExp) => {
    pattern.lastIndex = at;
    const found = pattern.exec(source);
    at += found?.[0].length ?? 0;
    return found;
  };
  for (match(BLANK); at < source.length; match(BLANK)) {
    const from = at;
    const isNegated = match(NEGATION) !== null;
    const [, name = '', operator = ''] = match(NAME) ?? [];
    const valueFrom = at;
    const isQuoted = source[at] === '"';
    let value = '';
    if (isQuoted) ({ value, end: at } = quoted(source, at));
    else value = match(VALUE)?.[0] ?? '';
    if (at < source.length && !/[\s*#]/.test(source[at])) {
      const message = 'A blank is missing here, or a quote too many. Write \\" for a quote.';
      throw new FilterFault(message, at, at + 1);
    }
    let rest: FilterPart['rest'] = '';
    if (isQuoted) {
      rest = (match(REST)?.[0] ?? '') as FilterPart['rest'];
    } else if (!isQuoted && value.length > 1 && value.endsWith('*') && operator !== '') {
      rest = '*';
      value = value.slice(0, -1);
    }
    parts.push({ isNegated, name, operator, value, isQuoted, rest, from, valueFrom, to: at });
  }
  return parts;
}

function quoted(source: string, from: number): { value: string; end: number } {
  let value = '';
  for (let at = from + 1; at < source.length; at++) {
    if (source[at] === '"') return { value, end: at + 1 };
    if (source[at] === '\\') at++;
    value += source[at] ?? '';
  }
  throw new FilterFault('The quote does not end. Close it with ".', from, source.length);
}
