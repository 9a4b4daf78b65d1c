import type { Heap } from '../engine/heap';
import type { BlockColumn, BlockWindow } from '../protocol/messages';
import type { Replay } from '../replay/replay';
import { lostAfter, paddingOf, tailOf, type BlockList } from './blockList';

/** How the table is sorted and filtered. */
export interface TableOrder {
  readonly sort: BlockColumn;
  readonly descending: boolean;
  /** `live` or `free`, and words that id or label must contain. */
  readonly filter: string;
}

/** The rows of the block table, sorted and filtered: indices into the block list. */
export function tableRows(replay: Replay, list: BlockList, order: TableOrder): Uint32Array {
  const rows = filterRows(replay, list, order.filter);
  if (order.sort !== 'address') sortRows(replay, list, rows, order.sort);
  // Reversed as a whole, so that equal rows keep one order: by address, whichever way.
  return order.descending ? rows.toReversed() : rows;
}

function filterRows(replay: Replay, list: BlockList, filter: string): Uint32Array {
  const words = filter.toLowerCase().split(' ').filter(Boolean);
  const states = words.filter((word) => word === 'live' || word === 'free');
  const texts = words.filter((word) => word !== 'live' && word !== 'free');
  const all = Uint32Array.from(list.blocks, (_, index) => index);
  if (words.length === 0) return all;
  return all.filter((index) => {
    const block = list.blocks[index];
    const live = list.heap.isLive(block);
    if (states.some((state) => (state === 'live') !== live)) return false;
    if (texts.length === 0) return true;
    if (!live) return false;
    const { id, label } = namesOf(replay, list.heap.tag(block));
    const text = `${id} ${label}`.toLowerCase();
    return texts.every((word) => text.includes(word));
  });
}

function sortRows(replay: Replay, list: BlockList, rows: Uint32Array, sort: BlockColumn): void {
  if (sort === 'id') {
    const ids = Array.from(list.blocks, (block) => idOf(replay, list.heap, block));
    const compare = new Intl.Collator('en', { numeric: true }).compare;
    rows.sort((a, b) => compare(ids[a], ids[b]) || a - b);
    return;
  }
  const keys = Float64Array.from(list.blocks, (block) => sortKey(replay, list.heap, block, sort));
  rows.sort((a, b) => keys[a] - keys[b] || a - b);
}

function sortKey(
  replay: Replay,
  heap: Heap,
  block: number,
  column: Exclude<BlockColumn, 'id'>,
): number {
  const live = heap.isLive(block);
  switch (column) {
    case 'address':
      return block;
    case 'state':
      return live ? 0 : 1;
    case 'requested':
      return live ? heap.requestedSize(block) : -1;
    case 'size':
      return heap.blockSize(block);
    case 'padding':
      return live ? paddingOf(heap, block) : -1;
    case 'tail':
      return live ? tailOf(heap, block) : -1;
    case 'age':
      return live ? replay.at - 1 - heap.tag(block) : -1;
    case 'line':
      return live ? replay.trace.lineOf(heap.tag(block)) : -1;
  }
}

function idOf(replay: Replay, heap: Heap, block: number): string {
  return heap.isLive(block) ? replay.trace.idText(replay.trace.newIdOf(heap.tag(block))) : '';
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
  rows: Uint32Array,
  start: number,
  count: number,
  revision: number,
): BlockWindow {
  const { heap } = list;
  const blocks = rows.subarray(start, start + count).map((index) => list.blocks[index]);
  const number = (value: (block: number) => number) =>
    Uint32Array.from(blocks, (block) => (heap.isLive(block) ? value(block) : 0));
  const names = Array.from(blocks, (block) =>
    heap.isLive(block) ? namesOf(replay, heap.tag(block)) : { id: '', label: '' },
  );
  return {
    revision,
    total: rows.length,
    start,
    block: blocks,
    live: Uint8Array.from(blocks, (block) => (heap.isLive(block) ? 1 : 0)),
    size: Uint32Array.from(blocks, (block) => heap.blockSize(block)),
    requested: number((block) => heap.requestedSize(block)),
    padding: number((block) => paddingOf(heap, block)),
    tail: number((block) => tailOf(heap, block)),
    lost: Uint8Array.from(blocks, (block) => lostAfter(heap, block)),
    age: number((block) => replay.at - 1 - heap.tag(block)),
    line: number((block) => replay.trace.lineOf(heap.tag(block)) + 1),
    id: names.map(({ id }) => id),
    label: names.map(({ label }) => label),
  };
}
