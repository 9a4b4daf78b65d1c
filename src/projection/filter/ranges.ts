import { numberOf, numberProblem } from '../../replay/condition/tokens';
import { FilterFault } from './filter';
import type { FilterPart } from './parts';

type Range = readonly [low: number, high: number];

/**
 * The whole numbers that a part allows, both ends included.
 * @throws FilterFault if it names no numbers
 */
export function rangeOf(part: FilterPart): Range {
  const { operator, value } = part;
  const dots = value.indexOf('..');
  if (dots >= 0) return between(part, dots);
  const number = numberAt(part, 0, value.length);
  switch (operator) {
    case '<':
      return [-Infinity, Math.ceil(number) - 1];
    case '<=':
      return [-Infinity, number];
    case '>':
      return [Math.floor(number) + 1, Infinity];
    case '>=':
      return [number, Infinity];
    case '~':
      throw new FilterFault('Only texts are looked into. Write = or :.', part.from, part.to);
    default:
      return [number, number];
  }
}

/**
 * The events that a part allows: like any other range, but `FROM..` and `..TO` must name events,
 * which are counted from 1.
 */
export function eventsOf(part: FilterPart): Range {
  const [low, high] = rangeOf(part);
  if (high >= 1) return [low, high];
  throw new FilterFault('Events are counted from 1.', part.valueFrom, part.to);
}

function between(part: FilterPart, dots: number): Range {
  const { operator, value, valueFrom, from, to } = part;
  if (!['=', '==', ':', '!='].includes(operator)) {
    const message = `Write ${part.name}:${value} for what lies between.`;
    throw new FilterFault(message, from, to);
  }
  const end = dots + 2;
  if (value.length === 2) throw new FilterFault('Write FROM..TO, FROM.. or ..TO.', valueFrom, to);
  const low = dots === 0 ? -Infinity : numberAt(part, 0, dots);
  const high = end === value.length ? Infinity : numberAt(part, end, value.length);
  if (low <= high) return [low, high];
  const message = `Nothing lies between. Write ${value.slice(end)}..${value.slice(0, dots)}.`;
  throw new FilterFault(message, valueFrom, to);
}

/** Units in any case: nobody looks at a box for the difference of `4k` and `4K`. */
function numberAt(
  { value, valueFrom, isQuoted, rest }: FilterPart,
  start: number,
  end: number,
): number {
  if (isQuoted) {
    throw new FilterFault('A number stands without quotes.', valueFrom, valueFrom + end + 2);
  }
  const text = value.slice(start, end);
  const unit = /[kmg](?:ib)?$/i.exec(text)?.[0] ?? '';
  const isHex = /^0x/i.test(text);
  const spelled = isHex ? text : text.slice(0, text.length - unit.length) + spelling(unit);
  const number = rest === '' ? numberOf(spelled) : Number.NaN;
  if (number <= Number.MAX_SAFE_INTEGER) return number;
  throw new FilterFault(numberProblem(text, number), valueFrom + start, valueFrom + end);
}

function spelling(unit: string): string {
  return unit.slice(0, 1).toUpperCase() + (unit.length > 1 ? 'iB' : '');
}
