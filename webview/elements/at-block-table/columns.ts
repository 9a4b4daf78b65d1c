import type { BlockColumn } from '../../../src/protocol/messages';

export interface TableColumn {
  readonly key: BlockColumn;
  readonly heading: string;
  /** For the narrowest layout, where the heading has no room. */
  readonly short?: string;
  readonly isNumber: boolean;
  readonly meaning: string;
}

/** The columns in their order. tableStyles.ts says how wide they are and which go when it is narrow. */
export const COLUMNS: readonly TableColumn[] = [
  {
    key: 'address',
    heading: 'Address',
    isNumber: false,
    meaning: 'Address of the block’s header',
  },
  { key: 'state', heading: 'State', isNumber: false, meaning: 'Live or free' },
  {
    key: 'id',
    heading: 'Id · label',
    short: 'Id',
    isNumber: false,
    meaning: 'Id in the trace, and the label if it has one',
  },
  {
    key: 'requested',
    heading: 'Requested',
    short: 'Req.',
    isNumber: true,
    meaning: 'Bytes that the program asked for',
  },
  { key: 'size', heading: 'Block', isNumber: true, meaning: 'Bytes after the header' },
  {
    key: 'padding',
    heading: 'Padding',
    isNumber: true,
    meaning: 'Bytes before the user data, for its alignment',
  },
  {
    key: 'tail',
    heading: 'Tail',
    isNumber: true,
    meaning: 'Bytes after the user data that were not split off; and bytes lost after the block',
  },
  { key: 'age', heading: 'Age', isNumber: true, meaning: 'Events since the allocation' },
  { key: 'line', heading: 'Line', isNumber: true, meaning: 'Line of the allocation' },
];
