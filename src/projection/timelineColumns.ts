import type { TimelineRange } from '../protocol/timeline';
import { NOT_MEASURED, type Timeline } from '../replay/timeline';

/** What is told of each point of a timeline. */
export type TimelineColumns = Omit<TimelineRange, 'revision' | 'from' | 'to' | 'interval'>;

/** Points in which nothing has been entered yet. */
export function columnsOf(points: number): TimelineColumns {
  return {
    leastLive: new Uint32Array(points).fill(0xffffffff),
    mostLive: new Uint32Array(points),
    leastFree: new Uint32Array(points).fill(0xffffffff),
    mostFree: new Uint32Array(points),
    largestFree: new Int32Array(points).fill(NOT_MEASURED),
    failures: new Uint32Array(points),
  };
}

/** Enters the bytes that were live and free at some event of a point. */
export function enter(columns: TimelineColumns, point: number, live: number, free: number): void {
  const { leastLive, mostLive, leastFree, mostFree } = columns;
  if (live < leastLive[point]) leastLive[point] = live;
  if (live > mostLive[point]) mostLive[point] = live;
  if (free < leastFree[point]) leastFree[point] = free;
  if (free > mostFree[point]) mostFree[point] = free;
}

/**
 * The points `first..end` of a timeline that joins `joined` neighbours of another into one, so that
 * no peak and no failure is lost.
 */
export function joinedPoints(
  timeline: Timeline,
  joined: number,
  first: number,
  end: number,
): TimelineColumns {
  const columns = columnsOf(end - first);
  const last = Math.min(end * joined, timeline.length);
  for (let from = first * joined; from < last; from++) {
    const to = Math.floor(from / joined) - first;
    enter(columns, to, timeline.leastLive[from], timeline.leastFree[from]);
    enter(columns, to, timeline.mostLive[from], timeline.mostFree[from]);
    columns.largestFree[to] = Math.max(columns.largestFree[to], timeline.largestFree[from]);
    columns.failures[to] += timeline.failures[from];
  }
  return columns;
}
