import { MAX_HEAP_SIZE } from '../base/limits';
import type { Work } from '../base/work';
import { CHANGE_GROUPS, type ChangeGroup } from '../protocol/changes';
import { FREE } from './blockList';
import type { HeapState } from './heapState';
import { RowList } from './rowList';
import { byId, byLineage, type Identity } from './sameBlocks';

/** Rows gone over between two chances for a caller to let others run. */
const ROWS_AT_ONCE = 2 ** 15;

/** Behind every block. */
const BEYOND = MAX_HEAP_SIZE;

/** Rows of both states that belong together, or rows of one where the other has none. */
export interface ChangedRows {
  readonly now: Uint32Array;
  readonly was: Uint32Array;
}

/** How two heaps differ. Each group in the order of the addresses. */
export interface StateDiff {
  readonly groups: { readonly [group in ChangeGroup]: ChangedRows };
  /** Live blocks of the same size at the same place. */
  readonly unchanged: number;
  /** Free blocks of the same size at the same place. */
  readonly freeUnchanged: number;
}

/**
 * Two moments of one trace on one heap. A block is the same as long as only `realloc` has acted on
 * it, in whichever order the moments are. Stops now and then, so that others can have a turn.
 */
export function* diffMoments(was: HeapState, now: HeapState): Work<StateDiff> {
  return yield* diff(was, now, byLineage(was, now));
}

/** Two traces, or two heaps of one: a block is the same where its id has the same text. */
export function* diffTraces(was: HeapState, now: HeapState): Work<StateDiff> {
  return yield* diff(was, now, byId(was, now));
}

function* diff(was: HeapState, now: HeapState, identity: Identity): Work<StateDiff> {
  const groups = noRows();
  // Live blocks that are not the same as what is at their place in the other state.
  const looseWas = new RowList();
  const looseNow = new RowList();
  let [unchanged, freeUnchanged] = [0, 0];
  const { blocks: places } = now;
  const { blocks: placesWas } = was;
  let [i, j] = [0, 0];
  for (let step = 1; i < placesWas.length || j < places.length; step++) {
    if (step % ROWS_AT_ONCE === 0) yield;
    const placeWas = i < placesWas.length ? placesWas[i] : BEYOND;
    const place = j < places.length ? places[j] : BEYOND;
    const row = placeWas <= place ? i++ : -1;
    const other = place <= placeWas ? j++ : -1;
    const wasFree = row >= 0 && was.requested[row] === FREE;
    const isFree = other >= 0 && now.requested[other] === FREE;
    if (wasFree && isFree) {
      if (was.size[row] === now.size[other]) freeUnchanged++;
      else {
        const { now: rows, was: rowsWas } =
          was.size[row] < now.size[other] ? groups.freeGrown : groups.freeShrunk;
        rows.push(other);
        rowsWas.push(row);
      }
      continue;
    }
    if (wasFree) groups.freeGone.was.push(row);
    if (isFree) groups.freeNew.now.push(other);
    const wasLive = row >= 0 && !wasFree;
    const isLive = other >= 0 && !isFree;
    if (wasLive && isLive && identity.isSame(row, other)) {
      if (isAsLarge(was, row, now, other)) unchanged++;
      else {
        groups.resized.was.push(row);
        groups.resized.now.push(other);
      }
    } else {
      if (wasLive) looseWas.push(row);
      if (isLive) looseNow.push(other);
    }
  }
  yield;
  yield* tellApart(was, looseWas.rows, looseNow.rows, identity, groups);
  return { groups: done(groups), unchanged, freeUnchanged };
}

/** Which of the blocks that are not at their place are somewhere else, and which are nowhere. */
function* tellApart(
  was: HeapState,
  looseWas: Uint32Array,
  looseNow: Uint32Array,
  identity: Identity,
  groups: Groups,
): Work<void> {
  const partners = yield* identity.partners(looseWas, looseNow);
  const met = new Uint8Array(partners.size === 0 ? 0 : was.blocks.length);
  let count = 0;
  for (const row of looseNow) {
    if (++count % ROWS_AT_ONCE === 0) yield;
    const partner = partners.get(row);
    if (partner === undefined) groups.new.now.push(row);
    else {
      met[partner] = 1;
      groups.moved.was.push(partner);
      groups.moved.now.push(row);
    }
  }
  for (const row of looseWas) {
    if (++count % ROWS_AT_ONCE === 0) yield;
    if (met[row] !== 1) groups.gone.was.push(row);
  }
}

function isAsLarge(was: HeapState, row: number, now: HeapState, other: number): boolean {
  return was.requested[row] === now.requested[other] && was.size[row] === now.size[other];
}

type Groups = {
  readonly [group in ChangeGroup]: { readonly now: RowList; readonly was: RowList };
};

function noRows(): Groups {
  const made = CHANGE_GROUPS.map((group) => [group, { now: new RowList(), was: new RowList() }]);
  return Object.fromEntries(made) as Groups;
}

function done(groups: Groups): StateDiff['groups'] {
  const made = CHANGE_GROUPS.map((group) => {
    const { now, was } = groups[group];
    return [group, { now: now.rows, was: was.rows }];
  });
  return Object.fromEntries(made) as StateDiff['groups'];
}
