import type { TimelineFlag, TimelineRange } from '../../src/protocol/timeline';
import { formatBytes, formatCount } from '../format';
import type { CurveName } from '../timelineView';
import { byteTicks, eventTicks } from './axisTicks';
import { shareOf, type EventRange } from './eventRange';
import type { ColorName } from './colors';
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

const GUTTER = 58;
const EDGE = 8;
/** Height of the row of flags. */
export const FLAGS = 16;
/** Height of the ticks of failures below it. */
export const TICKS = 6;
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
  const scaleOfBytes = bytesShown(picture, columns);
  const place = { left, top, bottom, column: (right - left) / count, ...scaleOfBytes };
  const shows = (curve: CurveName) => !hidden.includes(curve);
  return [
    ...grid(layout, scaleOfBytes),
    ...(shows('live') ? live(place, columns) : []),
    ...(shows('free') ? free(place, columns) : []),
    ...(shows('largest') ? largest(place, columns) : []),
    ...bytesAxis(layout, scaleOfBytes),
    ...eventsAxis(layout, range),
    ...(shows('flags') ? picture.flags.flatMap((flag) => flagShapes(layout, flag)) : []),
    ...(shows('failures') ? failures(layout, place, columns) : []),
  ];
}

/** What the height of the plot stands for, in bytes. */
interface BytesShown {
  readonly least: number;
  readonly most: number;
}

/** Of the height, below the least live bytes where the axis does not begin with 0. */
const BASE = 0.15;

/** The heap; or the live bytes in view, from 0 unless their changes would not be seen then. */
function bytesShown(
  { fit, heapSize }: TimelinePicture,
  { leastLive, mostLive }: TimelineColumns,
): BytesShown {
  if (!fit) return { least: 0, most: heapSize };
  const most = Math.max(1, ...mostLive);
  const low = Math.min(most, ...leastLive.filter((bytes) => bytes >= 0));
  const least = low > most / 2 ? Math.floor(low - (most - low) * BASE) : 0;
  return { least: Math.min(least, most - 1), most };
}

/** Above every scale: a line ends there. */
const OUT = 2 ** 31 - 1;

/** What was live at most is too faint to be seen without an edge. */
function live(place: CurvePlace, { leastLive, mostLive }: TimelineColumns): Shape[] {
  const edge = mostLive.map((most, i) => (most === leastLive[i] ? OUT : most));
  const path = linePath(place, edge);
  return [
    { kind: 'area', fill: 'live-most', path: areaPath(place, mostLive) },
    { kind: 'area', fill: 'live-least', path: areaPath(place, leastLive) },
    ...(path === '' ? [] : [{ kind: 'line', stroke: 'live-least', width: 1, path } as const]),
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

/** Along the middle of a row of pixels, so that it is sharp. */
function sharp(value: number): number {
  return Math.floor(value) + 0.5;
}

/** The lines of the axis, in bytes above the least ones, and how high they are. */
function linesOf({ top, bottom }: TimelineLayout, { least, most }: BytesShown) {
  const span = most - least;
  return [0, ...byteTicks(span, bottom - top)].map((above) => ({
    above,
    y: bottom - (above / span) * (bottom - top),
  }));
}

function grid(layout: TimelineLayout, shown: BytesShown): Shape[] {
  const { left, right } = layout;
  const lines = linesOf(layout, shown).map(
    ({ y }) => `M${left} ${coordinate(sharp(y))}H${coordinate(right)}`,
  );
  return [{ kind: 'line', stroke: 'grid', width: 1, path: lines.join('') }];
}

/** Where the axis does not begin with 0, its numbers say by how much they are above its begin. */
function bytesAxis(layout: TimelineLayout, shown: BytesShown): Shape[] {
  const { least } = shown;
  const textOf = (above: number) => {
    if (above > 0) return `${least > 0 ? '+' : ''}${formatBytes(above)}`;
    return least > 0 ? formatBytes(least) : '0';
  };
  return linesOf(layout, shown).map(({ above, y }) => ({
    kind: 'text',
    x: layout.left - 6,
    y: Math.round(y + TEXT * 0.36),
    text: textOf(above),
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

/** What a flag looks like: a pennant, a cross, a hollow triangle, a ribbon, told apart without colour. */
const FLAG_LOOKS: { readonly [kind in TimelineFlag['kind']]: FlagLook } = {
  mark: {
    color: 'quiet',
    dash: [1, 3],
    shape: (x, y) => ({ kind: 'area', fill: 'quiet', path: `M${x} ${y + 3}l6 3l-6 3z` }),
  },
  fault: {
    color: 'lost',
    dash: [3, 2],
    shape: (x, y) => {
      const path = `M${x - 3} ${y + 4}l6 6M${x - 3} ${y + 10}l6-6`;
      return { kind: 'line', stroke: 'lost', width: 2, path };
    },
  },
  inconsistency: {
    color: 'warning-text',
    dash: [2, 3],
    shape: (x, y) => {
      const path = `M${x} ${y + 4}l4 7h-8z`;
      return { kind: 'line', stroke: 'warning-text', width: 1.5, path };
    },
  },
  bookmark: {
    color: 'blue',
    dash: [1, 3],
    shape: (x, y) => ({ kind: 'area', fill: 'blue', path: `M${x - 3} ${y + 2}h6v10l-3-3l-3 3z` }),
  },
};

interface FlagLook {
  /** Of the line through the curves. */
  readonly color: ColorName;
  readonly dash: readonly number[];
  /** @param y where the row of flags begins */
  readonly shape: (x: number, y: number) => Shape;
}

/** The sign of a kind of flag alone, for a legend; `y` as of a row of flags. */
export function flagSign(kind: TimelineFlag['kind'], x: number, y: number): Shape {
  return FLAG_LOOKS[kind].shape(x, y);
}

function flagShapes(
  { left, bottom, head }: TimelineLayout,
  { flag, x, label, isBefore, hasLine }: PlacedFlag,
): Shape[] {
  const at = sharp(left + x);
  const { color, dash, shape } = FLAG_LOOKS[flag.kind];
  const shapes: Shape[] = [];
  if (hasLine) {
    const path = `M${at} ${head + 3}V${bottom}`;
    shapes.push({ kind: 'line', stroke: color, width: 1, path, dash });
  }
  shapes.push(shape(at, head));
  if (label === '') return shapes;
  const y = head + 11;
  const place = isBefore
    ? ({ x: at - 6, y, anchor: 'end' } as const)
    : ({ x: at + 8, y, anchor: 'start' } as const);
  return [...shapes, { kind: 'text', text: label, fill: 'text', size: LABEL, ...place }];
}
