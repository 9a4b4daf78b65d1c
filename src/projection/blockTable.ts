import type { BlockHistogram, BlockTotals, BlockWindow } from '../protocol/blockTable';
import { NO_EVENT } from '../replay/journal';
import type { LifeEnds } from '../replay/lifeEnds';
import type { Replay } from '../replay/replay';
import { FREE, type BlockList } from './blockList';
import type { Filter } from './filter/filter';
import { liveNumberOf, sourceText, type LiveNumber } from './blockValues';
import type { TableRows } from './filter/filteredRows';
import { readFilter } from './filter/readFilter';

export type { TableRows } from './filter/filteredRows';

/** Size classes of a histogram: no block is larger than the heap, and no heap than 2^30 bytes. */
const CLASSES = 31;

/** A filter that is known to be sound. @throws Error that says what is wrong with another */
export function soundFilter(source: string): Filter {
  const { filter, problem } = readFilter(source);
  if (filter !== undefined) return filter;
  throw new Error(`column ${problem.from + 1}: ${problem.message}`);
}

/** Id and label of the allocation that an event made. */
export function namesOf(replay: Replay, event: number): { id: string; label: string } {
  const { trace } = replay;
  return {
    id: trace.idText(trace.newIdOf(event)),
    label: trace.attributesOf(event).label ?? '',
  };
}

const NOBODY = { id: '', label: '', source: '', thread: -1 };

/**
 * The rows `start..start + count` of a table, as columns.
 * @param ends without them the column `end` is empty
 */
export function blockWindow(
  replay: Replay,
  list: BlockList,
  rows: TableRows,
  start: number,
  count: number,
  revision: number,
  ends?: LifeEnds,
): BlockWindow {
  const { trace } = replay;
  const { blocks, requested, size, tag } = list;
  const shown = rows.subarray(start, start + count);
  const number = (value: (row: number) => number) =>
    Uint32Array.from(shown, (row) => (requested[row] === FREE ? 0 : value(row)));
  const named = (name: LiveNumber) => number(liveNumberOf(replay, list, name));
  const names = Array.from(shown, (row) => {
    if (requested[row] === FREE) return NOBODY;
    const event = tag[row];
    const { label = '', at, tid = -1 } = trace.attributesOf(event);
    const id = trace.idText(trace.newIdOf(event));
    return { id, label, source: sourceText(at), thread: tid };
  });
  return {
    revision,
    total: rows.length,
    start,
    block: shown.map((row) => blocks[row]),
    live: Uint8Array.from(shown, (row) => (requested[row] === FREE ? 0 : 1)),
    size: shown.map((row) => size[row]),
    requested: named('requested'),
    padding: named('padding'),
    tail: named('tail'),
    lost: Uint8Array.from(shown, (row) => list.lostAt(row)),
    age: named('age'),
    line: named('line'),
    user: named('user'),
    thread: Float64Array.from(names, ({ thread }) => thread),
    end: ends ? number((row) => endAfter(ends, tag[row])) : new Uint32Array(0),
    id: names.map(({ id }) => id),
    label: names.map(({ label }) => label),
    source: names.map(({ source }) => source),
  };
}

/** From 1; 0 for never. */
function endAfter({ end }: LifeEnds, event: number): number {
  const last = end[event] ?? NO_EVENT;
  return last === NO_EVENT ? 0 : last + 1;
}

/** How many of some rows there are of each size. */
export function histogramOf(list: BlockList, rows: TableRows, revision: number): BlockHistogram {
  const { requested, size } = list;
  const live = new Uint32Array(CLASSES);
  const free = new Uint32Array(CLASSES);
  for (const row of rows) {
    const power = 31 - Math.clz32(Math.max(size[row], 1));
    if (requested[row] === FREE) free[power]++;
    else live[power]++;
  }
  return { revision, live, free };
}

/**
 * Sums over runs of rows.
 * @param runs pairs of the first row and the one behind the last; what lies outside is left out
 */
export function totalsOf(
  list: BlockList,
  rows: TableRows,
  runs: readonly number[],
  revision: number,
): BlockTotals {
  const { requested, size } = list;
  const totals = { revision, blocks: 0, live: 0, requested: 0, size: 0 };
  for (let run = 0; run < runs.length; run += 2) {
    for (let at = runs[run]; at < Math.min(runs[run + 1], rows.length); at++) {
      const row = rows[at];
      totals.blocks++;
      totals.size += size[row];
      if (requested[row] === FREE) continue;
      totals.live++;
      totals.requested += requested[row];
    }
  }
  return totals;
}
