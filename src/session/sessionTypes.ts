import type { HeapDefaults, HeapOverrides } from '../replay/heapOfTrace';
import type { Trace } from '../trace/trace';

/** Where a cursor can be sent. */
export type Destination =
  | 'first'
  | 'back'
  | 'forward'
  | 'last'
  | 'nextFault'
  | 'previousFault'
  | 'restart';

/** Where the cursor goes when new text has been read. */
export interface CursorHint {
  /** After so many events. */
  readonly at?: number;
  /** After the last event at or before this line (from 0). */
  readonly line?: number;
}

/** The same, asked for when the text has been read: the cursor may have moved meanwhile. */
export type Cursor = CursorHint | (() => CursorHint);

/** Where somebody was in a trace, and what they had chosen there: a later session goes on with it. */
export interface Place {
  /** How many events had happened. */
  readonly at: number;
  /** The event that states were compared with. */
  readonly baseline?: number | undefined;
  /** The layout and the policy that were chosen instead of the trace's own. */
  readonly heap?: HeapOverrides | undefined;
}

export interface SessionOptions {
  /** Bytes that the replay may keep of its past; asked before each load. Undefined: as usual. */
  readonly historyBudget?: () => number | undefined;
  /** What holds where a trace says nothing of its heap; asked before each load. */
  readonly heapDefaults?: () => HeapDefaults;
}

export type SessionStatus =
  | { readonly kind: 'loading'; readonly fraction: number }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'error'; readonly message: string }
  | { readonly kind: 'ready' };

/** How many events have happened at a cursor. A line counts more than a number of events. */
export function placeOf(trace: Trace, { at = 0, line }: CursorHint): number {
  return line === undefined ? at : trace.eventAtOrBefore(line) + 1;
}
