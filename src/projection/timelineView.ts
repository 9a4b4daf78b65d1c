import type { TimelineWindow } from '../protocol/messages';
import { NOT_MEASURED, type Timeline } from '../replay/timeline';

/**
 * The timeline of a whole trace in at most `most` points (1 or more). Where it has more of them,
 * equally many neighbours are joined, so that no peak and no failure is lost.
 * @param eventCount how many events the timeline covers
 * @param revision what the answer is stamped with
 */
export function timelineWindow(
  timeline: Timeline,
  eventCount: number,
  most: number,
  revision: number,
): TimelineWindow {
  const { length } = timeline;
  const joined = Math.max(1, Math.ceil(length / most));
  const points = Math.ceil(length / joined);
  const window = {
    leastLive: new Uint32Array(points).fill(0xffffffff),
    mostLive: new Uint32Array(points),
    leastFree: new Uint32Array(points).fill(0xffffffff),
    mostFree: new Uint32Array(points),
    largestFree: new Int32Array(points).fill(NOT_MEASURED),
    failures: new Uint32Array(points),
  };
  const { leastLive, mostLive, leastFree, mostFree, largestFree, failures } = window;
  for (let from = 0; from < length; from++) {
    const to = Math.floor(from / joined);
    leastLive[to] = Math.min(leastLive[to], timeline.leastLive[from]);
    mostLive[to] = Math.max(mostLive[to], timeline.mostLive[from]);
    leastFree[to] = Math.min(leastFree[to], timeline.leastFree[from]);
    mostFree[to] = Math.max(mostFree[to], timeline.mostFree[from]);
    largestFree[to] = Math.max(largestFree[to], timeline.largestFree[from]);
    failures[to] += timeline.failures[from];
  }
  return { revision, eventCount, interval: timeline.interval * joined, ...window };
}
