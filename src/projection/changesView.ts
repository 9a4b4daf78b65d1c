import type { Work } from '../base/work';
import { formatBytes, formatHex } from '../base/format';
import { CHANGE_GROUPS, type ChangeGroup, type Changes, type Reference } from '../protocol/changes';
import { changeRows, shownSize, type Compared, type Ends } from './changeRows';
import type { HeapState } from './heapState';
import type { ChangedRows, StateDiff } from './stateDiff';

/** Which rows are wanted: the first `preview` of every group, but `count` from `start` on of one. */
export interface WantedRows {
  readonly preview: number;
  readonly group: ChangeGroup | null;
  readonly start: number;
  readonly count: number;
}

/** What differs, but for the revision that it is of. */
export type ChangesOf = Omit<Changes, 'revision'>;

/**
 * The difference of two heaps as it is shown.
 * @param other URI and name of the other trace; undefined where it is the same one
 */
export function changesView(
  compared: Compared,
  diff: StateDiff,
  totals: Changes['totals'],
  other: Pick<Reference, 'uri' | 'name'> | undefined,
  wanted: WantedRows,
  ends: Ends,
): ChangesOf {
  const { was, now } = compared;
  const { base, size, layout, policy } = was.config;
  const rows = mapGroups((group) => {
    const { start, count } = wantedOf(group, wanted);
    return changeRows(compared, group, diff.groups[group], start, count, ends);
  });
  return {
    kind: 'changes',
    at: now.at,
    was: { uri: '', name: '', ...other, at: was.at, base, size, layout, policy },
    notes: other === undefined ? [] : notesOf(was, now),
    totals,
    unchanged: diff.unchanged,
    freeUnchanged: diff.freeUnchanged,
    rows,
    metrics: { was: was.metrics, now: now.metrics },
  };
}

/** The rows of a group that are wanted. */
export function wantedOf(group: ChangeGroup, wanted: WantedRows): { start: number; count: number } {
  if (group === wanted.group) return wanted;
  return { start: 0, count: wanted.preview };
}

/** Rows summed between two chances for a caller to let others run. */
const ROWS_AT_ONCE = 2 ** 16;

/** How many rows each group has, and their bytes. */
export function* totalsOf({ was, now }: Compared, { groups }: StateDiff): Work<Changes['totals']> {
  const bytes = new Map<ChangeGroup, number>();
  for (const group of CHANGE_GROUPS) {
    const [state, places] = rowsShown(was, now, groups[group]);
    let sum = 0;
    for (let i = 0; i < places.length; i++) {
      if (i % ROWS_AT_ONCE === ROWS_AT_ONCE - 1) yield;
      sum += shownSize(state, places[i]);
    }
    bytes.set(group, sum);
  }
  return mapGroups((group) => {
    const { now: rows, was: rowsWas } = groups[group];
    return { count: Math.max(rows.length, rowsWas.length), bytes: bytes.get(group) ?? 0 };
  });
}

/** Where the rows of a group are seen: in the heap that is shown, if they are there. */
function rowsShown(
  was: HeapState,
  now: HeapState,
  rows: ChangedRows,
): [state: HeapState, places: Uint32Array] {
  return rows.now.length > 0 ? [now, rows.now] : [was, rows.was];
}

function mapGroups<T>(make: (group: ChangeGroup) => T): { readonly [group in ChangeGroup]: T } {
  const made = CHANGE_GROUPS.map((group) => [group, make(group)]);
  return Object.fromEntries(made) as { [group in ChangeGroup]: T };
}

/** What a reader must know of two heaps that need not be alike. */
function notesOf({ config: was }: HeapState, { config: now }: HeapState): string[] {
  const notes = ['Blocks of the same id count as the same one.'];
  if (was.base !== now.base) {
    const bases = `${formatHex(was.base)}, not ${formatHex(now.base)}`;
    notes.push(`The other heap begins at ${bases}: places are compared from the base on.`);
  }
  if (was.size !== now.size) {
    notes.push(`The other heap has ${formatBytes(was.size)}, this one ${formatBytes(now.size)}.`);
  }
  if (was.layout !== now.layout || was.policy !== now.policy) {
    const names = `${was.policy}, ${was.layout}`;
    notes.push(`The other heap is ${names}; this one ${now.policy}, ${now.layout}.`);
  }
  return notes;
}
