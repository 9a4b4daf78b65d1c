import {
  boolean,
  integer,
  nullable,
  object,
  oneOf,
  optional,
  text,
  type Check,
} from '../src/base/check';
import { BLOCK_COLUMNS, type BlockColumn } from '../src/protocol/blockTable';
import { LONGEST_FILTER } from '../src/protocol/filter';
import {
  LAYOUT_NAMES,
  POLICY_NAMES,
  type InspectorState,
  type LayoutName,
  type PolicyName,
} from '../src/protocol/state';
import {
  checkTimeline,
  INITIAL_TIMELINE,
  timelineForTrace,
  type TimelineArrangement,
} from './timelineView';
import { checkArrangement, INITIAL_MAP, type MapArrangement } from './mapArrangement';
import {
  checkRecorded,
  INITIAL_RECORDED,
  recordedForTrace,
  type RecordedArrangement,
} from './recordedArrangement';

/** How a person has arranged the inspector: never what the trace says. */
export interface ViewState {
  readonly sort: BlockColumn;
  readonly descending: boolean;
  readonly show: 'all' | 'live' | 'free';
  readonly filter: string;
  /** Names of the closed sections. */
  readonly collapsed: readonly string[];
  /** The bytes that the heap map shows; both 0 for the whole heap. */
  readonly mapFrom: number;
  readonly mapTo: number;
  /** The first visible row of the block table. */
  readonly scrollRow: number;
  /** URI of the other trace that states are compared with; empty for an event of the same one. */
  readonly against: string;
  readonly timeline: TimelineArrangement;
  readonly map: MapArrangement;
  /** The columns of the block table, in their order. */
  readonly columns: readonly ColumnSetting[];
  /** Whether the sizes above the block table are drawn large. */
  readonly sizesOpen: boolean;
  /** The sums of a step are unfolded. */
  readonly showsArithmetic: boolean;
  /** The free list is shown as a table. */
  readonly listAsTable: boolean;
  /** Of the heap as it was recorded. */
  readonly recorded: RecordedArrangement;
}

/** A column that a person wants to see. */
export interface ColumnSetting {
  readonly key: BlockColumn;
  /** In pixels; 0 for the usual width. */
  readonly width: number;
}

export const NARROWEST_COLUMN = 24;
export const WIDEST_COLUMN = 1200;

/** The columns as long as nobody has chosen any. */
export const USUAL_COLUMNS: readonly ColumnSetting[] = (
  ['address', 'state', 'id', 'requested', 'size', 'padding', 'tail', 'age', 'line'] as const
).map((key) => ({ key, width: 0 }));

export const INITIAL_VIEW: ViewState = {
  sort: 'address',
  descending: false,
  show: 'all',
  filter: '',
  collapsed: ['leaks'],
  mapFrom: 0,
  mapTo: 0,
  scrollRow: 0,
  against: '',
  timeline: INITIAL_TIMELINE,
  map: INITIAL_MAP,
  columns: USUAL_COLUMNS,
  sizesOpen: false,
  showsArithmetic: false,
  listAsTable: false,
  recorded: INITIAL_RECORDED,
};

/** What stays when another trace comes into view: the arrangement, not the place. */
export function viewForTrace(view: ViewState): ViewState {
  const timeline = timelineForTrace(view.timeline);
  const { show, filter, mapFrom, mapTo, scrollRow, against } = INITIAL_VIEW;
  const recorded = recordedForTrace(view.recorded);
  return { ...view, show, filter, mapFrom, mapTo, scrollRow, against, timeline, recorded };
}

/** The filter as the host understands it. */
export function filterOf({ show, filter }: ViewState): string {
  const words = filter.trim();
  return show === 'all' ? words : `${show} ${words}`.trim();
}

/**
 * What is kept by the editor while the view does not exist. The host reads all but `view` and
 * `version`.
 */
export interface SavedView {
  readonly version: 2;
  readonly uri: string;
  readonly at: number;
  readonly pinned: boolean;
  /** The event that states are compared with, or null. */
  readonly baseline: number | null;
  /** What was chosen instead of what the trace asks for, or null. */
  readonly heap: { readonly layout: LayoutName | null; readonly policy: PolicyName | null };
  /** Whether the heap was shown as it was recorded. */
  readonly recorded: boolean;
  readonly view: ViewState;
}

/** What to save, or undefined while there is no trace. */
export function savedView(state: InspectorState | null, view: ViewState): SavedView | undefined {
  if (state?.view.kind !== 'trace') return undefined;
  const { uri, at, baseline } = state.view;
  const { layout, policy, ofTrace } = state.view.heap;
  const heap = {
    layout: layout === ofTrace.layout ? null : layout,
    policy: policy === ofTrace.policy ? null : policy,
  };
  const { kind } = state.view.recorded;
  const recorded = kind !== 'simulated' && kind !== 'unavailable';
  return { version: 2, uri, at, pinned: state.pinned, baseline: baseline.at, heap, recorded, view };
}

const count = integer(0, 2 ** 32);

const sectionNames: Check<readonly string[]> = (value) =>
  Array.isArray(value) && value.length <= 20 && value.every((each) => typeof each === 'string')
    ? value
    : undefined;

const columnCheck = object<ColumnSetting>({
  key: oneOf(...BLOCK_COLUMNS),
  width: (value) => (value === 0 ? 0 : integer(NARROWEST_COLUMN, WIDEST_COLUMN)(value)),
});

/** Columns that make no table are as if nobody had chosen any. */
const columnsCheck: Check<readonly ColumnSetting[]> = (value) => {
  if (!Array.isArray(value) || value.length > BLOCK_COLUMNS.length) return USUAL_COLUMNS;
  const columns = value.map((each) => columnCheck(each)).filter((each) => each !== undefined);
  const keys = new Set(columns.map(({ key }) => key));
  return columns.length > 0 && keys.size === value.length ? columns : USUAL_COLUMNS;
};

const viewFields = object<ViewState>({
  sort: oneOf(...BLOCK_COLUMNS),
  descending: boolean,
  show: oneOf('all', 'live', 'free'),
  filter: text(LONGEST_FILTER),
  collapsed: sectionNames,
  mapFrom: count,
  mapTo: count,
  scrollRow: count,
  against: text(10_000),
  timeline: checkTimeline,
  map: checkArrangement,
  columns: columnsCheck,
  sizesOpen: boolean,
  showsArithmetic: boolean,
  listAsTable: boolean,
  recorded: checkRecorded,
});

/** What an earlier version did not know yet is as it is at first. */
const viewCheck: Check<ViewState> = (value) =>
  viewFields(typeof value === 'object' && value !== null ? { ...INITIAL_VIEW, ...value } : value);

const versionCheck: Check<2> = (value) => (value === 2 ? 2 : undefined);

/** Reads what an earlier version of the view, or another one, may have saved. */
export const checkSavedView = object<SavedView>({
  version: versionCheck,
  uri: text(10_000),
  at: count,
  pinned: boolean,
  baseline: optional(nullable(count), null),
  heap: optional(
    object({
      layout: nullable(oneOf(...LAYOUT_NAMES)),
      policy: nullable(oneOf(...POLICY_NAMES)),
    }),
    { layout: null, policy: null },
  ),
  recorded: optional(boolean, false),
  view: viewCheck,
});
