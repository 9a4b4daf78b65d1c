import type { BlockColumns, TraceMoment } from '../blockColumns';
import { FREE } from '../blockList';
import { liveTextOf, numberOf } from '../blockValues';
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
  if (column === 'address') return (row) => list.covers(row, low, high);
  const valueOf = numberOf(replay, list, column);
  return (row) => {
    const value = valueOf(row);
    return value >= low && value <= high;
  };
}

function textsOf(
  { trace }: TraceMoment,
  { tag }: BlockColumns,
  field: Extract<FilterTest, { kind: 'text' }>['field'],
): (row: number) => string {
  if (field === 'name') {
    const [idOf, labelOf] = [liveTextOf(trace, 'id'), liveTextOf(trace, 'label')];
    return (row) => `${idOf(tag[row])} ${labelOf(tag[row])}`;
  }
  const textOf = liveTextOf(trace, field === 'at' ? 'source' : field);
  return (row) => textOf(tag[row]);
}

function matches(text: string, { text: wanted, how }: TextMatch): boolean {
  switch (how) {
    case 'has':
      return text.toLowerCase().includes(wanted);
    case 'is':
      return text === wanted;
    case 'begins':
      return text.startsWith(wanted);
    case 'isNumbered':
      return text.startsWith(wanted) && /^\d?$/.test(text.charAt(wanted.length));
  }
}
