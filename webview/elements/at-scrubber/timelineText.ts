import { plural } from '../../../src/base/format';
import type { TimelineWindow } from '../../../src/protocol/messages';
import { formatBytes, formatCount } from '../../format';
import { peakOf } from '../../painting/timelineGeometry';

/** What the timeline shows at a point, in a few short lines; empty where there is no point. */
export function describePoint(window: TimelineWindow, point: number): string {
  if (point < 0 || point >= window.mostLive.length) return '';
  const largest = window.largestFree[point] ?? -1;
  const failures = window.failures[point] ?? 0;
  return [
    eventsOf(window, point),
    `live ${rangeOf(window.leastLive[point], window.mostLive[point])}`,
    `free ${rangeOf(window.leastFree[point], window.mostFree[point])}`,
    ...(largest >= 0 ? [`largest free block ${formatBytes(largest)}`] : []),
    ...(failures > 0 ? [`${plural(failures, 'allocation')} failed`] : []),
  ].join('\n');
}

/** The timeline in a sentence or two, for those who do not see it. */
export function describeTimeline(window: TimelineWindow): string {
  const { bytes, point } = peakOf(window);
  if (point < 0) return '';
  const failures = window.failures.reduce((sum, each) => sum + each, 0);
  const failed =
    failures > 0 ? `${plural(failures, 'allocation')} failed.` : 'No allocation failed.';
  if (bytes === 0) return `No byte is ever live. ${failed}`;
  return `Peak of live bytes: ${formatBytes(bytes)}, at ${eventsOf(window, point)}. ${failed}`;
}

function eventsOf({ interval, eventCount }: TimelineWindow, point: number): string {
  const first = point * interval + 1;
  const last = Math.min(first + interval - 1, eventCount);
  if (first === last) return `event ${formatCount(first)}`;
  return `events ${formatCount(first)} to ${formatCount(last)}`;
}

function rangeOf(least = 0, most = 0): string {
  const from = formatBytes(least);
  const to = formatBytes(most);
  return from === to ? from : `${from} to ${to}`;
}
