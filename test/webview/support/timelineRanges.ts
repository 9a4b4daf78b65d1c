import * as fc from 'fast-check';
import type { TimelineRange } from '../../../src/protocol/timeline';

export interface Point {
  readonly live: readonly [least: number, most: number];
  readonly largest?: number;
  readonly failures?: number;
}

/** A range of these points; the free bytes are what is not live of 1,000. */
export function rangeOf(
  { from, interval }: { from: number; interval: number },
  points: readonly Point[],
): TimelineRange {
  return {
    revision: 1,
    from,
    to: from + points.length * interval,
    interval,
    leastLive: Uint32Array.from(points, ({ live }) => live[0]),
    mostLive: Uint32Array.from(points, ({ live }) => live[1]),
    leastFree: Uint32Array.from(points, ({ live }) => 1000 - live[1]),
    mostFree: Uint32Array.from(points, ({ live }) => 1000 - live[0]),
    largestFree: Int32Array.from(points, ({ largest }) => largest ?? -1),
    failures: Uint32Array.from(points, ({ failures }) => failures ?? 0),
  };
}

/** How many events a trace has. */
export const eventCounts = fc.integer({ min: 0, max: 10_000_000 });

/** A trace and a part of it. */
export const parts = fc
  .tuple(eventCounts, fc.double({ min: 0, max: 1, noNaN: true }))
  .chain(([events, share]) => {
    const span = Math.min(events, Math.max(8, Math.round(events * share)));
    return fc.record({
      events: fc.constant(events),
      range: fc.nat({ max: events - span }).map((from) => ({ from, to: from + span })),
    });
  });
