import { ConditionFault } from './fault';

/** A part of a condition: where it stands, and what it is. */
export interface Token {
  readonly kind: 'number' | 'text' | 'name' | 'operator' | 'end';
  /** The operator or the name; of a text what stands between the quotes. */
  readonly text: string;
  readonly value: number;
  /** UTF-16 columns from 0; `to` is behind the last one. */
  readonly from: number;
  readonly to: number;
}

/** Longer ones first: `<=` is not `<`. */
const OPERATORS: readonly string[] = '&& || == != <= >= < > ! ( ) + - * / % ~'.split(' ');

const FACTORS: ReadonlyMap<string, number> = new Map([
  ['', 1],
  ['K', 2 ** 10],
  ['KiB', 2 ** 10],
  ['M', 2 ** 20],
  ['MiB', 2 ** 20],
  ['G', 2 ** 30],
  ['GiB', 2 ** 30],
]);

const NAME = /[A-Za-z_]\w*/y;
const NUMBER = /[0-9][\w.]*/y;
const BLANK = /\s+/y;

/**
 * Cuts a condition into its parts; the last one is the end.
 * @throws ConditionFault where there is no part of a condition
 */
export function tokensOf(source: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  const match = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    return pattern.exec(source)?.[0];
  };
  for (;;) {
    at += match(BLANK)?.length ?? 0;
    if (at >= source.length) break;
    const token = tokenAt(source, at, match);
    tokens.push(token);
    at = token.to;
  }
  tokens.push({ kind: 'end', text: '', value: 0, from: source.length, to: source.length });
  return tokens;
}

function tokenAt(
  source: string,
  from: number,
  match: (pattern: RegExp) => string | undefined,
): Token {
  const name = match(NAME);
  if (name !== undefined) {
    return { kind: 'name', text: name, value: 0, from, to: from + name.length };
  }
  const digits = match(NUMBER);
  if (digits !== undefined) return numberToken(digits, from);
  const quote = source[from];
  if (quote === '"' || quote === "'") return textToken(source, from, quote);
  const operator = OPERATORS.find((each) => source.startsWith(each, from));
  if (operator !== undefined) {
    return { kind: 'operator', text: operator, value: 0, from, to: from + operator.length };
  }
  const instead = { '=': '==', '&': '&&', '|': '||' }[quote];
  const hint = instead === undefined ? '' : ` Write ${instead}.`;
  const sign = String.fromCodePoint(source.codePointAt(from) ?? 0);
  throw new ConditionFault(`${sign} means nothing here.${hint}`, from, from + sign.length);
}

function numberToken(text: string, from: number): Token {
  const to = from + text.length;
  const value = numberOf(text);
  if (value <= Number.MAX_SAFE_INTEGER) return { kind: 'number', text, value, from, to };
  throw new ConditionFault(numberProblem(text, value), from, to);
}

/**
 * A number as in a trace, and with a point: `4096`, `4KiB`, `1.5MiB`, `0x1000`. NaN where it is
 * none; what is above 2^53 - 1 is not exact.
 */
export function numberOf(text: string): number {
  const hex = /^0x([0-9a-f]+)$/i.exec(text);
  const [, digits, unit] = /^(\d+(?:\.\d+)?)([A-Za-z]*)$/.exec(text) ?? [];
  const factor = FACTORS.get(unit ?? '');
  return hex ? Number.parseInt(hex[1], 16) : Number(digits) * (factor ?? Number.NaN);
}

/** Why a text is no number that can be used, and what to write. */
export function numberProblem(text: string, value: number): string {
  return Number.isNaN(value)
    ? `${text} is no number. Write it as 4096, 4KiB, 1.5MiB or 0x1000.`
    : `${text} is too large: the largest number is 2^53 - 1.`;
}

function textToken(source: string, from: number, quote: string): Token {
  let text = '';
  for (let at = from + 1; at < source.length; at++) {
    if (source[at] === quote) return { kind: 'text', text, value: 0, from, to: at + 1 };
    if (source[at] === '\\') at++;
    text += source[at] ?? '';
  }
  throw new ConditionFault(`The text does not end. Close it with ${quote}.`, from, source.length);
}
