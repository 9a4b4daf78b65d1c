import { formatCount } from '../../base/format';
import type { Bar, Cell, Column, Findings } from './section';
import { isMet } from './section';

/** The findings of a section as text: title, table, notes. */
export function findingLines({ title, columns, rows, notes }: Findings): string[] {
  const table = rows.map((row) => columns.map(({ key }) => cellText(row[key])));
  return ['', title, ...tableLines(columns, table), ...notes.map((note) => `  ${note}`)];
}

/** Every bar with what was measured, as text. */
export function barLines(bars: readonly Bar[]): string[] {
  if (bars.length === 0) return [];
  const table = bars.map((bar) => {
    const { name, measured, limit, rule, unit, aim } = bar;
    const aimed = aim === undefined ? '' : `, aim ${numberText(aim)}`;
    return [name, `${rule} ${numberText(limit)} ${unit}${aimed}`, cellText(measured), verdict(bar)];
  });
  return ['', 'Bars', ...tableLines(BAR_COLUMNS, table)];
}

const BAR_COLUMNS: readonly Column[] = ['figure', 'bar', 'measured', 'met'].map((heading) => ({
  key: heading,
  heading,
}));

function verdict(bar: Bar): string {
  const met = isMet(bar);
  return met === undefined ? 'not measured' : met ? 'yes' : 'NO';
}

/** The first column left, the others right. */
function tableLines(columns: readonly Column[], rows: readonly (readonly string[])[]): string[] {
  const all = [columns.map(({ heading }) => heading), ...rows];
  const widths = columns.map((_, i) => Math.max(...all.map((row) => row[i].length)));
  return all.map((row) =>
    row
      .map((cell, i) => (i === 0 ? `  ${cell.padEnd(widths[i])}` : cell.padStart(widths[i])))
      .join('  '),
  );
}

function cellText(cell: Cell): string {
  if (cell === undefined || cell === null) return '-';
  if (typeof cell === 'number') return numberText(cell);
  if (typeof cell === 'boolean') return cell ? 'yes' : 'NO';
  if (typeof cell === 'string') return cell;
  if (cell.runs === 1) return numberText(cell.median);
  return `${numberText(cell.median)} (${numberText(cell.min)}-${numberText(cell.max)})`;
}

/** Three digits that mean something. */
function numberText(value: number): string {
  const size = Math.abs(value);
  if (Number.isInteger(value) || size >= 100) return formatCount(Math.round(value));
  if (size >= 10) return value.toFixed(1);
  if (size >= 1) return value.toFixed(2);
  return size >= 0.01 ? value.toFixed(3) : value.toFixed(4);
}
