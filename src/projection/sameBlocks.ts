import type { Work } from '../base/work';
import { lowerBound } from '../base/ascending';
import { NO_EVENT } from '../replay/journal';
import { EventKind } from '../trace/trace';
import type { HeapState } from './heapState';

/** Rows whose texts are looked at between two chances for a caller to let others run. */
const ROWS_AT_ONCE = 2048;

/** Which live blocks of two states are the same. Blocks are named by their rows. */
export interface Identity {
  /** Whether two blocks at the same place are. */
  isSame(was: number, now: number): boolean;
  /**
   * The rows `was` of those that are the same elsewhere, by their rows `now`.
   * @param looseWas rows that no block at their place is the same as; `looseNow` likewise
   */
  partners(looseWas: Uint32Array, looseNow: Uint32Array): Work<Map<number, number>>;
}

/**
 * For two moments of one trace on one heap: by the event that allocated a block, and where that is a
 * `realloc` by what it acted on.
 */
export function byLineage(was: HeapState, now: HeapState): Identity {
  const isBack = now.at < was.at;
  const [early, late] = isBack ? [now, was] : [was, now];
  const isSame = (earlyRow: number, lateRow: number) =>
    rootOf(late, late.tag[lateRow], early.at) === early.tag[earlyRow];
  return {
    isSame: (wasRow, nowRow) => (isBack ? isSame(nowRow, wasRow) : isSame(wasRow, nowRow)),
    *partners(looseWas, looseNow) {
      const partners = new Map<number, number>();
      let count = 0;
      for (const row of isBack ? looseWas : looseNow) {
        if (++count % ROWS_AT_ONCE === 0) yield;
        const root = rootOf(late, late.tag[row], early.at);
        if (root === NO_EVENT) continue;
        // The earlier block is where that event put it.
        const earlyRow = lowerBound(early.blocks, late.journal.blockOf(root));
        if (isBack) partners.set(earlyRow, row);
        else partners.set(row, earlyRow);
      }
      return partners;
    },
  };
}

/**
 * The event before `before` from which the block of the allocation `event` comes, or NO_EVENT if it
 * was made later.
 */
export function rootOf({ trace, journal }: HeapState, event: number, before: number): number {
  let origin = event;
  while (origin >= before) {
    const kind: EventKind = trace.kind[origin];
    origin = kind === EventKind.Realloc ? journal.originOf(origin) : NO_EVENT;
  }
  return origin;
}

/**
 * For any two heaps: by the text of the ids. Of several blocks with one id, those at the same place
 * belong together, then the others in the order of their addresses.
 */
export function byId(was: HeapState, now: HeapState): Identity {
  const wasId = (row: number) => idOf(was, row);
  const nowId = (row: number) => idOf(now, row);
  return {
    isSame: (wasRow, nowRow) => wasId(wasRow) === nowId(nowRow),
    *partners(looseWas, looseNow) {
      const rowsOf = new Map<string, number[]>();
      let count = 0;
      for (const row of looseWas) {
        if (++count % ROWS_AT_ONCE === 0) yield;
        const id = wasId(row);
        const rows = rowsOf.get(id);
        if (rows === undefined) rowsOf.set(id, [row]);
        else rows.push(row);
      }
      const partners = new Map<number, number>();
      const taken = new Map<string, number>();
      for (const row of looseNow) {
        if (++count % ROWS_AT_ONCE === 0) yield;
        const id = nowId(row);
        const place = taken.get(id) ?? 0;
        const partner = rowsOf.get(id)?.[place];
        if (partner === undefined) continue;
        partners.set(row, partner);
        taken.set(id, place + 1);
      }
      return partners;
    },
  };
}

/** The text of the id that a live block was allocated for. */
export function idOf({ trace, tag }: HeapState, row: number): string {
  return trace.idText(trace.newIdOf(tag[row]));
}
