import type { BlockColumn } from '../../../src/protocol/blockTable';

export interface TableColumn {
  readonly key: BlockColumn;
  readonly heading: string;
  /** For the narrowest layout, where the heading has no room. */
  readonly short?: string;
  readonly isNumber: boolean;
  readonly meaning: string;
  /** Usual width in pixels, and that in the narrowest layout. */
  readonly width: number;
  readonly compact: number;
  /**
   * The greater, the longer it stays where there is little room. What is not shown at first was
   * asked for: it stays longer than what is.
   */
  readonly weight: number;
}

/** What a table can show, in the order in which it is offered. */
export const COLUMNS: readonly TableColumn[] = [
  column('address', 'Address', [98, 78], 99, 'Address of the block’s header'),
  column('state', 'State', [58, 10], 12, 'Live or free'),
  {
    ...column('id', 'Id · label', [60, 30], 98, 'Id in the trace, and the label if it has one'),
    short: 'Id',
  },
  {
    ...number('requested', 'Requested', [88, 60], 13, 'Bytes that the program asked for'),
    short: 'Req.',
  },
  number('size', 'Block', [94, 72], 14, 'Bytes after the header'),
  number('padding', 'Padding', [66, 56], 10, 'Bytes before the user data, for its alignment'),
  number(
    'tail',
    'Tail',
    [78, 70],
    9,
    'Bytes after the user data that were not split off; and bytes lost after the block',
  ),
  number('age', 'Age', [70, 58], 11, 'Events since the allocation'),
  number('line', 'Line', [70, 52], 8, 'Line of the allocation'),
  column('user', 'User data', [98, 84], 15, 'Address of the user data'),
  column('label', 'Label', [120, 80], 20, 'Label of the allocation'),
  column('source', 'Source', [150, 90], 19, 'Place in the program that allocated it'),
  number('thread', 'Thread', [64, 52], 17, 'Thread that allocated it'),
  number('end', 'End', [78, 60], 18, 'Event that frees or moves it'),
  number('lost', 'Lost', [52, 44], 16, 'Bytes lost between this block and the next'),
];

export const COLUMN_OF: ReadonlyMap<BlockColumn, TableColumn> = new Map(
  COLUMNS.map((each) => [each.key, each]),
);

function column(
  key: BlockColumn,
  heading: string,
  [width, compact]: readonly [number, number],
  weight: number,
  meaning: string,
): TableColumn {
  return { key, heading, isNumber: false, meaning, width, compact, weight };
}

function number(
  key: BlockColumn,
  heading: string,
  widths: readonly [number, number],
  weight: number,
  meaning: string,
): TableColumn {
  return { ...column(key, heading, widths, weight, meaning), isNumber: true };
}
