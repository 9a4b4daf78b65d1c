import type { RecordedOrder, RecordedRows } from '../../protocol/recorded';
import type { RecordedHeap } from '../../replay/recorded/recordedHeap';
import type { BlockColumns, TraceMoment } from '../blockColumns';
import { soundFilter } from '../blockTable';
import type { Filter, FilterTest, NumberColumn } from '../filter/filter';
import { filteredRows, type TableRows } from '../filter/filteredRows';
import { sortedInParts, sortedRows } from '../tableSort';
import { addressOf, idOf } from './recordedWords';

/** Rows gone over between two yields: a millisecond or so. */
const ROWS_AT_ONCE = 2 ** 15;
/** Up to here numbers are sorted as `sortedRows` does it. */
const LARGEST_KEY = 2 ** 31 - 2;

/** What a recording knows of no block. */
const UNKNOWN_COLUMNS: ReadonlySet<NumberColumn> = new Set(['padding', 'tail', 'lost']);

/**
 * The rows of the table as filtered and sorted: places in `heap.live`. Work that stops now and then.
 * @throws Error if the filter cannot be read, or asks for what a recording does not know
 */
export function* recordedTableRows(
  heap: RecordedHeap,
  { filter, sort, descending }: RecordedOrder,
): Generator<unknown, TableRows, undefined> {
  const sound = recordedFilter(filter);
  // As they lie: for that, nothing of the blocks must be read.
  if (sort === 'address' && sound.tests.length === 0) return inOrder(heap.live.length, descending);
  const moment: TraceMoment = { trace: heap.blocks.trace, at: heap.at };
  const { columns, largest } = yield* columnsOf(heap);
  const rows = yield* filteredRows(moment, columns, sound);
  if (sort === 'size' && largest > LARGEST_KEY) {
    const { size } = columns;
    const sorted = yield* sortedInParts(rows, ROWS_AT_ONCE, (a, b) => size[a] - size[b] || a - b);
    return descending ? sorted.toReversed() : sorted;
  }
  return yield* sortedRows(moment, columns, rows, { sort, descending }, undefined);
}

/** A filter as it is meant. @throws Error if it cannot be read, or asks for what a recording does not know */
export function recordedFilter(source: string): Filter {
  const sound = soundFilter(source);
  sound.tests.forEach(refuseUnknown);
  return sound;
}

function inOrder(count: number, descending: boolean): TableRows {
  const rows = new Uint32Array(count);
  for (let row = 0; row < count; row++) rows[row] = descending ? count - 1 - row : row;
  return rows;
}

function refuseUnknown(test: FilterTest): void {
  const name = test.kind === 'number' && UNKNOWN_COLUMNS.has(test.column) ? test.column : undefined;
  if (name !== undefined) throw new Error(`A recording does not say what ${name} a block has.`);
  if (test.kind === 'state' && test.isLive === test.isNegated) {
    throw new Error('A recording does not say what is free.');
  }
}

/** Of what a recording does not know; nobody is shown it. */
const zero = () => 0;

function* columnsOf(heap: RecordedHeap) {
  const { blocks, live } = heap;
  const { start, born, regions } = blocks;
  const size = new Float64Array(live.length);
  const tag = new Uint32Array(live.length);
  let largest = 0;
  for (let row = 0; row < live.length; row++) {
    if (row % ROWS_AT_ONCE === ROWS_AT_ONCE - 1) yield;
    const rank = live[row];
    size[row] = blocks.sizeAt(rank);
    tag[row] = born[rank];
    largest = Math.max(largest, size[row]);
  }
  // What is added to a place of a region makes its address; exact up to 2^53, as filters are.
  const shift = regions.map(({ address, place }) => Number(address - BigInt(place)));
  const columns: BlockColumns = {
    blocks: live,
    size,
    requested: size,
    user: tag,
    tag,
    paddingAt: zero,
    tailAt: zero,
    lostAt: zero,
    covers: (row, low, high) => {
      const place = start[live[row]];
      const address = place + shift[blocks.regionAt(place)];
      return address <= high && address + Math.max(1, size[row]) > low;
    },
  };
  return { columns, largest };
}

/** The rows `start..start + count` of a table, as columns. */
export function recordedWindow(
  heap: RecordedHeap,
  rows: TableRows,
  start: number,
  count: number,
): RecordedRows {
  const { blocks, live, at } = heap;
  const { trace, born } = blocks;
  const ranks = rows.subarray(start, start + count).map((row) => live[row]);
  const attributes = Array.from(ranks, (rank) => trace.attributesOf(born[rank]));
  return {
    revision: 0,
    total: rows.length,
    start,
    block: ranks.map((rank) => born[rank] + 1),
    address: Array.from(ranks, (rank) => addressOf(blocks, rank)),
    size: Float64Array.from(ranks, (rank) => blocks.sizeAt(rank)),
    age: ranks.map((rank) => at - 1 - born[rank]),
    line: ranks.map((rank) => trace.lineOf(born[rank]) + 1),
    thread: Float64Array.from(attributes, ({ tid = -1 }) => tid),
    id: Array.from(ranks, (rank) => idOf(blocks, rank)),
    label: attributes.map(({ label = '' }) => label),
  };
}
