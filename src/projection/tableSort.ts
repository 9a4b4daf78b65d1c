import type { BlockColumn } from '../protocol/blockTable';
import { NO_EVENT } from '../replay/journal';
import type { LifeEnds } from '../replay/lifeEnds';
import type { BlockColumns, TraceMoment } from './blockColumns';
import { FREE } from './blockList';
import { liveTextOf, numberOf, type LiveText } from './blockValues';
import type { TableRows } from './filter/filteredRows';

/** Blocks handled between two chances for a caller to let others run: some milliseconds at most. */
const BLOCKS_AT_ONCE = 2048;
/** The same where no text is looked at. */
const NATIVE_PART = 2 ** 15;
/** Of what never ends: behind all events. */
const NEVER = 2 ** 31 - 2;

type NumberColumn = Exclude<BlockColumn, LiveText | 'address' | 'thread'>;

/**
 * Rows in another order, as work that stops now and then. The rows that are given stay as they are.
 * @param ends needed to sort by `end`
 */
export function* sortedRows(
  replay: TraceMoment,
  list: BlockColumns,
  rows: TableRows,
  { sort, descending }: { readonly sort: BlockColumn; readonly descending: boolean },
  ends: LifeEnds | undefined,
): Generator<void, TableRows, undefined> {
  const sorted = yield* ascending(replay, list, rows, sort, ends);
  // Reversed as a whole, so that equal rows keep one order: by address, whichever way.
  return descending ? sorted.toReversed() : sorted;
}

function* ascending(
  replay: TraceMoment,
  list: BlockColumns,
  rows: TableRows,
  sort: BlockColumn,
  ends: LifeEnds | undefined,
): Generator<void, TableRows, undefined> {
  if (sort === 'address') return rows;
  if (sort === 'id' || sort === 'label' || sort === 'source') {
    return yield* sortedByText(replay, list, rows, sort);
  }
  if (sort === 'thread') return yield* sortedByThread(replay, list, rows);
  return yield* sortedByNumber(replay, list, rows, sort, ends);
}

/** The words of 300,000 ids take half a second to compare. */
function* sortedByText(
  { trace }: TraceMoment,
  { requested, tag }: BlockColumns,
  rows: TableRows,
  sort: LiveText,
): Generator<void, TableRows, undefined> {
  const textOf = liveTextOf(trace, sort);
  const texts: string[] = [];
  for (let row = 0; row < requested.length; row++) {
    if (row % BLOCKS_AT_ONCE === BLOCKS_AT_ONCE - 1) yield;
    texts.push(requested[row] === FREE ? '' : textOf(tag[row]));
  }
  const text = new Intl.Collator('en', { numeric: true }).compare;
  const compare = (a: number, b: number) => text(texts[a], texts[b]) || a - b;
  return yield* sortedInParts(rows.slice(), BLOCKS_AT_ONCE, compare);
}

/** Numbers of threads can be too large to be put into one with the row. */
function* sortedByThread(
  replay: TraceMoment,
  list: BlockColumns,
  rows: TableRows,
): Generator<void, TableRows, undefined> {
  const threadOf = numberOf(replay, list, 'thread');
  const keys = new Float64Array(list.requested.length);
  for (let row = 0; row < keys.length; row++) {
    if (row % BLOCKS_AT_ONCE === BLOCKS_AT_ONCE - 1) yield;
    const thread = threadOf(row);
    keys[row] = Number.isNaN(thread) ? -1 : thread;
  }
  return yield* sortedInParts(rows.slice(), BLOCKS_AT_ONCE, (a, b) => keys[a] - keys[b] || a - b);
}

/**
 * Sorted by a number. Key and row as one number are sorted natively, many times as fast as through
 * a comparing function. Both fit, because keys are below 2^31 and rows below 2^22.
 */
function* sortedByNumber(
  replay: TraceMoment,
  list: BlockColumns,
  rows: TableRows,
  sort: NumberColumn,
  ends: LifeEnds | undefined,
): Generator<void, TableRows, undefined> {
  const count = list.blocks.length;
  const keyOf = sortKeyOf(replay, list, sort, ends);
  const keys = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i++) {
    if (i % NATIVE_PART === NATIVE_PART - 1) yield;
    // From -1 on, for free blocks.
    keys[i] = (keyOf(rows[i]) + 1) * count + rows[i];
  }
  const sorted = yield* sortedInParts(keys, NATIVE_PART);
  const result = new Uint32Array(sorted.length);
  for (let i = 0; i < sorted.length; i++) {
    result[i] = sorted[i] - Math.floor(sorted[i] / count) * count;
  }
  return result;
}

/** Sorted parts, merged in pairs. Stops now and then. May return the array that it was given. */
export function* sortedInParts<T extends TableRows | Float64Array<ArrayBuffer>>(
  items: T,
  part: number,
  compare?: (a: number, b: number) => number,
): Generator<void, T, undefined> {
  for (let start = 0; start < items.length; start += part) {
    items.subarray(start, start + part).sort(compare);
    yield;
  }
  let from = items;
  let to = items.slice() as T;
  for (let width = part; width < items.length; width *= 2) {
    for (let start = 0; start < items.length; start += 2 * width) {
      const end = Math.min(start + 2 * width, items.length);
      const middle = Math.min(start + width, end);
      let [left, right] = [start, middle];
      for (let at = start; at < end; at++) {
        if (at % part === part - 1) yield;
        const takesLeft =
          left < middle &&
          (right === end ||
            (compare === undefined
              ? from[left] <= from[right]
              : compare(from[left], from[right]) <= 0));
        to[at] = takesLeft ? from[left++] : from[right++];
      }
    }
    [from, to] = [to, from];
  }
  return from;
}

function sortKeyOf(
  replay: TraceMoment,
  list: BlockColumns,
  column: NumberColumn,
  ends: LifeEnds | undefined,
): (row: number) => number {
  const { requested, tag } = list;
  if (column === 'state') return (row) => (requested[row] === FREE ? 1 : 0);
  if (column === 'end') {
    return (row) => {
      if (requested[row] === FREE) return -1;
      const end = ends?.end[tag[row]] ?? NO_EVENT;
      return end === NO_EVENT ? NEVER : end;
    };
  }
  const valueOf = numberOf(replay, list, column);
  return (row) => {
    const value = valueOf(row);
    return Number.isNaN(value) ? -1 : value;
  };
}
