import type { RecordedColumn } from '../../../src/protocol/recorded';

export interface TableColumn {
  readonly key: RecordedColumn;
  readonly heading: string;
  readonly isNumber: boolean;
  readonly meaning: string;
  /** For `grid-template-columns`. */
  readonly width: string;
  /** From this width of the table on it is shown, in pixels. */
  readonly from: number;
}

const COLUMNS: readonly TableColumn[] = [
  column('address', 'Address', 'minmax(108px, 140px)', 0, 'Address that the program got'),
  column('id', 'Id', 'minmax(48px, 1fr)', 300, 'Id in the trace'),
  column('size', 'Size', 'minmax(60px, 76px)', 0, 'Bytes that the program asked for', true),
  column('label', 'Label', 'minmax(90px, 2.4fr)', 560, 'Label of the allocation'),
  column('thread', 'Thread', '56px', 700, 'Thread that allocated it', true),
  column('age', 'Age', '72px', 400, 'Events since it was made', true),
  column('line', 'Line', '72px', 480, 'Line of the trace that made it', true),
];

/** The columns that a table of this width, in pixels, has room for. */
export function columnsFor(width: number): readonly TableColumn[] {
  return COLUMNS.filter(({ from }) => width >= from);
}

/** The same for `grid-template-columns`. */
export function templateOf(columns: readonly TableColumn[]): string {
  return columns.map(({ width }) => width).join(' ');
}

function column(
  key: RecordedColumn,
  heading: string,
  width: string,
  from: number,
  meaning: string,
  isNumber = false,
): TableColumn {
  return { key, heading, isNumber, meaning, width, from };
}
