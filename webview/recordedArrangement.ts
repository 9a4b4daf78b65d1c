import { boolean, integer, object, oneOf, text } from '../src/base/check';
import { LONGEST_FILTER } from '../src/protocol/filter';
import { RECORDED_COLUMNS, type RecordedColumn } from '../src/protocol/recorded';

/** How a person has arranged the recorded heap. */
export interface RecordedArrangement {
  /** The places that its map shows; both 0 for all. */
  readonly from: number;
  readonly to: number;
  readonly sort: RecordedColumn;
  readonly descending: boolean;
  readonly filter: string;
}

export const INITIAL_RECORDED: RecordedArrangement = {
  from: 0,
  to: 0,
  sort: 'address',
  descending: false,
  filter: '',
};

/** What stays when another trace comes into view. */
export function recordedForTrace({ sort, descending }: RecordedArrangement): RecordedArrangement {
  return { ...INITIAL_RECORDED, sort, descending };
}

const place = integer(0, 2 ** 52);

export const checkRecorded = object<RecordedArrangement>({
  from: place,
  to: place,
  sort: oneOf(...RECORDED_COLUMNS),
  descending: boolean,
  filter: text(LONGEST_FILTER),
});
