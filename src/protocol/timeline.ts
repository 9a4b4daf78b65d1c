import { integer, object } from '../base/check';
import { request } from './message';
import type { TimelineWindow } from './messages';

/**
 * Places in a trace are numbers of events that have happened: from `from` to `to` lie the events
 * `from + 1` to `to`, counted from 1 as people do.
 */
const place = integer(0, 2 ** 32);

/** The most points that a range may be asked for: a view is seldom wider. */
export const RANGE_LIMIT = 2000;
/** The most flags that a range may be asked for. */
export const FLAG_LIMIT = 200;
/** And the fewest: one of each kind. */
export const FLAG_LEAST = 4;

type Columns = 'leastLive' | 'mostLive' | 'leastFree' | 'mostFree' | 'largestFree' | 'failures';

/**
 * A part of the timeline, in points of equally many events. Where a point covers one event all its
 * values are exact; where it covers more, the largest free block was measured after one of them.
 */
export interface TimelineRange extends Pick<TimelineWindow, Columns> {
  /** The generation that this is of. */
  readonly revision: number;
  /** The place before the first point: what was asked for, or a little before. */
  readonly from: number;
  /** The place after the last point. */
  readonly to: number;
  /** Events that a point covers; the last one may cover fewer. */
  readonly interval: number;
}

/**
 * A part of the timeline in at most so many points. What is not too long is measured anew, event
 * by event, which takes a moment; a newer request of the same view gives up an older one.
 */
export const timelineRange = request<{ from: number; to: number; points: number }, TimelineRange>(
  'timelineRange',
  object({ from: place, to: place, points: integer(1, RANGE_LIMIT) }),
);

/** What an event has a flag for, whatever a person set there; a failed allocation is no such fault. */
export type EventFlag = 'mark' | 'fault' | 'inconsistency';

/** What is worth a flag at its event. */
export interface TimelineFlag {
  /** Counted from 1. */
  readonly event: number;
  readonly kind: EventFlag | 'bookmark';
  /** The text of a mark is hostile. Empty for a bookmark without a name. */
  readonly text: string;
  /** What the event of a person's bookmark is else. */
  readonly under?: { readonly kind: EventFlag; readonly text: string };
}

export interface TimelineFlags {
  /** The generation that this is of. */
  readonly revision: number;
  readonly from: number;
  readonly to: number;
  /** In the order of their events. */
  readonly flags: readonly TimelineFlag[];
  /** Whether the range has no others. */
  readonly isAll: boolean;
}

/** The flags of a range: where there are too many, the first of each kind in equal parts. */
export const timelineFlags = request<{ from: number; to: number; most: number }, TimelineFlags>(
  'timelineFlags',
  object({ from: place, to: place, most: integer(FLAG_LEAST, FLAG_LIMIT) }),
);

/** The heap at one place, exactly, wherever the cursor is. */
export interface TimelineMoment {
  /** The generation that this is of. */
  readonly revision: number;
  readonly at: number;
  /** Line of the last event before it, from 1; 0 before the first event. */
  readonly line: number;
  /** Null where the heap is too large to be made a second time. */
  readonly values: {
    readonly liveBytes: number;
    readonly freeBytes: number;
    readonly largestFree: number;
  } | null;
}

/** What the heap is at a place. A newer request of the same view gives up an older one. */
export const timelineMoment = request<{ at: number }, TimelineMoment>(
  'timelineMoment',
  object({ at: place }),
);

/** What the events of a range did. */
export interface RangeSummary {
  /** The generation that this is of. */
  readonly revision: number;
  readonly from: number;
  readonly to: number;
  /** Blocks that were made; one that realloc moved is made anew. */
  readonly made: number;
  readonly madeBytes: number;
  /** Blocks whose life ended, whenever they were made. */
  readonly freed: number;
  readonly freedBytes: number;
  /** Of those made, the ones that are live at the end. */
  readonly survivors: number;
  readonly survivorBytes: number;
  /** Allocations that failed. */
  readonly failures: number;
  readonly marks: number;
}

/** Sums a range up. A newer request of the same view gives up an older one. */
export const rangeSummary = request<{ from: number; to: number }, RangeSummary>(
  'rangeSummary',
  object({ from: place, to: place }),
);

export const TIMELINE_REQUESTS = {
  timelineRange,
  timelineFlags,
  timelineMoment,
  rangeSummary,
} as const;
