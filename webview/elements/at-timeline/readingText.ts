import { plural } from '../../../src/base/format';
import { visibleText } from '../../../src/base/visibleText';
import type { TimelineFlag, TimelineMoment, TimelineRange } from '../../../src/protocol/timeline';
import { formatBytes, formatCount, formatRatio } from '../../format';

/** What is known of the place that is read. */
export interface Reading {
  /** How many events have happened. */
  readonly at: number;
  /** What is drawn there, the coarse window first. */
  readonly windows: readonly TimelineRange[];
  /** What the host says of just this place, once it has said it. */
  readonly moment: TimelineMoment | undefined;
  readonly flag: TimelineFlag | undefined;
}

/** What the timeline shows at a place, in a few short lines. */
export function describeReading({ at, windows, moment, flag }: Reading): string {
  const known = moment?.at === at ? moment : undefined;
  const lines = known?.values ? exactLines(known.values) : sampledLines(windows, at);
  const line = known && known.line > 0 ? ` · line ${formatCount(known.line)}` : '';
  const event = at === 0 ? 'before the first event' : `event ${formatCount(at)}`;
  // A bookmark does not hide what its event is else, and has no name from that.
  const flags = [flag, flag?.under].filter((each) => each !== undefined);
  return [`${event}${line}`, ...flags.map(flagText), ...lines].join('\n');
}

function flagText({ kind, text }: Pick<TimelineFlag, 'kind' | 'text'>): string {
  return text === '' ? kind : `${kind}: ${visibleText(text, 60)}`;
}

/** The last of the windows that has a point for the event before a place. */
export function pointAt(windows: readonly TimelineRange[], at: number) {
  const event = Math.max(0, at - 1);
  const window = windows.findLast(({ from, to }) => event >= from && event < to);
  return window && { window, point: Math.floor((event - window.from) / window.interval) };
}

function exactLines(values: NonNullable<TimelineMoment['values']>): string[] {
  const { liveBytes, freeBytes, largestFree } = values;
  return [
    `live ${formatBytes(liveBytes)}`,
    `free ${formatBytes(freeBytes)}`,
    `largest free block ${formatBytes(largestFree)}`,
    `fragmentation ${formatRatio(freeBytes === 0 ? 0 : 1 - largestFree / freeBytes)}`,
    'exact',
  ];
}

function sampledLines(windows: readonly TimelineRange[], at: number): string[] {
  const found = pointAt(windows, at);
  if (!found) return [];
  const { window, point } = found;
  const first = window.from + point * window.interval + 1;
  const last = Math.min(first + window.interval - 1, window.to);
  const largest = window.largestFree[point] ?? -1;
  const failures = window.failures[point] ?? 0;
  const isExact = first === last;
  return [
    `live ${bytesBetween(window.leastLive[point], window.mostLive[point])}`,
    `free ${bytesBetween(window.leastFree[point], window.mostFree[point])}`,
    ...(largest >= 0
      ? [`largest free block ${isExact ? '' : 'about '}${formatBytes(largest)}`]
      : []),
    ...(failures > 0 ? [`${plural(failures, 'allocation')} failed`] : []),
    isExact ? 'exact' : `sampled: events ${formatCount(first)} to ${formatCount(last)}`,
  ];
}

/** One value, or the least and the most: `1.8 to 6.6 KiB`. */
export function bytesBetween(least = 0, most = 0): string {
  const from = formatBytes(least);
  const to = formatBytes(most);
  if (from === to) return from;
  const unit = to.slice(to.lastIndexOf(' '));
  return `${from.endsWith(unit) ? from.slice(0, -unit.length) : from} to ${to}`;
}
