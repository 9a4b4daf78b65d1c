import type { Work } from '../base/work';
import type { ChangeGroup, ChangeRows } from '../protocol/changes';
import { NO_EVENT } from '../replay/journal';
import { FREE } from './blockList';
import type { HeapState } from './heapState';
import { idOf, rootOf } from './sameBlocks';
import type { ChangedRows } from './stateDiff';

/** The event that frees each block which is in one of two moments only, as far as it is known. */
export type Ends = ReadonlyMap<number, number>;

/** What rows are made of: two states, and the events between them where they are of one trace. */
export interface Compared {
  readonly was: HeapState;
  readonly now: HeapState;
  /** Whether both are of one trace on one heap, so that events tell what happened in between. */
  readonly isOneTrace: boolean;
}

/** Rows `start..start + count` of a group, as columns. */
export function changeRows(
  { was, now, isOneTrace }: Compared,
  group: ChangeGroup,
  rows: ChangedRows,
  start: number,
  count: number,
  ends: Ends,
): ChangeRows {
  const inNow = rows.now.subarray(start, start + count);
  const inWas = rows.was.subarray(start, start + count);
  const length = Math.max(inNow.length, inWas.length);
  const none = new Int32Array(length).fill(-1);
  const offsets = (state: HeapState, places: Uint32Array) =>
    places.length === 0 ? none : Int32Array.from(places, (row) => state.blocks[row]);
  const sizes = (state: HeapState, places: Uint32Array) =>
    places.length === 0
      ? new Uint32Array(length)
      : Uint32Array.from(places, (row) => shownSize(state, row));
  const isFree = group.startsWith('free');
  const [state, places] = inNow.length > 0 ? [now, inNow] : [was, inWas];
  const names = Array.from(places, (row) => ({
    id: isFree ? '' : idOf(state, row),
    label: isFree ? '' : (state.trace.attributesOf(state.tag[row]).label ?? ''),
  }));
  return {
    start,
    now: offsets(now, inNow),
    was: offsets(was, inWas),
    sizeNow: sizes(now, inNow),
    sizeWas: sizes(was, inWas),
    event: Uint32Array.from({ length }, (_, i) => {
      if (isFree || !isOneTrace) return 0;
      return eventOf(was, now, group, inWas[i], inNow[i], ends) + 1;
    }),
    id: names.map(({ id }) => id),
    label: names.map(({ label }) => label),
  };
}

/** Requested bytes of a live block, block size of a free one. */
export function shownSize({ requested, size }: HeapState, row: number): number {
  return requested[row] === FREE ? size[row] : requested[row];
}

/** The event, from 0, that made the difference; NO_EVENT where it is not known. */
function eventOf(
  was: HeapState,
  now: HeapState,
  group: ChangeGroup,
  wasRow: number,
  nowRow: number,
  ends: Ends,
): number {
  const late = now.at < was.at ? was : now;
  if (group === 'moved' || group === 'resized') return late.tag[late === now ? nowRow : wasRow];
  const [state, row] = group === 'new' ? [now, nowRow] : [was, wasRow];
  if (state === late) return firstOf(state, state.tag[row]);
  return ends.get(state.tag[row]) ?? NO_EVENT;
}

/** The event that made a block, before any `realloc` acted on it. */
function firstOf(state: HeapState, event: number): number {
  let first = event;
  for (;;) {
    const before = rootOf(state, first, first);
    if (before === NO_EVENT) return first;
    first = before;
  }
}

/** Events gone over between two chances for a caller to let others run. */
const EVENTS_AT_ONCE = 2 ** 15;
/** The same for blocks that are looked for. */
const FEW = 2 ** 13;

/**
 * The events that free blocks of the earlier of two moments, which are not there at the later one.
 * @param tags what allocated those blocks, as they were at the earlier moment
 * @param ends takes what is found, by tag
 */
export function* findEnds(
  { was, now }: Compared,
  tags: Iterable<number>,
  ends: Map<number, number>,
): Work<void> {
  const [early, late] = now.at < was.at ? [now, was] : [was, now];
  const { journal } = late;
  const wanted = new Set<number>();
  for (const tag of tags) {
    if (!ends.has(tag)) wanted.add(tag);
    if (wanted.size % FEW === FEW - 1) yield;
  }
  // From the end: while one steps on, what is not known yet has just happened.
  for (let event = late.at - 1; event >= early.at && wanted.size > 0; event--) {
    if (event % EVENTS_AT_ONCE === 0) yield;
    const origin = journal.freedOrigin(event);
    if (origin === NO_EVENT) continue;
    const root = rootOf(late, origin, early.at);
    if (wanted.delete(root)) ends.set(root, event);
  }
}
