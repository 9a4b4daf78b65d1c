import { object, text } from '../base/check';
import { request } from './message';

/** What a term of the table's filter is compared with. */
export type FilterTermKind = 'state' | 'number' | 'text' | 'event' | 'address';

/** A word that a filter may begin a term with. */
export interface FilterTerm {
  readonly name: string;
  readonly kind: FilterTermKind;
  /** Other names that mean the same. */
  readonly also: readonly string[];
  /** What it is, in words, without a full stop. */
  readonly meaning: string;
  readonly example: string;
}

/** All of them, in the order in which they are explained. */
export const FILTER_TERMS: readonly FilterTerm[] = [
  term('live', 'state', 'blocks that are allocated', 'live'),
  term('free', 'state', 'blocks that are not', '-free'),
  term('lost', 'number', 'bytes lost after the block; alone: any', 'lost>4'),
  term('size', 'number', 'bytes after the header', 'size:64..127', ['blockSize']),
  term('requested', 'number', 'bytes that the program asked for', 'requested>=4KiB'),
  term('padding', 'number', 'bytes before the user data', 'padding>0'),
  term('tail', 'number', 'bytes after the user data', 'tail>=16'),
  term('age', 'number', 'events since the allocation', 'age>1000'),
  term('line', 'number', 'line of the allocation', 'line:100..200'),
  term('id', 'text', 'the id has this in it; = is the whole id', 'id=a7'),
  term('label', 'text', 'the label has this in it', 'label:"rx buffer"'),
  term('at', 'text', 'the place in the source has this in it', 'at:main.c', ['source']),
  term('thread', 'number', 'the thread that allocated it', 'thread=2', ['tid']),
  term('made', 'event', 'allocated by one of these events', 'made:100..200'),
  term('address', 'address', 'the block covers one of these bytes', 'address:0x10000040'),
];

/** The longest filter, in UTF-16 units. */
export const LONGEST_FILTER = 1000;

/** What is wrong with a filter, and where: UTF-16 columns from 0. */
export interface FilterProblem {
  readonly message: string;
  readonly from: number;
  readonly to: number;
}

/** Whether a filter can be used, and if not, why. */
export const checkFilter = request<{ filter: string }, { problem: FilterProblem | null }>(
  'checkFilter',
  object({ filter: text(LONGEST_FILTER) }),
);

function term(
  name: string,
  kind: FilterTermKind,
  meaning: string,
  example: string,
  also: readonly string[] = [],
): FilterTerm {
  return { name, kind, also, meaning, example };
}
