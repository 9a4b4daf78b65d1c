import type { TimelineWindow } from '../../src/protocol/messages';

/** Where a timeline is drawn, in device pixels. */
export interface TimelineShape {
  readonly width: number;
  /** What the most live bytes reach up to. */
  readonly height: number;
  /** Events of the whole width, at least 1; the timeline may cover fewer of them. */
  readonly eventCount: number;
}

/** A timeline as heights above the bottom, one for each column of pixels. */
export interface TimelineProfile {
  readonly least: Int32Array;
  readonly most: Int32Array;
  /** May be above the shape's height; -1 where it was not measured. */
  readonly largestFree: Int32Array;
  /** 1 where an allocation failed. */
  readonly failed: Uint8Array;
}

/**
 * Event `n` lies between the positions `n - 1` and `n` of the slider: what has happened is left of
 * the thumb. All runs of bytes are drawn to the scale of the most live bytes.
 */
export function profileOf(window: TimelineWindow, shape: TimelineShape): TimelineProfile {
  const { width, height } = shape;
  const scale = height / Math.max(1, peakOf(window).bytes);
  const profile = {
    least: new Int32Array(width).fill(-1),
    most: new Int32Array(width),
    largestFree: new Int32Array(width).fill(-1),
    failed: new Uint8Array(width),
  };
  const { least, most, largestFree, failed } = profile;
  for (let point = 0; point < window.mostLive.length; point++) {
    const { left, right, firstEvent } = columnsOf(window, shape, point);
    const low = heightOf(window.leastLive[point] ?? 0, scale);
    const high = heightOf(window.mostLive[point] ?? 0, scale);
    const free = window.largestFree[point] ?? -1;
    if ((window.failures[point] ?? 0) > 0) failed[firstEvent] = 1;
    // Several points may share a column: the peaks stay.
    for (let x = left; x < right; x++) {
      least[x] = least[x] === -1 ? low : Math.min(least[x] ?? 0, low);
      most[x] = Math.max(most[x] ?? 0, high);
      if (free >= 0) largestFree[x] = Math.max(largestFree[x] ?? 0, heightOf(free, scale));
    }
  }
  for (let x = 0; x < width; x++) if (least[x] === -1) least[x] = 0;
  return profile;
}

/**
 * The columns of a point: at least one, so that a short last point is seen. `right` is not included.
 * `firstEvent` is where the slider is after its first event: a tick there says where to look.
 */
function columnsOf(window: TimelineWindow, shape: TimelineShape, point: number) {
  const { width, eventCount } = shape;
  const first = point * window.interval;
  const last = Math.min(first + window.interval, window.eventCount);
  const column = (event: number) => Math.round((event * width) / eventCount);
  const left = Math.max(0, Math.min(column(first), width - 1));
  const right = Math.min(Math.max(column(last), left + 1), width);
  return { left, right, firstEvent: Math.min(Math.max(left, column(first + 1) - 1), right - 1) };
}

/** Anything but nothing is seen. */
function heightOf(bytes: number, scale: number): number {
  return bytes === 0 ? 0 : Math.max(1, Math.round(bytes * scale));
}

/** The most live bytes, and the first point that has them; -1 in an empty timeline. */
export function peakOf({ mostLive }: TimelineWindow): { bytes: number; point: number } {
  let peak = { bytes: 0, point: mostLive.length > 0 ? 0 : -1 };
  mostLive.forEach((bytes, point) => {
    if (bytes > peak.bytes) peak = { bytes, point };
  });
  return peak;
}

/** The point under a place from 0 to 1 of the slider; -1 where there is none. */
export function pointAt(window: TimelineWindow, eventCount: number, place: number): number {
  const event = Math.min(Math.floor(place * eventCount), eventCount - 1);
  return event >= 0 && event < window.eventCount ? Math.floor(event / window.interval) : -1;
}
