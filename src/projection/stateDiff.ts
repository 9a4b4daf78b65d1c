import { CHANGE_GROUPS, type ChangeGroup } from '../protocol/changes';
import { FREE } from './blockList';
import type { HeapState } from './heapState';
import { byId, byLineage, type Identity } from './sameBlocks';

/** Rows gone over between two chances for a caller to let others run. */
const PART = 2 ** 15;

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
  const found = new Findings();
  // Live blocks that are not the same as what is at their place in the other state.
  const looseThen: number[] = [];
  const looseNow: number[] = [];
  let [unchanged, freeUnchanged] = [0, 0];
  let [i, j] = [0, 0];
  for (let step = 1; i < then.blocks.length || j < now.blocks.length; step++) {
    if (step % PART === 0) yield;
    const place = Math.min(offsetAt(then, i), offsetAt(now, j));
    const row = offsetAt(then, i) === place ? i++ : -1;
    const other = offsetAt(now, j) === place ? j++ : -1;
    const wasFree = row >= 0 && then.requested[row] === FREE;
    const isFree = other >= 0 && now.requested[other] === FREE;
    if (wasFree && isFree) {
      if (then.size[row] === now.size[other]) freeUnchanged++;
      else found.add(then.size[row] < now.size[other] ? 'freeGrown' : 'freeShrunk', row, other);
      continue;
    }
    if (wasFree) found.add('freeGone', row, -1);
    if (isFree) found.add('freeNew', -1, other);
    const wasLive = row >= 0 && !wasFree;
    const isLive = other >= 0 && !isFree;
    if (wasLive && isLive && identity.isSame(row, other)) {
      if (isAsLarge(then, row, now, other)) unchanged++;
      else found.add('resized', row, other);
    } else {
      if (wasLive) looseThen.push(row);
      if (isLive) looseNow.push(other);
    }
  }
  yield;
  const partners = yield* identity.partners(looseThen, looseNow);
  const met = new Set<number>();
  for (const row of looseNow) {
    const partner = partners.get(row);
    if (partner === undefined) found.add('new', -1, row);
    else {
      met.add(partner);
      found.add('moved', partner, row);
    }
  }
  for (const row of looseThen) if (!met.has(row)) found.add('gone', row, -1);
  return { groups: found.groups(), unchanged, freeUnchanged };
}

/** Beyond every heap where there is no such row. */
function offsetAt({ blocks }: HeapState, row: number): number {
  return row < blocks.length ? blocks[row] : Infinity;
}

function isAsLarge(then: HeapState, row: number, now: HeapState, other: number): boolean {
  return then.requested[row] === now.requested[other] && then.size[row] === now.size[other];
}

/** The rows of each group as they are found. */
class Findings {
  private readonly found = new Map(
    CHANGE_GROUPS.map((group) => [group, { now: [] as number[], then: [] as number[] }]),
  );

  /** @param then row of the earlier state, negative for none; `now` likewise */
  add(group: ChangeGroup, then: number, now: number): void {
    const rows = this.found.get(group);
    if (then >= 0) rows?.then.push(then);
    if (now >= 0) rows?.now.push(now);
  }

  groups(): StateDiff['groups'] {
    const columns = [...this.found].map(([group, { now, then }]) => [
      group,
      { now: Uint32Array.from(now), then: Uint32Array.from(then) },
    ]);
    return Object.fromEntries(columns) as StateDiff['groups'];
  }
}
