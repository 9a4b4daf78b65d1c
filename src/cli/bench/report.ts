import { formatCount } from '../../base/format';
import { isMet, type Bar, type Cell, type Findings } from './section';

/** The findings of a section as text: title, table, notes. */
export function findingLines({ title, columns, transposed, rows, notes }: Findings): string[] {
  const table = [
    columns.map(({ heading }) => heading),
    ...rows.map((row) => columns.map(({ key }) => cellText(row[key]))),
  ];
  const lines = tableLines(
    transposed === true ? columns.map((_, i) => table.map((row) => row[i])) : table,
  );
  return ['', title, ...lines, ...notes.map((note) => `  ${note}`)];
}

/** Every bar with what was measured, as text. */
export function barLines(bars: readonly Bar[]): string[] {
  if (bars.length === 0) return [];
  const table = bars.map((bar) => {
    const { name, measured, limit, rule, unit, aim } = bar;
    const aimed = aim === undefined ? '' : `, aim ${numberText(aim)}`;
    return [name, `${rule} ${numberText(limit)} ${unit}${aimed}`, cellText(measured), verdict(bar)];
  });
  return ['', 'Bars', ...tableLines([BAR_HEADINGS, ...table])];
}

const BAR_HEADINGS = ['figure', 'bar', 'measured', 'met'];

function verdict(bar: Bar): string {
  const met = isMet(bar);
  return met === undefined ? 'not measured' : met ? 'yes' : 'NO';
}

/** The first column left, the others right. */
function tableLines(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0].map((_, i) => Math.max(...rows.map((row) => row[i].length)));
  return rows.map((row) =>
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
