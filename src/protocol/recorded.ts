import { boolean, integer, nullable, object, oneOf, text } from '../base/check';
import { LONGEST_FILTER } from './filter';
import type { MapWindow } from './heapMap';
import { command, request, WINDOW_LIMIT } from './message';
import type { Span, StepOutcome, TouchedBlock } from './state';

/**
 * The heap as the recorded program had it. A block is named by the event that made it, from 1. Where
 * it is, is told in two ways: its address, as text because it has up to 64 bits; and its *place*, a
 * number that counts bytes over all regions of addresses, one after the other, with room for the
 * gaps in between.
 */

/** Which heap a person looks at, and whether there is a choice. */
export type RecordedView =
  /** The trace has no addresses: only the simulated heap can be shown, and that is. */
  | { readonly kind: 'unavailable'; readonly why: string }
  /** The simulated heap is shown; the recorded one could be. */
  | { readonly kind: 'simulated' }
  /** The recorded heap was chosen, and is being read: so far, 0 to 1. */
  | { readonly kind: 'reading'; readonly fraction: number }
  /** The recorded heap was chosen, and cannot be shown. */
  | { readonly kind: 'failed'; readonly why: string }
  | {
      readonly kind: 'recorded';
      /** Places that there are, in bytes. */
      readonly span: number;
      /** Blocks of the whole trace that have no place: see `RecordedMoment.unplaced`. */
      readonly unplaced: number;
      /** The selected block, or 0. */
      readonly selected: number;
    };

/** The stretches of addresses without a large gap: the same at every event. */
export interface RecordedRegion {
  readonly place: number;
  readonly length: number;
  /** At its place. */
  readonly address: string;
  /** Bytes of addresses up to the next region, of which nothing is known; 0 behind the last. */
  readonly gap: number;
  readonly liveBlocks: number;
  readonly liveBytes: number;
}

/** What is known of the recorded heap after the last event. */
export interface RecordedMetrics {
  readonly liveBlocks: number;
  /** Bytes that were asked for. */
  readonly liveBytes: number;
  /** Blocks that the program ever got so far. */
  readonly madeBlocks: number;
  /** Regions with live blocks in them. */
  readonly regions: number;
  /** From the first live byte to the last, summed over the regions. */
  readonly span: number;
  /** Bytes of that which are in a live block. */
  readonly covered: number;
  /** Live blocks that share bytes with another, which cannot be. */
  readonly overlapping: number;
}

/** What an event was for the recorded program. A span's block is named by its event. */
export interface RecordedStep {
  /** The event's own line, as written. Hostile text. */
  readonly source: string;
  readonly outcome: StepOutcome;
  readonly headline: readonly Span[];
  readonly sentences: readonly (readonly Span[])[];
  /** What to outline; `block` is a place. */
  readonly touched: readonly TouchedBlock[];
}

/** The selected block while it is live. Texts of the trace: hostile. */
export interface RecordedSelection {
  readonly block: number;
  readonly place: number;
  readonly extent: number;
  readonly address: string;
  readonly size: number;
  readonly id: string;
  readonly label: string;
  readonly source: string;
  /** -1 where none is named. */
  readonly thread: number;
  readonly madeLine: number;
  /** When the program gave it back or moved it; 0 for never. */
  readonly endEvent: number;
  readonly endLine: number;
}

/** All that is told of one moment but for its long lists. */
export interface RecordedMoment {
  readonly revision: number;
  /** The event itself, from 1, if it made a block; else 0. */
  readonly made: number;
  /** Null before the first event. */
  readonly step: RecordedStep | null;
  readonly metrics: RecordedMetrics;
  readonly regions: readonly RecordedRegion[];
  readonly selection: RecordedSelection | null;
}

/** What the table of recorded blocks can be sorted by. */
export const RECORDED_COLUMNS = [
  'address',
  'size',
  'id',
  'label',
  'thread',
  'age',
  'line',
] as const;
export type RecordedColumn = (typeof RECORDED_COLUMNS)[number];

export interface RecordedOrder {
  readonly sort: RecordedColumn;
  readonly descending: boolean;
  /** In the language of filters; what a recording does not know makes it fail. */
  readonly filter: string;
}

/** Rows of the table; one element a row. */
export interface RecordedRows {
  readonly revision: number;
  /** Rows that pass the filter, of which this is a window. */
  readonly total: number;
  readonly start: number;
  readonly block: Uint32Array;
  readonly address: readonly string[];
  readonly size: Float64Array;
  /** Events since it was made. */
  readonly age: Uint32Array;
  readonly line: Uint32Array;
  /** -1 where none is named. */
  readonly thread: Float64Array;
  readonly id: readonly string[];
  readonly label: readonly string[];
}

/** Show the heap as it is simulated, or as the program had it. */
export const showHeap = command('showHeap', object({ which: oneOf('simulated', 'recorded') }));

const LIMIT = 2 ** 32;
const count = integer(0, LIMIT);
/** Beyond any place. */
const place = integer(0, 2 ** 52);

/** Select a block, named by the event that made it (from 1), or nothing. */
export const selectRecorded = command('selectRecorded', object({ made: nullable(count) }));

export const recordedMoment = request<Record<string, never>, RecordedMoment>(
  'recordedMoment',
  object({}),
);

/** The places `from..to`: exact if that takes at most `cells` runs, else summed. */
export const recordedMap = request<{ from: number; to: number; cells: number }, MapWindow>(
  'recordedMap',
  object({ from: place, to: place, cells: integer(1, WINDOW_LIMIT) }),
);

const order = {
  sort: oneOf(...RECORDED_COLUMNS),
  descending: boolean,
  filter: text(LONGEST_FILTER),
};

export const recordedRows = request<RecordedOrder & { start: number; count: number }, RecordedRows>(
  'recordedRows',
  object({ ...order, start: count, count: integer(0, WINDOW_LIMIT) }),
);

/** What is wrong with a filter for recorded blocks, in a sentence; null if nothing is. */
export const checkRecordedFilter = request<{ filter: string }, { problem: string | null }>(
  'checkRecordedFilter',
  object({ filter: text(LONGEST_FILTER) }),
);

/** Where a block stands in the table as sorted and filtered; -1 if it is not there. */
export const recordedRow = request<
  RecordedOrder & { made: number },
  { revision: number; row: number }
>('recordedRow', object({ ...order, made: count }));

export const RECORDED_REQUESTS = {
  recordedMoment,
  recordedMap,
  recordedRows,
  recordedRow,
  checkRecordedFilter,
} as const;
