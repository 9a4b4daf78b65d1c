import type { BlockColumns, TraceMoment } from '../blockColumns';
import { FREE } from '../blockList';
import type { Filter, FilterTest, NumberColumn, TextMatch } from './filter';

/** Places in the block list, in address order. */
export type TableRows = Uint32Array<ArrayBuffer>;

/** Rows handled between two chances for a caller to let others run: some milliseconds at most. */
const ROWS_AT_ONCE = 2 ** 15;
/** The same for rows whose texts are looked at. */
const TEXTS_AT_ONCE = 2048;

/** The blocks that pass a filter, as work that stops now and then. */
export function* filteredRows(
  replay: TraceMoment,
  list: BlockColumns,
  { tests }: Filter,
): Generator<void, TableRows, undefined> {
  const rows = new Uint32Array(list.blocks.length);
  const quick = tests.filter((test) => !needsText(test)).map((test) => holds(replay, list, test));
  const slow = tests.filter(needsText).map((test) => holds(replay, list, test));
  let count = 0;
  let texts = 0;
  for (let row = 0; row < rows.length; row++) {
    if (row % ROWS_AT_ONCE === ROWS_AT_ONCE - 1) yield;
    if (!passes(quick, row)) continue;
    if (slow.length > 0) {
      if (++texts % TEXTS_AT_ONCE === 0) yield;
      if (!passes(slow, row)) continue;
    }
    rows[count++] = row;
  }
  return rows.subarray(0, count);
}

type Test = (row: number) => boolean;

function passes(tests: readonly Test[], row: number): boolean {
  for (const test of tests) if (!test(row)) return false;
  return true;
}

/** Texts are made from the trace, and so is the thread: a hundred times as slow as a column. */
function needsText(test: FilterTest): boolean {
  return test.kind === 'text' || (test.kind === 'number' && test.column === 'thread');
}

function holds(replay: TraceMoment, list: BlockColumns, test: FilterTest): Test {
  const positive = positiveTest(replay, list, test);
  return test.isNegated ? (row) => !positive(row) : positive;
}

function positiveTest(replay: TraceMoment, list: BlockColumns, test: FilterTest): Test {
  const { requested } = list;
  switch (test.kind) {
    case 'state':
      return test.isLive ? (row) => requested[row] !== FREE : (row) => requested[row] === FREE;
    case 'text': {
      const textOf = textsOf(replay, list, test.field);
      const { match } = test;
      return (row) => requested[row] !== FREE && matches(textOf(row), match);
    }
    case 'number':
      return numberTest(replay, list, test.column, test.low, test.high);
  }
}

function numberTest(
  replay: TraceMoment,
  list: BlockColumns,
  column: NumberColumn,
  low: number,
  high: number,
): Test {
  const { requested, size, tag } = list;
  const { trace } = replay;
  /** What only live blocks have. */
  const ofLive = (of: (row: number) => number): Test => {
    return (row) => {
      if (requested[row] === FREE) return false;
      const value = of(row);
      return value >= low && value <= high;
    };
  };
  switch (column) {
    case 'size':
      return (row) => size[row] >= low && size[row] <= high;
    case 'lost':
      return (row) => {
        const lost = list.lostAt(row);
        return lost >= low && lost <= high;
      };
    case 'address':
      return (row) => list.covers(row, low, high);
    case 'requested':
      return ofLive((row) => requested[row]);
    case 'padding':
      return ofLive((row) => list.paddingAt(row));
    case 'tail':
      return ofLive((row) => list.tailAt(row));
    case 'age':
      return ofLive((row) => replay.at - 1 - tag[row]);
    case 'line':
      return ofLive((row) => trace.lineOf(tag[row]) + 1);
    case 'made':
      return ofLive((row) => tag[row] + 1);
    case 'thread':
      // Where there is none, no number lies anywhere.
      return ofLive((row) => trace.attributesOf(tag[row]).tid ?? Number.NaN);
  }
}

function textsOf(
  { trace }: TraceMoment,
  { tag }: BlockColumns,
  field: Extract<FilterTest, { kind: 'text' }>['field'],
): (row: number) => string {
  const idOf = (row: number) => trace.idText(trace.newIdOf(tag[row]));
  const labelOf = (row: number) => trace.attributesOf(tag[row]).label ?? '';
  switch (field) {
    case 'id':
      return idOf;
    case 'label':
      return labelOf;
    case 'name':
      return (row) => `${idOf(row)} ${labelOf(row)}`;
    case 'at':
      return (row) => sourceText(trace.attributesOf(tag[row]).at);
  }
}

/** A place in the program as people write it; empty where there is none. */
export function sourceText(
  at: { readonly path: string; readonly line: number; readonly column?: number } | undefined,
): string {
  if (at === undefined) return '';
  return `${at.path}:${at.line}${at.column === undefined ? '' : `:${at.column}`}`;
}

function matches(text: string, { text: wanted, how }: TextMatch): boolean {
  switch (how) {
    case 'has':
      return text.toLowerCase().includes(wanted);
    case 'is':
      return text === wanted;
    case 'begins':
      return text.startsWith(wanted);
  }
}
