import { clamp } from '../../src/base/math';

/**
 * The part of a trace that the timeline shows. Places are numbers of events that have happened:
 * event `n` lies between the places `n - 1` and `n`.
 */
export interface EventRange {
  readonly from: number;
  readonly to: number;
}

/** Fewer events are not shown at once, unless the trace has fewer. */
const CLOSEST = 8;

/** The range `factor` times as long in which `anchor` keeps its place on the screen. */
export function zoomedRange(
  range: EventRange,
  eventCount: number,
  factor: number,
  anchor: number,
): EventRange {
  const span = range.to - range.from;
  const wanted = clamp(Math.round(span * factor), Math.min(CLOSEST, eventCount), eventCount);
  const share = span === 0 ? 0 : (anchor - range.from) / span;
  return rangeFrom(anchor - share * wanted, wanted, eventCount);
}

/** The range moved by so many events, as far as the trace reaches. */
export function pannedRange(range: EventRange, eventCount: number, events: number): EventRange {
  return rangeFrom(range.from + events, range.to - range.from, eventCount);
}

/** The range moved so that it shows a place that was left by stepping: most of it lies ahead. */
export function followingRange(range: EventRange, eventCount: number, at: number): EventRange {
  const span = range.to - range.from;
  const ahead = at < range.from ? 0.9 : 0.1;
  return rangeFrom(at - span * ahead, span, eventCount);
}

/** The range that shows a part of the trace with a little of what is around it. */
export function rangeAround(part: EventRange, eventCount: number): EventRange {
  const length = part.to - part.from;
  const span = clamp(Math.round(length * 1.04), Math.min(CLOSEST, eventCount), eventCount);
  return rangeFrom((part.from + part.to - span) / 2, span, eventCount);
}

function rangeFrom(start: number, span: number, eventCount: number): EventRange {
  const from = clamp(Math.round(start), 0, Math.max(0, eventCount - span));
  return { from, to: from + span };
}

/** Where a place lies in the range, 0 to 1 within it. */
export function shareOf({ from, to }: EventRange, place: number): number {
  return to === from ? 0 : (place - from) / (to - from);
}

/** The event under a share of the width, from 1; the left edge is the place before the first. */
export function eventUnder({ from, to }: EventRange, share: number): number {
  return clamp(Math.ceil(from + share * (to - from)), from, to);
}
