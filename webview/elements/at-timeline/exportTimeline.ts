import { plural } from '../../../src/base/format';
import { visibleText } from '../../../src/base/visibleText';
import type { TraceView } from '../../../src/protocol/state';
import { formatBytes, policyText } from '../../format';
import type { Colors, ColorName } from '../../painting/colors';
import { drawShapes, rectanglePath, type Shape } from '../../painting/shapes';
import { svgDocument, svgShape } from '../../painting/svg';
import { flagSign } from '../../painting/timelineShapes';
import { base64Of } from '../../base64';
import type { CurveName } from '../../timelineView';
import { describeEvents } from './rangeText';

/** A picture of the timeline that stands for itself: with a title, and what the curves are. */
export interface ExportedPicture {
  readonly width: number;
  readonly height: number;
  readonly title: string;
  readonly shapes: readonly Shape[];
}

/** Room for the title and the legend, above the timeline itself. */
export const EXPORT_HEAD = 44;
const MARGIN = 12;
/** Of the picture in pixels of the file: sharp on dense screens and in print. */
const PNG_SCALE = 2;

/** What stands in the legend for each curve: a bar of its colour and shape, or signs. */
const BARS = {
  live: { text: 'live bytes', fill: 'live-least', wide: 12, thick: 9 },
  free: { text: 'free bytes', fill: 'free-curve', wide: 12, thick: 3 },
  largest: { text: 'largest free block', fill: 'text', wide: 12, thick: 1 },
  failures: { text: 'failed allocations', fill: 'lost', wide: 3, thick: 7 },
} as const satisfies {
  [curve in Exclude<CurveName, 'flags'>]: {
    text: string;
    fill: ColorName;
    wide: number;
    thick: number;
  };
};

/**
 * @param timeline the timeline as shapes, from the top of a picture of `width` by `height`
 * @param curves what it shows
 */
export function exportedPicture(
  trace: TraceView,
  range: { readonly from: number; readonly to: number },
  timeline: readonly Shape[],
  size: { readonly width: number; readonly height: number },
  curves: readonly CurveName[],
): ExportedPicture {
  const { heap, eventCount, inconsistencyCount, bookmarks } = trace;
  const isWhole = range.from === 0 && range.to === eventCount;
  const part = isWhole ? plural(eventCount, 'event') : describeEvents(range.from, range.to);
  const title = [
    visibleText(trace.name, 80),
    part,
    `heap ${formatBytes(heap.size)}, ${policyText(heap.policy)}, ${heap.layout}`,
  ].join(' · ');
  const head: Shape[] = [
    {
      kind: 'text',
      x: MARGIN,
      y: 18,
      text: title,
      fill: 'text',
      anchor: 'start',
      size: 12,
      bold: true,
    },
  ];
  let x = MARGIN;
  const add = (sign: Shape, text: string) => {
    head.push(sign);
    head.push({ kind: 'text', x: x + 17, y: 37, text, fill: 'quiet', anchor: 'start', size: 11 });
    x += 34 + text.length * 6;
  };
  for (const curve of curves) {
    if (curve === 'flags') {
      add(flagSign('mark', x + 4, 27), 'marks');
      add(flagSign('fault', x + 6, 26), 'faults');
      if (inconsistencyCount > 0) add(flagSign('inconsistency', x + 6, 26), 'inconsistencies');
      if (bookmarks.some) add(flagSign('bookmark', x + 6, 26), 'bookmarks');
    } else {
      const { text, fill, wide, thick } = BARS[curve];
      const path = rectanglePath(x + (12 - wide) / 2, 33 - thick / 2, wide, thick);
      add({ kind: 'area', fill, path }, text);
    }
  }
  return { ...size, title, shapes: [...head, ...timeline] };
}

export function svgOf(picture: ExportedPicture, colors: Colors, family: string): string {
  const { width, height, title, shapes } = picture;
  const body = shapes.map((shape) => svgShape(shape, colors));
  return svgDocument({ width, height, title, family, background: colors.back }, body);
}

/** The picture as a PNG, in base64. */
export async function pngOf(
  { width, height, shapes }: ExportedPicture,
  colors: Colors,
  family: string,
): Promise<string> {
  const canvas = new OffscreenCanvas(width * PNG_SCALE, height * PNG_SCALE);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('There is no memory for the picture.');
  context.fillStyle = colors.back.css;
  context.fillRect(0, 0, canvas.width, canvas.height);
  drawShapes(context, shapes, PNG_SCALE, colors, family);
  return base64Of(await canvas.convertToBlob({ type: 'image/png' }));
}
