import { clamp } from '../../../src/base/math';
import type { BlockColumn } from '../../../src/protocol/blockTable';
import { NARROWEST_COLUMN, WIDEST_COLUMN, type ColumnSetting } from '../../viewState';
import { COLUMN_OF, COLUMNS, type TableColumn } from './columns';

/** Below this width of the table headings and words are shortened. */
const COMPACT = 420;
const PADDING = 24;
/** A text takes what room is left, but keeps this much. */
const FLEXIBLE: readonly BlockColumn[] = ['id', 'label', 'source'];

export interface ColumnLayout {
  readonly isCompact: boolean;
  /** Those that have room, in their order. */
  readonly columns: readonly TableColumn[];
  /** For `grid-template-columns`. */
  readonly template: string;
  /** Between two columns, in pixels. */
  readonly gap: number;
  /** Chosen, but there is no room. */
  readonly hidden: ReadonlySet<BlockColumn>;
}

/** How the chosen columns lie in so many pixels: the less important ones go when there is no room. */
export function layoutOf(settings: readonly ColumnSetting[], width: number): ColumnLayout {
  const isCompact = width < COMPACT;
  const gap = isCompact ? 6 : 8;
  const chosen = settings.flatMap(({ key, width: own }) => {
    const column = COLUMN_OF.get(key);
    if (column === undefined) return [];
    const usual = isCompact ? column.compact : column.width;
    return [{ column, width: own === 0 ? usual : own, isOwn: own !== 0 }];
  });
  const shown = [...chosen];
  const needed = () => shown.reduce((sum, each) => sum + each.width + gap, PADDING - gap);
  while (shown.length > 1 && needed() > width) {
    const least = shown.reduce((a, b) => (b.column.weight < a.column.weight ? b : a));
    shown.splice(shown.indexOf(least), 1);
  }
  const flexible = FLEXIBLE.find((key) =>
    shown.some(({ column, isOwn }) => column.key === key && !isOwn),
  );
  return {
    isCompact,
    columns: shown.map(({ column }) => column),
    template: shown
      .map(({ column, width: own }) =>
        column.key === flexible ? `minmax(${own}px, 1fr)` : `${own}px`,
      )
      .join(' '),
    gap,
    hidden: new Set(chosen.filter((each) => !shown.includes(each)).map(({ column }) => column.key)),
  };
}

function rank(of: BlockColumn): number {
  return COLUMNS.findIndex((each) => each.key === of);
}

/** The columns with one more or one less; it comes back at the place where it is offered. */
export function toggled(
  settings: readonly ColumnSetting[],
  key: BlockColumn,
): readonly ColumnSetting[] {
  const without = settings.filter((each) => each.key !== key);
  // A table without columns could not be asked for any.
  if (without.length < settings.length) return without.length === 0 ? settings : without;
  const after = settings.findLastIndex((each) => rank(each.key) < rank(key));
  return settings.toSpliced(after + 1, 0, { key, width: 0 });
}

/** The columns with one moved by so many places; those without room count, too. */
export function moved(
  settings: readonly ColumnSetting[],
  key: BlockColumn,
  by: number,
): readonly ColumnSetting[] {
  const from = settings.findIndex((each) => each.key === key);
  const moving = settings[from];
  if (moving === undefined) return settings;
  const to = clamp(from + by, 0, settings.length - 1);
  return settings.toSpliced(from, 1).toSpliced(to, 0, moving);
}

/** The columns with one moved before another, or to the end. */
export function movedBefore(
  settings: readonly ColumnSetting[],
  key: BlockColumn,
  before: BlockColumn | undefined,
): readonly ColumnSetting[] {
  const moving = settings.find((each) => each.key === key);
  if (moving === undefined || before === key) return settings;
  const without = settings.filter((each) => each.key !== key);
  const at = without.findIndex((each) => each.key === before);
  return without.toSpliced(at < 0 ? without.length : at, 0, moving);
}

/** The columns with another width for one, in pixels; 0 is the usual one. */
export function resized(
  settings: readonly ColumnSetting[],
  key: BlockColumn,
  width: number,
): readonly ColumnSetting[] {
  const fitting = width === 0 ? 0 : clamp(Math.round(width), NARROWEST_COLUMN, WIDEST_COLUMN);
  return settings.map((each) => (each.key === key ? { key, width: fitting } : each));
}
