import { boolean, integer, object, oneOf, text, type Check } from '../base/check';
import { LONGEST_FILTER } from './filter';
import { request, WINDOW_LIMIT } from './message';

/** What the table can show of a block and be sorted by. */
export const BLOCK_COLUMNS = [
  'address',
  'state',
  'id',
  'requested',
  'size',
  'padding',
  'tail',
  'age',
  'line',
  'user',
  'label',
  'source',
  'thread',
  'end',
  'lost',
] as const;
export type BlockColumn = (typeof BLOCK_COLUMNS)[number];

/** How the table is sorted and filtered. */
export interface TableOrder {
  readonly sort: BlockColumn;
  readonly descending: boolean;
  /** In the language of filters: docs/inspector.md. */
  readonly filter: string;
}

export interface BlockWindow {
  readonly revision: number;
  /** Rows that pass the filter, of which this is a window. */
  readonly total: number;
  readonly start: number;
  /** One element a row, all of the same length. */
  readonly block: Uint32Array;
  /** 1 live, 0 free. */
  readonly live: Uint8Array;
  /** Bytes after the header. */
  readonly size: Uint32Array;
  readonly requested: Uint32Array;
  readonly padding: Uint32Array;
  readonly tail: Uint32Array;
  /** Bytes lost between this block and the next. */
  readonly lost: Uint8Array;
  /** Events since the allocation; 0 for free blocks. */
  readonly age: Uint32Array;
  /** Line of the allocation, from 1; 0 for free blocks. */
  readonly line: Uint32Array;
  /** Offset of the user data; 0 for free blocks. */
  readonly user: Uint32Array;
  /** The thread of the allocation; -1 where none is named. */
  readonly thread: Float64Array;
  /** The event that frees it or moves it, from 1; 0 for never. Empty unless it was asked for. */
  readonly end: Uint32Array;
  readonly id: readonly string[];
  readonly label: readonly string[];
  /** `at=` of the allocation, as written. */
  readonly source: readonly string[];
}

/** Larger than any row, event or offset that can occur. */
const LIMIT = 2 ** 32;
const count = integer(0, LIMIT);
const filter = text(LONGEST_FILTER);
const sort: Check<BlockColumn> = oneOf(...BLOCK_COLUMNS);

const asked = object<TableOrder & { start: number; count: number; ends: boolean }>({
  start: count,
  count: integer(0, WINDOW_LIMIT),
  sort,
  descending: boolean,
  filter,
  ends: boolean,
});

/**
 * A window on the rows. A filter that cannot be read fails.
 * @param ends whether `end` is wanted, false unless told: it takes a look at the whole trace, once
 */
export const blockWindow = request<
  TableOrder & { start: number; count: number; ends?: boolean },
  BlockWindow
>('blockWindow', (value) => asked({ ends: false, ...(value as object) }));

/** Where the block at an offset stands in the table as sorted and filtered; -1 if it is not there. */
export const blockRow = request<TableOrder & { block: number }, { revision: number; row: number }>(
  'blockRow',
  object({ block: count, sort, descending: boolean, filter }),
);

/** How many blocks there are of each size class: element i counts sizes 2^i to 2^(i+1) - 1. */
export interface BlockHistogram {
  readonly revision: number;
  readonly live: Uint32Array;
  readonly free: Uint32Array;
}

/** The sizes of the blocks that pass a filter. The smallest class holds size 0, too. */
export const blockHistogram = request<{ filter: string }, BlockHistogram>(
  'blockHistogram',
  object({ filter }),
);

/** The most runs of rows that one selection may have. */
export const RUNS_LIMIT = 1000;

/** Runs of rows as pairs of the first and the one behind the last, ascending. */
const runs: Check<readonly number[]> = (value) =>
  Array.isArray(value) &&
  value.length <= 2 * RUNS_LIMIT &&
  value.length % 2 === 0 &&
  value.every((each, i) => count(each) !== undefined && (i === 0 || each >= value[i - 1]))
    ? (value as number[])
    : undefined;

export interface BlockTotals {
  readonly revision: number;
  readonly blocks: number;
  /** How many of them are live, and what was asked for those. */
  readonly live: number;
  readonly requested: number;
  /** Bytes after the headers. */
  readonly size: number;
}

/** Sums over runs of rows of the table. */
export const blockTotals = request<TableOrder & { runs: readonly number[] }, BlockTotals>(
  'blockTotals',
  object({ sort, descending: boolean, filter, runs }),
);
