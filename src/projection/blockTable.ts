import type { BlockColumn, BlockWindow } from '../protocol/messages';
import type { Replay } from '../replay/replay';
import { FREE, type BlockList } from './blockList';

/** How the table is sorted and filtered. */
export interface TableOrder {
  readonly sort: BlockColumn;
  readonly descending: boolean;
  /** `live` or `free`, and words that id or label must contain. */
  readonly filter: string;
}

/** The rows of the block table, sorted and filtered: places in the block list. */
export type TableRows = Uint32Array<ArrayBuffer>;

/** Blocks handled between two chances for a caller to let others run: some milliseconds at most. */
const PART = 2048;
/** The same where no text is looked at. */
const NATIVE_PART = 2 ** 15;

/** The rows of the table as sorted and filtered. */
export function tableRows(replay: Replay, list: BlockList, order: TableOrder): TableRows {
  const work = tableRowsInParts(replay, list, order);
  for (;;) {
    const { done, value } = work.next();
    if (done === true) return value;
  }
}

/** The same as work that stops now and then, so that a caller can let others run or give it up. */
export function* tableRowsInParts(
  replay: Replay,
  list: BlockList,
  order: TableOrder,
): Generator<void, TableRows, undefined> {
  let rows = yield* filteredRows(replay, list, order.filter);
  if (order.sort === 'id') rows = yield* sortedById(replay, list, rows);
  else if (order.sort !== 'address') rows = yield* sortedByNumber(replay, list, rows, order.sort);
  // Reversed as a whole, so that equal rows keep one order: by address, whichever way.
  return order.descending ? rows.toReversed() : rows;
}

function* filteredRows(
  replay: Replay,
  list: BlockList,
  filter: string,
): Generator<void, TableRows, undefined> {
  const words = filter.toLowerCase().split(' ').filter(Boolean);
  const states = words.filter((word) => word === 'live' || word === 'free');
  const texts = words.filter((word) => word !== 'live' && word !== 'free');
  const { requested, tag } = list;
  const rows = new Uint32Array(requested.length);
  let count = 0;
  for (let row = 0; row < rows.length; row++) {
    if (texts.length > 0 && row % PART === PART - 1) yield;
    const live = requested[row] !== FREE;
    if (states.some((state) => (state === 'live') !== live)) continue;
    if (texts.length > 0) {
      if (!live) continue;
      const { id, label } = namesOf(replay, tag[row]);
      const text = `${id} ${label}`.toLowerCase();
      if (!texts.every((word) => text.includes(word))) continue;
    }
    rows[count++] = row;
  }
  return rows.subarray(0, count);
}

/** The words of 300,000 ids take half a second to compare. */
function* sortedById(
  replay: Replay,
  list: BlockList,
  rows: TableRows,
): Generator<void, TableRows, undefined> {
  const { requested, tag } = list;
  const { trace } = replay;
  const ids: string[] = [];
  for (let row = 0; row < requested.length; row++) {
    if (row % PART === PART - 1) yield;
    ids.push(requested[row] === FREE ? '' : trace.idText(trace.newIdOf(tag[row])));
  }
  const text = new Intl.Collator('en', { numeric: true }).compare;
  return yield* sortedInParts(rows, PART, (a, b) => text(ids[a], ids[b]) || a - b);
}

/**
 * Sorted by a number. Key and row as one number are sorted natively, many times as fast as through
 * a comparing function. Both fit, because keys are below 2^31 and rows below 2^22.
 */
function* sortedByNumber(
  replay: Replay,
  list: BlockList,
  rows: TableRows,
  sort: Exclude<BlockColumn, 'id' | 'address'>,
): Generator<void, TableRows, undefined> {
  const count = list.blocks.length;
  const keyOf = sortKeyOf(replay, list, sort);
  const keys = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i++) {
    if (i % NATIVE_PART === NATIVE_PART - 1) yield;
    // From -1 on, for free blocks.
    keys[i] = (keyOf(rows[i]) + 1) * count + rows[i];
  }
  const sorted = yield* sortedInParts(keys, NATIVE_PART);
  for (let i = 0; i < rows.length; i++) rows[i] = sorted[i] - Math.floor(sorted[i] / count) * count;
  return rows;
}

/** Sorted parts, merged in pairs. Stops now and then. May return the array that it was given. */
function* sortedInParts<T extends TableRows | Float64Array<ArrayBuffer>>(
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
  replay: Replay,
  list: BlockList,
  column: Exclude<BlockColumn, 'id' | 'address'>,
): (row: number) => number {
  const { requested, size, tag } = list;
  const ofLive = (key: (row: number) => number) => (row: number) =>
    requested[row] === FREE ? -1 : key(row);
  switch (column) {
    case 'state':
      return (row) => (requested[row] === FREE ? 1 : 0);
    case 'requested':
      return (row) => requested[row];
    case 'size':
      return (row) => size[row];
    case 'padding':
      return ofLive((row) => list.paddingAt(row));
    case 'tail':
      return ofLive((row) => list.tailAt(row));
    case 'age':
      return ofLive((row) => replay.at - 1 - tag[row]);
    case 'line':
      return ofLive((row) => replay.trace.lineOf(tag[row]));
  }
}

/** Id and label of the allocation that an event made. */
export function namesOf(replay: Replay, event: number): { id: string; label: string } {
  const { trace } = replay;
  return {
    id: trace.idText(trace.newIdOf(event)),
    label: trace.attributesOf(event).label ?? '',
  };
}

/** The rows `start..start + count` of a table, as columns. */
export function blockWindow(
  replay: Replay,
  list: BlockList,
  rows: TableRows,
  start: number,
  count: number,
  revision: number,
): BlockWindow {
  const { blocks, requested, size, tag } = list;
  const shown = rows.subarray(start, start + count);
  const number = (value: (row: number) => number) =>
    Uint32Array.from(shown, (row) => (requested[row] === FREE ? 0 : value(row)));
  const names = Array.from(shown, (row) =>
    requested[row] === FREE ? { id: '', label: '' } : namesOf(replay, tag[row]),
  );
  return {
    revision,
    total: rows.length,
    start,
    block: shown.map((row) => blocks[row]),
    live: Uint8Array.from(shown, (row) => (requested[row] === FREE ? 0 : 1)),
    size: shown.map((row) => size[row]),
    requested: number((row) => requested[row]),
    padding: number((row) => list.paddingAt(row)),
    tail: number((row) => list.tailAt(row)),
    lost: Uint8Array.from(shown, (row) => list.lostAt(row)),
    age: number((row) => replay.at - 1 - tag[row]),
    line: number((row) => replay.trace.lineOf(tag[row]) + 1),
    id: names.map(({ id }) => id),
    label: names.map(({ label }) => label),
  };
}
