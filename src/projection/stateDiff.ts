import { MAX_HEAP_SIZE } from '../base/limits';
import { CHANGE_GROUPS, type ChangeGroup } from '../protocol/changes';
import { FREE } from './blockList';
import type { HeapState } from './heapState';
import { RowList } from './rowList';
import { byId, byLineage, type Identity } from './sameBlocks';

/** Rows gone over between two chances for a caller to let others run. */
const PART = 2 ** 15;

/** Behind every block. */
const BEYOND = MAX_HEAP_SIZE;

/** Rows of both states that belong together, or rows of one where the other has none. */
export interface ChangedRows {
  readonly now: Uint32Array;
  readonly then: Uint32Array;
}

/** How two heaps differ. Each group in the order of the addresses. */
export interface StateDiff {
  readonly groups: { readonly [group in ChangeGroup]: ChangedRows };
  /** Live blocks of the same size at the same place. */
  readonly unchanged: number;
  /** Free blocks of the same size at the same place. */
  readonly freeUnchanged: number;
}

type Work<T> = Generator<undefined, T, undefined>;

/**
 * Two moments of one trace on one heap. A block is the same as long as only `realloc` has acted on
 * it, in whichever order the moments are. Stops now and then, so that others can have a turn.
 */
export function* diffMoments(then: HeapState, now: HeapState): Work<StateDiff> {
  return yield* diff(then, now, byLineage(then, now));
}

/** Two traces, or two heaps of one: a block is the same where its id has the same text. */
export function* diffTraces(then: HeapState, now: HeapState): Work<StateDiff> {
  return yield* diff(then, now, byId(then, now));
}

function* diff(then: HeapState, now: HeapState, identity: Identity): Work<StateDiff> {
  const groups = noRows();
  // Live blocks that are not the same as what is at their place in the other state.
  const looseThen = new RowList();
  const looseNow = new RowList();
  let [unchanged, freeUnchanged] = [0, 0];
  const { blocks: places } = now;
  const { blocks: placesThen } = then;
  let [i, j] = [0, 0];
  for (let step = 1; i < placesThen.length || j < places.length; step++) {
    if (step % PART === 0) yield;
    const placeThen = i < placesThen.length ? placesThen[i] : BEYOND;
    const place = j < places.length ? places[j] : BEYOND;
    const row = placeThen <= place ? i++ : -1;
    const other = place <= placeThen ? j++ : -1;
    const wasFree = row >= 0 && then.requested[row] === FREE;
    const isFree = other >= 0 && now.requested[other] === FREE;
    if (wasFree && isFree) {
      if (then.size[row] === now.size[other]) freeUnchanged++;
      else {
        const { now: rows, then: rowsThen } =
          then.size[row] < now.size[other] ? groups.freeGrown : groups.freeShrunk;
        rows.push(other);
        rowsThen.push(row);
      }
      continue;
    }
    if (wasFree) groups.freeGone.then.push(row);
    if (isFree) groups.freeNew.now.push(other);
    const wasLive = row >= 0 && !wasFree;
    const isLive = other >= 0 && !isFree;
    if (wasLive && isLive && identity.isSame(row, other)) {
      if (isAsLarge(then, row, now, other)) unchanged++;
      else {
        groups.resized.then.push(row);
        groups.resized.now.push(other);
      }
    } else {
      if (wasLive) looseThen.push(row);
      if (isLive) looseNow.push(other);
    }
  }
  yield;
  yield* tellApart(then, looseThen.rows, looseNow.rows, identity, groups);
  return { groups: done(groups), unchanged, freeUnchanged };
}

/** Which of the blocks that are not at their place are somewhere else, and which are nowhere. */
function* tellApart(
  then: HeapState,
  looseThen: Uint32Array,
  looseNow: Uint32Array,
  identity: Identity,
  groups: Groups,
): Work<void> {
  const partners = yield* identity.partners(looseThen, looseNow);
  const met = new Uint8Array(partners.size === 0 ? 0 : then.blocks.length);
  let count = 0;
  for (const row of looseNow) {
    if (++count % PART === 0) yield;
    const partner = partners.get(row);
    if (partner === undefined) groups.new.now.push(row);
    else {
      met[partner] = 1;
      groups.moved.then.push(partner);
      groups.moved.now.push(row);
    }
  }
  for (const row of looseThen) {
    if (++count % PART === 0) yield;
    if (met[row] !== 1) groups.gone.then.push(row);
  }
}

function isAsLarge(then: HeapState, row: number, now: HeapState, other: number): boolean {
  return then.requested[row] === now.requested[other] && then.size[row] === now.size[other];
}

type Groups = {
  readonly [group in ChangeGroup]: { readonly now: RowList; readonly then: RowList };
};

function noRows(): Groups {
  const made = CHANGE_GROUPS.map((group) => [group, { now: new RowList(), then: new RowList() }]);
  return Object.fromEntries(made) as Groups;
}

function done(groups: Groups): StateDiff['groups'] {
  const made = CHANGE_GROUPS.map((group) => {
    const { now, then } = groups[group];
    return [group, { now: now.rows, then: then.rows }];
  });
  return Object.fromEntries(made) as StateDiff['groups'];
}
