import type { TimelineRange } from '../../../src/protocol/timeline';
import type { EventRange } from '../../painting/eventRange';

/** What the timeline says of some events that follow each other. */
export interface TimelineRow {
  /** From 1. */
  readonly first: number;
  readonly last: number;
  readonly leastLive: number;
  readonly mostLive: number;
  readonly leastFree: number;
  readonly mostFree: number;
  /** -1 where it was not measured. */
  readonly largestFree: number;
  readonly failures: number;
}

/**
 * A range in at most `most` rows, with the same numbers as the picture: each row is some points of
 * the finest window that covers the range. The ends may lie a little outside the range.
 */
export function timelineRows(
  windows: readonly TimelineRange[],
  range: EventRange,
  most: number,
): TimelineRow[] {
  const window = windows.findLast(({ from, to }) => from <= range.from && to >= range.to);
  if (!window) return [];
  const { from, interval } = window;
  const begin = Math.floor((range.from - from) / interval);
  const end = Math.min(Math.ceil((range.to - from) / interval), window.mostLive.length);
  const points = Math.max(1, Math.ceil((end - begin) / most));
  const rows: TimelineRow[] = [];
  for (let point = begin; point < end; point += points) {
    const stop = Math.min(point + points, end);
    const of = (
      column: ArrayLike<number> & { subarray(a: number, b: number): ArrayLike<number> },
    ) => Array.from(column.subarray(point, stop));
    rows.push({
      first: from + point * interval + 1,
      last: Math.min(from + stop * interval, window.to),
      leastLive: Math.min(...of(window.leastLive)),
      mostLive: Math.max(...of(window.mostLive)),
      leastFree: Math.min(...of(window.leastFree)),
      mostFree: Math.max(...of(window.mostFree)),
      largestFree: Math.max(...of(window.largestFree)),
      failures: of(window.failures).reduce((sum, each) => sum + each, 0),
    });
  }
  return rows;
}
