import { FILTER_TERMS, LONGEST_FILTER, type FilterProblem } from '../../protocol/filter';
import type { FilterTerm } from '../../protocol/filter';
import { nearest } from '../../trace/nearest';
import { FilterFault, type Filter, type FilterTest, type NumberColumn } from './filter';
import { filterParts, type FilterPart } from './parts';
import { eventsOf, rangeOf } from './ranges';

const TERMS: ReadonlyMap<string, FilterTerm> = new Map(
  FILTER_TERMS.flatMap((term) =>
    [term.name, ...term.also].map((name) => [name.toLowerCase(), term] as const),
  ),
);

export type ReadFilter =
  | { readonly filter: Filter; readonly problem?: undefined }
  | { readonly filter?: undefined; readonly problem: FilterProblem };

/** Reads a filter. Takes any text and never throws. */
export function readFilter(source: string): ReadFilter {
  try {
    if (source.length > LONGEST_FILTER) {
      const message = `A filter has at most ${LONGEST_FILTER} characters.`;
      throw new FilterFault(message, LONGEST_FILTER, source.length);
    }
    return { filter: { tests: filterParts(source).map(testOf) } };
  } catch (error) {
    if (!(error instanceof FilterFault)) throw error;
    const { message, from, to } = error;
    return { problem: { message, from, to } };
  }
}

function testOf(part: FilterPart): FilterTest {
  const { name, operator, value, isQuoted } = part;
  if (operator === '') return isQuoted ? word(part) : bareWord(part);
  const term = TERMS.get(name.toLowerCase());
  if (term === undefined) throw unknownName(part);
  if (value === '' && !isQuoted) {
    const message = `A value is missing, as in ${term.example}.`;
    throw new FilterFault(message, part.from, part.to);
  }
  switch (term.kind) {
    case 'state': {
      const message = `${term.name} stands alone, without ${operator}.`;
      throw new FilterFault(message, part.from, part.to);
    }
    case 'text':
      return textTest(part, term.name as 'id' | 'label' | 'at');
    case 'event':
      return numberTest(part, 'made', eventsOf(part));
    case 'number':
    case 'address':
      return numberTest(part, term.name as NumberColumn, rangeOf(part));
  }
}

function bareWord(part: FilterPart): FilterTest {
  const { isNegated, value } = part;
  const lower = value.toLowerCase();
  if (lower === 'live' || lower === 'free') {
    return { kind: 'state', isLive: lower === 'live', isNegated };
  }
  if (lower === 'lost') {
    return { kind: 'number', column: 'lost', low: 1, high: Infinity, isNegated };
  }
  return word(part);
}

function word({ isNegated, value }: FilterPart): FilterTest {
  const match = { text: value.toLowerCase(), how: 'has' } as const;
  return { kind: 'text', field: 'name', match, isNegated };
}

/** What a text does that may have a rest behind the value. */
const ENDINGS = { '': 'is', '*': 'begins', '#': 'isNumbered' } as const;

function textTest(part: FilterPart, field: 'id' | 'label' | 'at'): FilterTest {
  const { operator, value, rest, isNegated } = part;
  switch (operator) {
    case ':':
    case '~': {
      const match = { text: value.toLowerCase(), how: 'has' } as const;
      return { kind: 'text', field, match, isNegated };
    }
    case '=':
    case '==':
    case '!=': {
      const match = { text: value, how: ENDINGS[rest] } as const;
      return { kind: 'text', field, match, isNegated: isNegated !== (operator === '!=') };
    }
    default: {
      const message = `Texts have no order. Write ${field}:${value} or ${field}=${value}.`;
      throw new FilterFault(message, part.from, part.to);
    }
  }
}

function numberTest(
  { isNegated, operator }: FilterPart,
  column: NumberColumn,
  [low, high]: readonly [number, number],
): FilterTest {
  return { kind: 'number', column, low, high, isNegated: isNegated !== (operator === '!=') };
}

function unknownName({ isNegated, name, operator, from, to }: FilterPart): FilterFault {
  const close = nearest(name, [...TERMS.keys()]);
  const known = close === undefined ? undefined : TERMS.get(close)?.name;
  const hint =
    known === undefined
      ? 'A word with such a sign stands in quotes.'
      : `Did you mean ${known}${operator}?`;
  const start = from + (isNegated ? 1 : 0);
  return new FilterFault(`There is no ${name}${operator} here. ${hint}`, start, to);
}
