import { integer, object, oneOf } from '../base/check';
import { command, request } from './message';
import type { Notice } from './state';

/**
 * What the host and the read-only view of a large trace say to each other: a small state, sent
 * whole, and lines of text, pulled by window. Lines count from 1 in states and commands, as people
 * count them.
 */

/** Grows when a message changes its meaning; a view of another version is not answered. */
export const LARGE_TRACE_VERSION = 1;

const LIMIT = 2 ** 32;
const line = integer(1, LIMIT);

/** The most lines one request may ask for: several screens of small print. */
export const LINES_LIMIT = 1000;

/** The most rows that the marks beside the scroll bar may be asked for. */
export const OVERVIEW_LIMIT = 5000;

// ---- Up ----

/** The view can receive; it gets a whole state. */
export const largeReady = command('ready', object({ version: integer(0, 1000) }));

/** The state of this revision is on the screen; the host may send the next one. */
export const largePainted = command('painted', object({ revision: integer(0, LIMIT) }));

/** The caret is on another line: where "run to cursor" runs to. */
export const caretMoved = command('caretMoved', object({ line }));

/** Sets a breakpoint in a line, or removes those that are there. */
export const toggleBreakpoint = command('toggleBreakpoint', object({ line }));

export const largeAction = command(
  'action',
  object({ action: oneOf('cancelLoad', 'readAgain', 'follow', 'showProblems') }),
);

export const LARGE_COMMANDS = {
  ready: largeReady,
  painted: largePainted,
  caretMoved,
  toggleBreakpoint,
  action: largeAction,
} as const;

/** Weakest first, so that the strongest of several is their maximum; 0 is none. */
export const MARK_SEVERITIES = ['none', 'info', 'warning', 'error'] as const;
export type MarkSeverity = Exclude<(typeof MARK_SEVERITIES)[number], 'none'>;

/** Something to say about a part of a line. */
export interface LineMark {
  /** From 1. */
  readonly line: number;
  /** UTF-16 columns of the line as sent, from 0; `to` is at least `from`. */
  readonly from: number;
  readonly to: number;
  readonly severity: MarkSeverity;
  readonly code: string;
  readonly message: string;
}

/** A breakpoint as VS Code has it, in a line from 1. */
export interface LineBreakpoint {
  readonly line: number;
  /** One with a condition stops now and then; one with a message says something instead. */
  readonly kind: 'plain' | 'conditional' | 'message';
  readonly enabled: boolean;
}

/** The most that are shown. */
export const BREAKPOINTS_LIMIT = 1000;

export interface LineWindow {
  /** The generation of the text that these lines are from. */
  readonly revision: number;
  readonly start: number;
  /** Hostile text: show it, never interpret it. */
  readonly lines: readonly string[];
  /** 1 where the line goes on beyond what was sent. */
  readonly cut: Uint8Array;
  readonly marks: readonly LineMark[];
}

/** Lines `start` (from 0) and so many after it, as far as they exist. */
export const lineWindow = request<{ start: number; count: number }, LineWindow>(
  'lineWindow',
  object({ start: integer(0, LIMIT), count: integer(0, LINES_LIMIT) }),
);

/** Marks of the whole text, summed in rows of equally many lines: indices into MARK_SEVERITIES. */
export const overview = request<
  { rows: number },
  { readonly revision: number; readonly marks: Uint8Array }
>('overview', object({ rows: integer(1, OVERVIEW_LIMIT) }));

export const LARGE_REQUESTS = { lineWindow, overview } as const;

// ---- Down ----

export const LARGE_STATE_CHANGED = 'largeStateChanged';

export interface LargeTraceState {
  /** Grows when the text changes: lines pulled before are stale. */
  readonly generation: number;
  /** Grows with every change of any kind. */
  readonly revision: number;
  /** Another number is another text; one that has only grown keeps it. */
  readonly text: number;
  readonly name: string;
  readonly status: 'loading' | 'ready' | 'cancelled' | 'error';
  /** Why there is nothing to show; empty unless `status` is `error`. */
  readonly message: string;
  /** How far a load is that takes its time, 0 to 1; also while older text is still shown. */
  readonly loading: number | null;
  readonly notice: Notice | null;
  /** The file is read on as it grows. */
  readonly following: boolean;
  /** As an editor counts them: one more than there are line ends. 0 while there is no text. */
  readonly lineCount: number;
  /** Line of the event that happened last, or 0. */
  readonly line: number;
  /** A line to bring into view with the caret on it; counted, so that the same one can come again. */
  readonly reveal: { readonly count: number; readonly line: number };
  /** At most BREAKPOINTS_LIMIT of them, in no order. */
  readonly breakpoints: readonly LineBreakpoint[];
  /** Lines that have a bookmark, ascending. */
  readonly bookmarks: readonly number[];
  /** The setting `editor.lineHeight`: 0 derives it from the font size, below 8 it is a factor. */
  readonly lineHeight: number;
}
