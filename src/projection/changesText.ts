import { csvField, markdownCell } from '../base/delimited';
import { formatHex } from '../base/format';
import { JsonItems, jsonPieces } from '../base/json';
import {
  CHANGE_GROUPS,
  type ChangeFormat,
  type ChangeGroup,
  type ChangeRows,
} from '../protocol/changes';
import { METRICS } from '../protocol/metrics';
import type { ChangesOf } from './changesView';

/** What each group is called, in tables that are taken elsewhere. */
const NAMES: { readonly [group in ChangeGroup]: string } = {
  new: 'new',
  gone: 'gone',
  moved: 'moved',
  resized: 'resized',
  freeNew: 'free, new',
  freeGone: 'free, gone',
  freeGrown: 'free, grown',
  freeShrunk: 'free, shrunk',
};

const HEADINGS = ['change', 'id', 'label', 'address then', 'address', 'size then', 'size', 'event'];
const RULE = ['---', '---', '---', '---', '---', '---:', '---:', '---:'];

/** One difference, with addresses; null where the block is not there. */
interface Difference {
  readonly change: string;
  readonly id: string;
  readonly label: string;
  readonly was: { readonly address: number; readonly size: number } | null;
  readonly now: { readonly address: number; readonly size: number } | null;
  readonly event: number;
}

/** Rows made at once: a millisecond at most. */
const ROWS_AT_ONCE = 256;

/** Where the rows come from, a part at a time. */
export type RowsOf = (group: ChangeGroup, start: number, count: number) => ChangeRows;

/** What is compared, but for its rows. */
export interface ToldChanges {
  readonly changes: Omit<ChangesOf, 'rows'>;
  readonly rowsOf: RowsOf;
  /** Address of the heap that is shown, and the name of its trace. */
  readonly base: number;
  readonly name: string;
  /** No more than so many rows are told. */
  readonly mostRows: number;
}

/** All changes as text, piece by piece. */
export function* changesText(told: ToldChanges, format: ChangeFormat): Generator<string> {
  switch (format) {
    case 'markdown':
      return yield* markdownOf(told);
    case 'csv':
      yield csvLine(HEADINGS);
      for (const part of differences(told)) {
        yield part.map((each) => csvLine(cellsOf(each))).join('');
      }
      return;
    case 'json':
      yield* jsonOf(told);
  }
}

function* differences(told: ToldChanges): Generator<Difference[]> {
  const { changes, rowsOf, base, mostRows } = told;
  let left = mostRows;
  for (const group of CHANGE_GROUPS) {
    const { count } = changes.totals[group];
    for (let start = 0; start < count && left > 0; start += ROWS_AT_ONCE) {
      const columns = rowsOf(group, start, Math.min(ROWS_AT_ONCE, left));
      left -= columns.id.length;
      yield columns.id.map((id, i) => ({
        change: NAMES[group],
        id,
        label: columns.label[i],
        was: sideOf(columns.was[i], columns.sizeWas[i], changes.was.base),
        now: sideOf(columns.now[i], columns.sizeNow[i], base),
        event: columns.event[i],
      }));
    }
  }
}

function sideOf(offset: number, size: number, base: number): Difference['was'] {
  return offset < 0 ? null : { address: base + offset, size };
}

function cellsOf({ change, id, label, was, now, event }: Difference): string[] {
  return [
    change,
    id,
    label,
    was === null ? '' : formatHex(was.address),
    now === null ? '' : formatHex(now.address),
    was === null ? '' : String(was.size),
    now === null ? '' : String(now.size),
    event === 0 ? '' : String(event),
  ];
}

function csvLine(cells: readonly string[]): string {
  return `${cells.map(csvField).join(',')}\n`;
}

function* markdownOf(told: ToldChanges): Generator<string> {
  const { changes, name } = told;
  yield `${markdownCell(titleOf(changes, name))}\n`;
  for (const note of changes.notes) yield `\n${note}\n`;
  yield `\n${[HEADINGS, RULE].map(markdownLine).join('')}`;
  for (const part of differences(told)) {
    yield part.map((each) => markdownLine(cellsOf(each).map(markdownCell))).join('');
  }
  const { was, now } = changes.metrics;
  const metrics = METRICS.filter(({ key }) => was[key] !== now[key]).map(({ key, label }) => [
    label,
    numberText(was[key]),
    numberText(now[key]),
  ]);
  const sides = changes.was.uri === '' ? ['then', 'now'] : ['there', 'here'];
  yield `\n${[['metric', ...sides], ['---', '---:', '---:'], ...metrics].map(markdownLine).join('')}`;
}

/** "Changes in x.alloctrace after event 9, since event 4". */
function titleOf({ at, was }: ToldChanges['changes'], name: string): string {
  const since = was.uri === '' ? `event ${was.at}` : `${was.name} after event ${was.at}`;
  return `Changes in ${name} after event ${at}, compared with ${since}`;
}

function markdownLine(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |\n`;
}

function numberText(value: number): string {
  return Number.isInteger(value) ? String(value) : value.toFixed(4);
}

function* jsonOf(told: ToldChanges): Generator<string> {
  const { at, was, notes, totals, unchanged, freeUnchanged, metrics } = told.changes;
  const head = { trace: told.name, at, was, notes, totals, unchanged, freeUnchanged, metrics };
  yield* jsonPieces({ ...head, changes: new JsonItems(flat(differences(told))) });
}

function* flat<T>(parts: Iterable<readonly T[]>): Generator<T> {
  for (const part of parts) yield* part;
}
