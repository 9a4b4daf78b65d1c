import type { TimelineRange } from '../../src/protocol/timeline';
import { shareOf, type EventRange } from './eventRange';

/** A timeline in bytes, one value for each column of pixels; -1 where nothing is known. */
export interface TimelineColumns {
  readonly leastLive: Int32Array;
  readonly mostLive: Int32Array;
  readonly leastFree: Int32Array;
  readonly mostFree: Int32Array;
  readonly largestFree: Int32Array;
  /** 1 where an allocation failed. */
  readonly failed: Uint8Array;
}

/**
 * What of some windows lies in a range, in so many columns. Where a later window knows a column,
 * the earlier ones do not count: give the coarse one first.
 */
export function timelineColumns(
  windows: readonly TimelineRange[],
  range: EventRange,
  count: number,
): TimelineColumns {
  const none = () => new Int32Array(count).fill(-1);
  const columns = {
    leastLive: none(),
    mostLive: none(),
    leastFree: none(),
    mostFree: none(),
    largestFree: none(),
    failed: new Uint8Array(count),
  };
  for (const window of windows) enterWindow(columns, window, range, count);
  return columns;
}

function enterWindow(
  columns: TimelineColumns,
  window: TimelineRange,
  range: EventRange,
  count: number,
): void {
  const { leastLive, mostLive, leastFree, mostFree, largestFree, failed } = columns;
  /** The first column that this window has not entered yet. */
  let fresh = -1;
  const points = window.mostLive.length;
  const first = Math.max(0, Math.floor((range.from - window.from) / window.interval));
  for (let point = first; point < points; point++) {
    const start = window.from + point * window.interval;
    if (start >= range.to) return;
    const { left, right, firstEvent } = columnsOf(window, start, range, count);
    // Several points may share a column: the peaks stay.
    for (let x = left; x < right; x++) {
      const isFresh = x >= fresh;
      const largest = window.largestFree[point] ?? -1;
      leastLive[x] = lower(isFresh, leastLive[x], window.leastLive[point]);
      mostLive[x] = higher(isFresh, mostLive[x], window.mostLive[point]);
      leastFree[x] = lower(isFresh, leastFree[x], window.leastFree[point]);
      mostFree[x] = higher(isFresh, mostFree[x], window.mostFree[point]);
      largestFree[x] = higher(isFresh, largestFree[x], largest);
      if (isFresh) failed[x] = 0;
      if (x === firstEvent && (window.failures[point] ?? 0) > 0) failed[x] = 1;
    }
    fresh = Math.max(fresh, right);
  }
}

/** Rounding errors must not carry a point over the edge of a column. */
const SLACK = 1e-6;

/**
 * The columns that a point touches: at least one. `right` is not included. `firstEvent` is where the
 * cursor and the flags of its first event are: a tick there says where to look.
 */
function columnsOf(window: TimelineRange, start: number, range: EventRange, count: number) {
  const end = Math.min(start + window.interval, window.to);
  const first = Math.floor(shareOf(range, start) * count + SLACK);
  const left = Math.min(Math.max(0, first), count - 1);
  const last = Math.ceil(shareOf(range, end) * count - SLACK);
  const right = Math.min(Math.max(last, left + 1), count);
  const after = Math.ceil(shareOf(range, start + 1) * count - SLACK);
  return { left, right, firstEvent: Math.min(Math.max(left, after - 1), right - 1) };
}

function lower(isFresh: boolean, before = 0, value = 0): number {
  return isFresh ? value : Math.min(before, value);
}

function higher(isFresh: boolean, before = 0, value = 0): number {
  return isFresh ? value : Math.max(before, value);
}
