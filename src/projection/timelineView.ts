import type { TimelineWindow } from '../protocol/messages';
import type { Timeline } from '../replay/timeline';
import { joinedPoints } from './timelineColumns';

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
  const columns = joinedPoints(timeline, joined, 0, Math.ceil(length / joined));
  return { revision, eventCount, interval: timeline.interval * joined, ...columns };
}
