import { boolean, integer, nullable, object, oneOf, text } from '../base/check';
import { command, request } from './message';
import { bytesWindow } from './bytes';
import { cancelComparison, compare, setHeap } from './comparison';
import { cancelRemedies, findRemedies, fragmentationWindow } from './fragmentation';
import { freeListStretch, freeListWindow } from './freeList';
import { LAYOUT_NAMES, POLICY_NAMES, type InspectorState } from './state';

/** Grows when a message changes its meaning; a view of another version asks to be reloaded. */
export const PROTOCOL_VERSION = 3;

/** Larger than any heap, event count or line number that can occur. */
const LIMIT = 2 ** 32;
const count = integer(0, LIMIT);

/** The most rows or cells one request may ask for. */
export const WINDOW_LIMIT = 20_000;

// ---- Commands: the view says what the person wants, the host decides what comes of it. ----

/** The view can receive. Also sent after a gap in the revisions, to get a full state. */
export const ready = command('ready', object({ version: integer(0, 1000) }));

/** The state of this revision is on the screen; the host may send the next one. */
export const painted = command('painted', object({ revision: count }));

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
  runAction,
  compare,
  cancelComparison,
  setHeap,
  findRemedies,
  cancelRemedies,
} as const;

// ---- Requests: windows on long lists, as typed arrays. Each answer names its revision. ----

export type BlockColumn =
  'address' | 'state' | 'id' | 'requested' | 'size' | 'padding' | 'tail' | 'age' | 'line';

export interface BlockWindow {
  readonly revision: number;
  /** Rows that pass the filter, of which this is a window. */
  readonly total: number;
  readonly start: number;
  /** One element a row, all of the same length. */
  readonly block: Uint32Array;
  /** 1 live, 0 free. */
  readonly live: Uint8Array;
  /** Bytes after the header. */
  readonly size: Uint32Array;
  readonly requested: Uint32Array;
  readonly padding: Uint32Array;
  readonly tail: Uint32Array;
  /** Bytes lost between this block and the next. */
  readonly lost: Uint8Array;
  /** Events since the allocation; 0 for free blocks. */
  readonly age: Uint32Array;
  /** Line of the allocation, from 1; 0 for free blocks. */
  readonly line: Uint32Array;
  readonly id: readonly string[];
  readonly label: readonly string[];
}

export const blockWindow = request<
  {
    start: number;
    count: number;
    sort: BlockColumn;
    descending: boolean;
    /** `live` or `free`, and words that id or label must contain; all of them must hold. */
    filter: string;
  },
  BlockWindow
>(
  'blockWindow',
  object({
    start: count,
    count: integer(0, WINDOW_LIMIT),
    sort: oneOf('address', 'state', 'id', 'requested', 'size', 'padding', 'tail', 'age', 'line'),
    descending: boolean,
    filter: text(200),
  }),
);

/** Where the block at an offset stands in the table as sorted and filtered; -1 if it is not there. */
export const blockRow = request<
  { block: number; sort: BlockColumn; descending: boolean; filter: string },
  { revision: number; row: number }
>(
  'blockRow',
  object({
    block: count,
    sort: oneOf('address', 'state', 'id', 'requested', 'size', 'padding', 'tail', 'age', 'line'),
    descending: boolean,
    filter: text(200),
  }),
);

/** What a run of bytes of the heap is. The numbers are stored in `MapSegments.kind`. */
export const MAP_KINDS = [
  'header',
  'padding',
  'backPointer',
  'user',
  'tail',
  'freeHeader',
  'free',
  'lost',
] as const;
export type MapKind = (typeof MAP_KINDS)[number];

/** Exact: every run of bytes in the range, in address order. */
export interface MapSegments {
  readonly mode: 'segments';
  readonly revision: number;
  readonly from: number;
  readonly to: number;
  /** Where each segment starts; it ends where the next one starts, the last one at `to`. */
  readonly start: Uint32Array;
  /** Index into MAP_KINDS. */
  readonly kind: Uint8Array;
  /** Header offset of the block that the segment belongs to; for lost bytes, of the block before. */
  readonly block: Uint32Array;
}

/** Summed: too many blocks to tell apart; each cell says how its bytes divide, in 255ths. */
export interface MapDensity {
  readonly mode: 'density';
  readonly revision: number;
  readonly from: number;
  readonly to: number;
  /** Four bytes a cell: user data, overhead (header, back pointer, padding, tail), free, lost. */
  readonly cells: Uint8Array;
  /** The first block that starts in or covers each cell, for selecting. */
  readonly block: Uint32Array;
}

/** The bytes `from..to` of the heap: exact if that takes at most `cells` segments, else summed. */
export const mapWindow = request<
  { from: number; to: number; cells: number },
  MapSegments | MapDensity
>('mapWindow', object({ from: count, to: count, cells: integer(1, WINDOW_LIMIT) }));

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

/**
 * Finds what a person typed: an event number, `line N` or `:N`, an address, or an id. Moves or
 * selects accordingly, and says in words what was found or why nothing was.
 */
export const find = request<{ query: string }, { found: boolean; message: string }>(
  'find',
  object({ query: text(200) }),
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
  freeListStretch,
} as const;

// ---- Notifications: what happened in the host, in the past tense. ----

/** The whole state. Sent only to a visible view, and only once it has painted the one before. */
export const STATE_CHANGED = 'stateChanged';
export type StateChanged = InspectorState;
