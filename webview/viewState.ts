import { boolean, integer, object, oneOf, text, type Check } from '../src/base/check';
import type { BlockColumn } from '../src/protocol/messages';
import type { InspectorState } from '../src/protocol/state';

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
  /** The sums of a step are unfolded. */
  readonly showsArithmetic: boolean;
  /** The free list is shown as a table. */
  readonly listAsTable: boolean;
}

export const INITIAL_VIEW: ViewState = {
  sort: 'address',
  descending: false,
  show: 'all',
  filter: '',
  collapsed: [],
  mapFrom: 0,
  mapTo: 0,
  scrollRow: 0,
  showsArithmetic: false,
  listAsTable: false,
};

/** What stays when another trace comes into view: the arrangement, not the place. */
export function viewForTrace(view: ViewState): ViewState {
  return { ...view, show: 'all', filter: '', mapFrom: 0, mapTo: 0, scrollRow: 0 };
}

/** The filter as the host understands it. */
export function filterOf({ show, filter }: ViewState): string {
  const words = filter.trim();
  return show === 'all' ? words : `${show} ${words}`.trim();
}

/** What is kept by the editor while the view does not exist. The host reads `uri`, `at` and `pinned`. */
export interface SavedView {
  readonly version: 2;
  readonly uri: string;
  readonly at: number;
  readonly pinned: boolean;
  readonly view: ViewState;
}

/** What to save, or undefined while there is no trace. */
export function savedView(state: InspectorState | null, view: ViewState): SavedView | undefined {
  if (state?.view.kind !== 'trace') return undefined;
  return { version: 2, uri: state.view.uri, at: state.view.at, pinned: state.pinned, view };
}

const LONGEST_FILTER = 200;
const count = integer(0, 2 ** 32);

const sectionNames: Check<readonly string[]> = (value) =>
  Array.isArray(value) && value.length <= 20 && value.every((each) => typeof each === 'string')
    ? value
    : undefined;

const viewCheck = object<ViewState>({
  sort: oneOf('address', 'state', 'id', 'requested', 'size', 'padding', 'tail', 'age', 'line'),
  descending: boolean,
  show: oneOf('all', 'live', 'free'),
  filter: text(LONGEST_FILTER),
  collapsed: sectionNames,
  mapFrom: count,
  mapTo: count,
  scrollRow: count,
  showsArithmetic: boolean,
  listAsTable: boolean,
});

/** What an earlier version did not know is as it is at first. */
const completedView: Check<ViewState> = (value) =>
  typeof value === 'object' && value !== null
    ? viewCheck({ ...INITIAL_VIEW, ...value })
    : undefined;

const versionCheck: Check<2> = (value) => (value === 2 ? 2 : undefined);

/** Reads what an earlier version of the view, or another one, may have saved. */
export const checkSavedView = object<SavedView>({
  version: versionCheck,
  uri: text(10_000),
  at: count,
  pinned: boolean,
  view: completedView,
});
