import type { TimelineRange } from '../../src/protocol/timeline';
import { formatBytes, formatCount } from '../format';
import type { CurveName } from '../timelineView';
import { byteTicks, eventTicks } from './axisTicks';
import { shareOf, type EventRange } from './eventRange';
import { coordinate, rectanglePath, type Shape } from './shapes';
import { timelineColumns, type TimelineColumns } from './timelineColumns';
import { areaPath, bandPath, linePath, type CurvePlace } from './timelineCurves';
import type { PlacedFlag } from './timelineFlags';

/** Where the parts of the picture lie, in CSS pixels. */
export interface TimelineLayout {
  readonly width: number;
  readonly height: number;
  /** Where the row of flags begins. */
  readonly head: number;
  /** The plot: between the bytes at the left and the edge, the flags above and the events below. */
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

const GUTTER = 52;
const EDGE = 8;
/** Height of the row of flags. */
export const FLAGS = 16;
const TICKS = 6;
const AXIS = 17;
const TEXT = 10;
const LABEL = 11;

/** @param head what is left free above, for other things */
export function timelineLayout(width: number, height: number, head = 0): TimelineLayout {
  return {
    width,
    height,
    head,
    left: GUTTER,
    right: Math.max(GUTTER + 1, width - EDGE),
    top: head + FLAGS + TICKS,
    bottom: height - AXIS,
  };
}

export interface TimelinePicture {
  readonly layout: TimelineLayout;
  readonly range: EventRange;
  /** What is known of the range, the coarse window first. */
  readonly windows: readonly TimelineRange[];
  readonly flags: readonly PlacedFlag[];
  readonly hidden: readonly CurveName[];
  /** Bytes of the heap. */
  readonly heapSize: number;
  readonly fit: boolean;
  /** Columns to a CSS pixel, at least 1. */
  readonly scale: number;
}

/** The timeline as a picture, but for the cursor. */
export function timelineShapes(picture: TimelinePicture): Shape[] {
  const { layout, range, windows, hidden, scale } = picture;
  const { left, right, top, bottom } = layout;
  const count = Math.max(1, Math.round((right - left) * scale));
  const columns = timelineColumns(windows, range, count);
  const most = mostOf(picture, columns);
  const place = { left, top, bottom, column: (right - left) / count, most };
  const shows = (curve: CurveName) => !hidden.includes(curve);
  return [
    ...grid(layout, most),
    ...(shows('live') ? live(place, columns) : []),
    ...(shows('free') ? free(place, columns) : []),
    ...(shows('largest') ? largest(place, columns) : []),
    ...bytesAxis(layout, most),
    ...eventsAxis(layout, range),
    ...(shows('flags') ? picture.flags.flatMap((flag) => flagShapes(layout, flag)) : []),
    ...(shows('failures') ? failures(layout, place, columns) : []),
  ];
}

function mostOf({ fit, heapSize }: TimelinePicture, { mostLive }: TimelineColumns): number {
  return Math.max(1, fit ? mostLive.reduce((a, b) => Math.max(a, b), 0) : heapSize);
}

function live(place: CurvePlace, columns: TimelineColumns): Shape[] {
  return [
    { kind: 'area', fill: 'live-most', path: areaPath(place, columns.mostLive) },
    { kind: 'area', fill: 'live-least', path: areaPath(place, columns.leastLive) },
  ];
}

function free(place: CurvePlace, columns: TimelineColumns): Shape[] {
  return [
    {
      kind: 'area',
      fill: 'free-curve',
      path: bandPath(place, columns.leastFree, columns.mostFree),
    },
    { kind: 'line', stroke: 'free-curve', width: 2, path: linePath(place, columns.mostFree) },
  ];
}

function largest(place: CurvePlace, columns: TimelineColumns): Shape[] {
  return [{ kind: 'line', stroke: 'text', width: 1, path: linePath(place, columns.largestFree) }];
}

function failures(
  { head }: TimelineLayout,
  { left, column }: CurvePlace,
  { failed }: TimelineColumns,
): Shape[] {
  const wide = Math.max(2, column);
  const paths: string[] = [];
  failed.forEach((isFailed, i) => {
    if (isFailed !== 0) paths.push(rectanglePath(left + i * column, head + FLAGS, wide, TICKS - 1));
  });
  return paths.length === 0 ? [] : [{ kind: 'area', fill: 'lost', path: paths.join('') }];
}

// ---- Axes ----

function heightAt({ top, bottom }: TimelineLayout, most: number, bytes: number): number {
  return bottom - (bytes / most) * (bottom - top);
}

/** Along the middle of a row of pixels, so that it is sharp. */
function sharp(value: number): number {
  return Math.floor(value) + 0.5;
}

function grid(layout: TimelineLayout, most: number): Shape[] {
  const { left, right, top, bottom } = layout;
  const lines = [0, ...byteTicks(most, bottom - top)].map((bytes) => {
    const y = sharp(heightAt(layout, most, bytes));
    return `M${left} ${coordinate(y)}H${coordinate(right)}`;
  });
  return [{ kind: 'line', stroke: 'grid', width: 1, path: lines.join('') }];
}

function bytesAxis(layout: TimelineLayout, most: number): Shape[] {
  const { left, top, bottom } = layout;
  return [0, ...byteTicks(most, bottom - top)].map((bytes) => ({
    kind: 'text',
    x: left - 6,
    y: Math.round(heightAt(layout, most, bytes) + TEXT * 0.36),
    text: bytes === 0 ? '0' : formatBytes(bytes),
    fill: 'quiet',
    anchor: 'end',
    size: TEXT,
  }));
}

function eventsAxis(layout: TimelineLayout, range: EventRange): Shape[] {
  const { left, right, bottom, height } = layout;
  const shapes: Shape[] = [];
  for (const event of eventTicks(range, right - left)) {
    const x = left + shareOf(range, event) * (right - left);
    const text = formatCount(event);
    const half = text.length * TEXT * 0.28;
    const path = `M${coordinate(sharp(x))} ${bottom}v4`;
    shapes.push({ kind: 'line', stroke: 'grid', width: 1, path });
    const anchor = x + half > right + EDGE ? 'end' : x - half < left - 4 ? 'start' : 'middle';
    const at = anchor === 'end' ? right + EDGE - 1 : Math.round(x);
    shapes.push({ kind: 'text', x: at, y: height - 3, text, fill: 'quiet', anchor, size: TEXT });
  }
  return shapes;
}

// ---- Flags ----

/** A mark is a pennant with its text, a fault a cross: told apart without colour. */
function flagShapes(
  { left, bottom, head }: TimelineLayout,
  { flag, x, label, hasLine }: PlacedFlag,
): Shape[] {
  const at = sharp(left + x);
  const isMark = flag.kind === 'mark';
  const shapes: Shape[] = [];
  if (hasLine) {
    const path = `M${at} ${head + 3}V${bottom}`;
    const dash = isMark ? [1, 3] : [3, 2];
    shapes.push({ kind: 'line', stroke: isMark ? 'quiet' : 'lost', width: 1, path, dash });
  }
  if (isMark) shapes.push({ kind: 'area', fill: 'quiet', path: `M${at} ${head + 3}l6 3l-6 3z` });
  else {
    const path = `M${at - 3} ${head + 4}l6 6M${at - 3} ${head + 10}l6-6`;
    shapes.push({ kind: 'line', stroke: 'lost', width: 2, path });
  }
  if (label === '') return shapes;
  const place = { x: at + 8, y: head + 11, size: LABEL, anchor: 'start' } as const;
  return [...shapes, { kind: 'text', text: label, fill: 'text', ...place }];
}
