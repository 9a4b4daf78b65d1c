import { drawMap, type MapPicture } from './drawMap';
import type { LegendItem } from './legend';
import { heightOf, type MapLayout } from './mapLayout';
import type { MapShape } from './mapGeometry';
import type { Colors } from './colors';
import type { PaintColors } from './paintColors';
import { TILE } from './patterns';
import type { Pen } from './pen';
import { SvgPen } from './svgPen';

/** The map as a picture to keep: with a caption above it and its legend below. In pixels. */
export interface MapSheet {
  readonly picture: MapPicture;
  readonly shape: MapShape;
  readonly layout: MapLayout;
  readonly colors: Colors;
  readonly paints: PaintColors;
  readonly contrast: boolean;
  readonly links: boolean;
  readonly caption: string;
  readonly legend: readonly LegendItem[];
}

const MARGIN = 12;
const LINE = 20;
const CHIP = 2 * TILE;

/** Width and height of the whole sheet, of which no text is cut. Texts are measured with the pen. */
export function sheetSize(sheet: MapSheet, pen: Pen): { width: number; height: number } {
  const texts = [pen.widthOf(sheet.caption), ...sheet.legend.map((item) => itemWidth(item, pen))];
  const width = Math.ceil(Math.max(sheet.shape.width, ...texts)) + 2 * MARGIN;
  const lines = placedLegend(sheet, pen).at(-1)?.line ?? -1;
  return { width, height: 2 * MARGIN + LINE + heightOf(sheet.layout) + (lines + 1.5) * LINE };
}

/** Draws the sheet from the corner of an empty surface of one pixel to a CSS pixel. */
export function drawSheet(sheet: MapSheet, pen: Pen): void {
  const { picture, layout, colors, links, caption } = sheet;
  const { width, height } = sheetSize(sheet, pen);
  pen.area({ left: 0, top: 0, width, height }, colors.back.css);
  pen.text(caption, MARGIN, MARGIN + LINE / 2 - 4, colors.text.css);
  pen.at(MARGIN, MARGIN + LINE, () =>
    drawMap({ ...sheet, pen, scale: 1, ...layout }, picture, links),
  );
  const below = MARGIN + LINE + heightOf(layout) + LINE / 2;
  for (const { item, x, line } of placedLegend(sheet, pen)) {
    pen.at(MARGIN + x, below + line * LINE, () => drawItem(item, pen, colors));
  }
}

/** The sheet as an SVG document. `font` are the CSS families of its texts, measured by `measure`. */
export function mapSvg(sheet: MapSheet, font: string, measure: (text: string) => number): string {
  const pen = new SvgPen(measure);
  const { width, height } = sheetSize(sheet, pen);
  drawSheet(sheet, pen);
  return pen.document(width, height, font, sheet.caption);
}

/** The entries in lines, as many in each as there is room for. */
function placedLegend({ legend, shape }: MapSheet, pen: Pen) {
  let [x, line] = [0, 0];
  return legend.map((item) => {
    const width = itemWidth(item, pen);
    if (x > 0 && x + width > shape.width) [x, line] = [0, line + 1];
    const placed = { item, x, line };
    x += width + LINE;
    return placed;
  });
}

function itemWidth(item: LegendItem, pen: Pen): number {
  if (item.kind === 'chip') return CHIP + 6 + pen.widthOf(chipText(item));
  const before = item.low === '' ? 0 : pen.widthOf(item.low) + 6;
  return before + item.colors.length * TILE + 6 + pen.widthOf(item.high);
}

function chipText({ text, detail }: { text: string; detail: string }): string {
  return detail === '' ? text : `${text} (${detail})`;
}

function drawItem(item: LegendItem, pen: Pen, colors: Colors): void {
  const middle = CHIP / 2;
  if (item.kind === 'chip') {
    const box = { left: 0, top: 0, width: CHIP, height: CHIP };
    if (item.color !== 'transparent') pen.area(box, item.color);
    if (item.pattern && item.ink) pen.pattern(box, item.pattern, item.ink);
    if (item.outline && item.ink) {
      const path = `M0.5 0.5 H${CHIP - 0.5} V${CHIP - 0.5} H0.5 Z`;
      const dash = item.outline === 'dashed' ? { dash: [2, 2] } : {};
      pen.line({ path, color: item.ink, width: 1, ...dash });
    }
    return pen.text(chipText(item), CHIP + 6, middle, colors.text.css);
  }
  let x = 0;
  if (item.low !== '') {
    pen.text(item.low, 0, middle, colors.text.css);
    x += Math.ceil(pen.widthOf(item.low)) + 6;
  }
  for (const color of item.colors) {
    pen.area({ left: x, top: 0, width: TILE, height: CHIP }, color);
    x += TILE;
  }
  pen.text(item.high, x + 6, middle, colors.text.css);
}
