import type { Work } from '../base/work';
import { clamp } from '../base/math';
import { Counter } from '../engine/counters';
import type { Heap } from '../engine/heap';
import type { TimelineMoment, TimelineRange } from '../protocol/timeline';
import type { ReplayView } from '../replay/replayView';
import { goTo } from '../replay/secondHeap';
import { NOT_MEASURED, type Timeline } from '../replay/timeline';
import { columnsOf, enter, joinedPoints } from './timelineColumns';

/** A part of a trace: the events `from` to `to - 1`, counted from 0. */
export interface EventSpan {
  readonly from: number;
  readonly to: number;
}

/** A longer range is not gone over event by event: it would take longer than a person looks at it. */
const MOST_EXACT_EVENTS = 2 ** 19;
/** So short a range is gone over even if only the largest free block is not known well. */
const FEW_EVENTS = 2 ** 16;
/** Free blocks that may be looked at for one range: so many take some 100 ms. */
const MOST_LOOKED_AT = 2 ** 24;
/** So few free blocks are looked at for every point. */
const FEW_BLOCKS = 64;
/** Events carried out, or free blocks looked at, between two yields: a millisecond at most. */
const WORK_AT_ONCE = 2048;

/** A range as it is known beside any generation. */
export type RangeValues = Omit<TimelineRange, 'revision'>;

/** The part of `0..eventCount` that was asked for. */
export function spanWithin(from: number, to: number, eventCount: number): EventSpan {
  const first = clamp(from, 0, eventCount);
  return { from: first, to: clamp(to, first, eventCount) };
}

/** Events that each of so many points covers at least. */
function intervalOf({ from, to }: EventSpan, points: number): number {
  return Math.max(1, Math.ceil((to - from) / points));
}

/** Whether going over the events of a range shows more than the timeline of the whole does. */
export function hasMoreDetail(timeline: Timeline, span: EventSpan, points: number): boolean {
  const length = span.to - span.from;
  if (length > MOST_EXACT_EVENTS) return false;
  if (intervalOf(span, points) < timeline.interval) return true;
  return length <= FEW_EVENTS && !knowsLargest(timeline, span);
}

/** Whether the largest free block was measured in most points: of many free blocks it is not. */
function knowsLargest({ interval, largestFree }: Timeline, { from, to }: EventSpan): boolean {
  const points = largestFree.subarray(Math.floor(from / interval), Math.ceil(to / interval));
  const measured = points.reduce((sum, each) => sum + (each === NOT_MEASURED ? 0 : 1), 0);
  return measured * 2 >= points.length;
}

/**
 * A range from the timeline of the whole trace, in at most `points` points and one more where the
 * range begins within one.
 * @param eventCount how many events the timeline covers
 */
export function coarseRange(
  timeline: Timeline,
  eventCount: number,
  span: EventSpan,
  points: number,
): RangeValues {
  const joined = Math.ceil(intervalOf(span, points) / timeline.interval);
  const interval = joined * timeline.interval;
  const first = Math.floor(span.from / interval);
  const end = Math.max(first, Math.ceil(span.to / interval));
  const columns = joinedPoints(timeline, joined, first, end);
  const to = clamp(end * interval, first * interval, eventCount);
  return { from: first * interval, to, interval, ...columns };
}

/**
 * A range gone over event by event, in at most `points` points.
 * @param view is moved; nobody else may use it until this is done
 */
export function* exactRange(view: ReplayView, span: EventSpan, points: number): Work<RangeValues> {
  const { heap } = view;
  const interval = intervalOf(span, points);
  const columns = columnsOf(Math.ceil((span.to - span.from) / interval));
  yield* goTo(view, span.from);
  let failuresBefore = heap.counter(Counter.Failures);
  let lookedAt = 0;
  let work = 0;
  for (let point = 0; point < columns.mostLive.length; point++) {
    const end = Math.min(span.from + (point + 1) * interval, span.to);
    for (let isFirst = true; view.at < end; isFirst = false) {
      view.step();
      work++;
      enter(columns, point, heap.counter(Counter.LiveBytes), heap.counter(Counter.FreeBytes));
      const blocks = heap.counter(Counter.FreeBlocks);
      const allowance = ((point + 1) / columns.mostLive.length) * MOST_LOOKED_AT;
      if (isFirst && (blocks <= FEW_BLOCKS || lookedAt + blocks <= allowance)) {
        columns.largestFree[point] = largestFreeOf(heap);
        lookedAt += blocks;
        work += blocks;
      }
      if (work >= WORK_AT_ONCE) {
        work = 0;
        yield;
      }
    }
    const failures = heap.counter(Counter.Failures);
    columns.failures[point] = failures - failuresBefore;
    failuresBefore = failures;
  }
  return { from: span.from, to: span.to, interval, ...columns };
}

/**
 * The heap after `at` events.
 * @param view is moved; nobody else may use it until this is done
 */
export function* exactMoment(
  view: ReplayView,
  at: number,
): Work<NonNullable<TimelineMoment['values']>> {
  yield* goTo(view, at);
  const { heap } = view;
  return {
    liveBytes: heap.counter(Counter.LiveBytes),
    freeBytes: heap.counter(Counter.FreeBytes),
    largestFree: largestFreeOf(heap),
  };
}

function largestFreeOf(heap: Heap): number {
  let largest = 0;
  for (let block = heap.head; block >= 0; block = heap.nextFree(block)) {
    largest = Math.max(largest, heap.blockSize(block));
  }
  return largest;
}
