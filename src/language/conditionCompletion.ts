import { ConditionFault } from '../replay/condition/fault';
import { CONDITION_NAMES, type ConditionName } from '../replay/condition/names';
import { tokensOf, type Token } from '../replay/condition/tokens';
import { OUTCOME_CODES } from '../replay/outcome';
import { EVENT_VERBS } from '../trace/verbs';
import { DESCRIBED_NAMES } from './conditionNames';

/** Something that a condition may go on with. */
export interface ConditionWord {
  readonly kind: 'name' | 'operator' | 'value';
  readonly text: string;
  readonly meaning: string;
}

/** What may stand at the end of a condition that is being typed, and where it begins. */
export interface ConditionCompletion {
  /** UTF-16 column of the word that one takes the place of; the end where none is begun. */
  readonly from: number;
  readonly words: readonly ConditionWord[];
}

const NAMES: readonly ConditionWord[] = DESCRIBED_NAMES.map(({ name, meaning }) => ({
  kind: 'name',
  text: name,
  meaning,
}));

/** What texts may be compared with where there are only so many. */
const VALUES: ReadonlyMap<string, readonly ConditionWord[]> = new Map([
  ['verb', EVENT_VERBS.map(valueWord)],
  ['result', OUTCOME_CODES.map(valueWord)],
]);

const EQUALITY = [operator('==', 'is the same as'), operator('!=', 'is not the same as')];
const COMPARISONS: { readonly [type in ConditionName['type']]: readonly ConditionWord[] } = {
  number: [
    operator('>', 'is larger than'),
    operator('>=', 'is at least'),
    operator('<', 'is smaller than'),
    operator('<=', 'is at most'),
    ...EQUALITY,
  ],
  text: [...EQUALITY, operator('~', 'contains, in upper or lower case')],
  boolean: [],
};
const JOINERS = [
  operator('&&', 'and: what follows must hold too'),
  operator('||', 'or: it is enough if what follows holds'),
];

const COMPARING = new Set(['==', '!=', '<', '<=', '>', '>=', '~']);
const JOINING = new Set(['&&', '||']);

/**
 * What a condition may go on with: a name or a value where one is missing, else an operator. Nothing
 * inside other texts in quotes and in numbers.
 * @param text the condition up to the caret
 */
export function completeCondition(text: string): ConditionCompletion {
  const from = beginOfWord(text);
  const typed = text.slice(from);
  const before = tokensOfBeginning(text.slice(0, from));
  return { from, words: before === undefined ? [] : wordsAfter(before, typed, text) };
}

function wordsAfter(before: readonly Token[], typed: string, text: string): ConditionWord[] {
  const last = before.at(-1);
  if (last !== undefined && !isOperator(last)) {
    return typed === '' && /\s$/.test(text) ? operatorsAfter(before) : [];
  }
  const compared = COMPARING.has(last?.text ?? '') ? before.at(-2) : undefined;
  const values = VALUES.get(compared?.kind === 'name' ? compared.text : '');
  if (values !== undefined) return matching(values, typed.replace(/^["']/, ''));
  return /^["'\d]/.test(typed) ? [] : matching(NAMES, typed);
}

/** Those that begin with what is typed, and then those that hold it. */
function matching(words: readonly ConditionWord[], typed: string): ConditionWord[] {
  const lower = typed.toLowerCase();
  const place = ({ text }: ConditionWord) => text.replace(/^"/, '').toLowerCase().indexOf(lower);
  return [...words.filter((word) => place(word) === 0), ...words.filter((word) => place(word) > 0)];
}

/** A comparison, or what joins it to the next one where there is one already. */
function operatorsAfter(before: readonly Token[]): ConditionWord[] {
  const part = lastPart(before);
  const isCompared = part.some(({ text, kind }) => {
    return kind === 'operator' && (COMPARING.has(text) || JOINING.has(text));
  });
  const operand = part.find((token) => !isOperator(token) && token.text !== ')');
  const type = operand && typeOf(operand);
  if (isCompared || type === 'boolean') return JOINERS;
  return type === undefined ? [] : [...COMPARISONS[type]];
}

/** What stands behind the last operator that joins, or the last parenthesis that is open. */
function lastPart(tokens: readonly Token[]): readonly Token[] {
  let depth = 0;
  for (let i = tokens.length - 1; i >= 0; i--) {
    const { kind, text } = tokens[i];
    if (kind !== 'operator') continue;
    if (depth === 0 && (text === '(' || JOINING.has(text))) return tokens.slice(i + 1);
    if (text === ')') depth++;
    if (text === '(') depth--;
  }
  return tokens;
}

function typeOf({ kind, text }: Token): ConditionName['type'] | undefined {
  if (kind === 'number' || kind === 'text') return kind;
  return text === 'true' || text === 'false' ? 'boolean' : CONDITION_NAMES.get(text)?.type;
}

/** Whether a value has to follow. */
function isOperator({ kind, text }: Token): boolean {
  return kind === 'operator' && text !== ')';
}

/** Where the word at the end begins, or the text in quotes that is not closed. */
function beginOfWord(text: string): number {
  const closed = /^(?:[^"']|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')*/.exec(text)?.[0] ?? '';
  return closed === text ? text.search(/\w*$/) : closed.length;
}

/** Undefined where it cannot be read. */
function tokensOfBeginning(text: string): Token[] | undefined {
  try {
    return tokensOf(text).slice(0, -1);
  } catch (error) {
    if (error instanceof ConditionFault) return undefined;
    throw error;
  }
}

function operator(text: string, meaning: string): ConditionWord {
  return { kind: 'operator', text, meaning };
}

function valueWord(text: string): ConditionWord {
  return { kind: 'value', text: `"${text}"`, meaning: '' };
}
