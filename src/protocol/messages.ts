import { boolean, integer, nullable, object, oneOf, optional } from '../base/check';
import { blockHistogram, blockRow, blockTotals, blockWindow } from './blockTable';
import { bytesWindow } from './bytes';
import { changesText, changesWindow, openChanges, setBaseline } from './changes';
import { checkFilter } from './filter';
import { cancelFind, find, foundWindow, goToFound } from './find';
import { freeListStretch, freeListWindow } from './freeList';
import { cancelLeaks, findLeaks, leakGroups, marksWindow } from './leaks';
import { command, request } from './message';
import { cancelComparison, compare, setHeap } from './comparison';
import { openDropped } from './dropping';
import { cancelRemedies, findRemedies, fragmentationWindow } from './fragmentation';
import { exportFile } from './exports';
import { mapWindow } from './heapMap';
import { RECORDED_REQUESTS, selectRecorded, showHeap } from './recorded';
import { LAYOUT_NAMES, POLICY_NAMES } from './state';
import { TIMELINE_REQUESTS } from './timeline';
import { askedWindows } from './windows';

export { MAP_KINDS, mapWindow, type MapDensity, type MapKind, type MapSegments } from './heapMap';

export { blockRow, blockWindow, type BlockColumn, type BlockWindow } from './blockTable';
export { find } from './find';
export { WINDOW_LIMIT } from './message';

/** Grows when a message changes its meaning; a view of another version asks to be reloaded. */
export const PROTOCOL_VERSION = 4;

/** Larger than any heap, event count or line number that can occur. */
const LIMIT = 2 ** 32;
const count = integer(0, LIMIT);

// ---- Commands: the view says what the person wants, the host decides what comes of it. ----

/** The view can receive. Also sent after a gap in the revisions, to get a full state. */
export const ready = command('ready', object({ version: integer(0, 1000) }));

/** The state of this revision is on the screen; the host may send the next one. */
export const painted = command(
  'painted',
  object({
    revision: count,
    /** The windows that were asked for with it; the next state comes with answers to the same. */
    windows: optional(askedWindows, []),
    /** Said once more when nothing has changed for a while: there is time to look further ahead. */
    still: optional(boolean, false),
  }),
);

export const navigate = command(
  'navigate',
  object({
    to: oneOf('first', 'back', 'forward', 'last', 'nextFault', 'previousFault', 'restart'),
  }),
);

/** Show the heap after `at` events. */
export const seek = command('seek', object({ at: count }));

export const setPlaying = command('setPlaying', object({ playing: boolean }));
export const setSpeed = command('setSpeed', object({ speed: integer(1, 1000) }));
export const setPolicy = command('setPolicy', object({ policy: oneOf(...POLICY_NAMES) }));
export const setLayout = command('setLayout', object({ layout: oneOf(...LAYOUT_NAMES) }));

/** Select the block whose header is at this offset, or nothing. */
export const selectBlock = command('selectBlock', object({ block: nullable(count) }));

/** Show a line of the trace (from 1) in its editor, opening it beside if need be. */
export const revealLine = command('revealLine', object({ line: integer(1, LIMIT) }));

/** Open the place of the program's source that a line of the trace (from 1) names with `at=`. */
export const openSource = command('openSource', object({ line: integer(1, LIMIT) }));

/** Keep the inspector at the trace that it shows, or let it follow the active one. */
export const setPinned = command('setPinned', object({ pinned: boolean }));

/** One of the host's own commands that the welcome page and the footer offer. */
export const runAction = command(
  'runAction',
  object({
    action: oneOf(
      'openExample',
      'newTrace',
      'openTrace',
      'showProblems',
      'retry',
      'cancelLoad',
      'runUntil',
      'copyLink',
      'exportState',
      'importTrace',
      'toggleBookmark',
    ),
  }),
);

export const COMMANDS = {
  ready,
  painted,
  navigate,
  seek,
  setPlaying,
  setSpeed,
  setPolicy,
  setLayout,
  selectBlock,
  setPinned,
  revealLine,
  openSource,
  runAction,
  compare,
  cancelComparison,
  setHeap,
  findRemedies,
  cancelRemedies,
  setBaseline,
  openChanges,
  exportFile,
  findLeaks,
  cancelLeaks,
  cancelFind,
  goToFound,
  showHeap,
  selectRecorded,
  openDropped,
} as const;

// ---- Requests: windows on long lists, as typed arrays. Each answer names its revision. ----

/** The most points that a timeline may be asked for: a view is seldom wider. */
export const TIMELINE_LIMIT = 2000;

/** Metrics of the whole trace, summed in points of equally many events, in their order. */
export interface TimelineWindow {
  /** The generation that this is of: it is the same wherever the cursor is. */
  readonly revision: number;
  /** Events that the points cover; more may have come since. */
  readonly eventCount: number;
  /** Events that a point covers; the last one may cover fewer. */
  readonly interval: number;
  /** The fewest and the most live bytes after any event of a point. */
  readonly leastLive: Uint32Array;
  readonly mostLive: Uint32Array;
  /** The fewest and the most free bytes after any event of a point. */
  readonly leastFree: Uint32Array;
  readonly mostFree: Uint32Array;
  /** Size of the largest free block after some event of the point; -1 where it was not measured. */
  readonly largestFree: Int32Array;
  /** Allocations that failed. */
  readonly failures: Uint32Array;
}

/** The timeline of the whole trace in at most so many points. */
export const timelineWindow = request<{ points: number }, TimelineWindow>(
  'timelineWindow',
  object({ points: integer(1, TIMELINE_LIMIT) }),
);

export const REQUESTS = {
  blockWindow,
  blockRow,
  mapWindow,
  freeListWindow,
  bytesWindow,
  timelineWindow,
  fragmentationWindow,
  find,
  changesWindow,
  changesText,
  ...TIMELINE_REQUESTS,
  blockHistogram,
  blockTotals,
  checkFilter,
  leakGroups,
  marksWindow,
  foundWindow,
  freeListStretch,
  ...RECORDED_REQUESTS,
} as const;

// ---- Notifications: what happened in the host, in the past tense. ----

/** The whole state. Sent only to a visible view, and a few at a time: see MOST_UNDER_WAY. */
export const STATE_CHANGED = 'stateChanged';
