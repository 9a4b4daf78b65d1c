import type { Link } from './links';
import { LINK_WORD } from './links';
import { placeOf, type MapShape } from './mapGeometry';

/** A link as it is drawn: in the room above the rows, because it never crosses another. */
export interface LinkPath {
  readonly path: string;
  /** Where the arrow's point is, or undefined if the link leads out of view. */
  readonly point: { readonly x: number; readonly y: number } | undefined;
  /** Where `head` or `null` is to be written, and which of them. */
  readonly end:
    | { readonly x: number; readonly y: number; readonly text: 'head' | 'null' }
    | undefined;
}

/** How the rows lie, in device pixels. */
export interface Lanes {
  readonly shape: MapShape;
  readonly scale: number;
  rowTop(row: number): number;
  /** Room above each row. */
  readonly gap: number;
}

/** Of the stub at either end of the list, in CSS pixels. */
const STUB = 12;

/** The path of a link; undefined if no part of it is in view. */
export function linkPath(lanes: Lanes, { from, to }: Link): LinkPath | undefined {
  const { shape, scale, gap } = lanes;
  const stub = STUB * scale;
  const out = from === null ? undefined : placeIn(shape, from + LINK_WORD + 4);
  const target = to === null ? undefined : placeIn(shape, to);
  const into = target && { row: target.row, x: Math.min(target.x + 1.5 * scale, shape.width - 1) };
  const laneOf = (row: number) => lanes.rowTop(row) - gap * 0.6;
  if (from === null) {
    if (!into) return undefined;
    const x = Math.max(into.x - stub, scale);
    const y = laneOf(into.row);
    const path = `M${x} ${y} ${down(lanes, into.row, x, into.x)}`;
    return { path, point: pointOf(lanes, into), end: { x, y, text: 'head' } };
  }
  if (to === null) {
    if (!out) return undefined;
    const y = laneOf(out.row);
    const x = Math.min(out.x + stub, shape.width - scale);
    const bar = `M${x} ${y - 3 * scale} L${x} ${y + 3 * scale}`;
    const path = `${up(lanes, out.row, out.x, x)} L${x} ${y} ${bar}`;
    return { path, point: undefined, end: { x, y, text: 'null' } };
  }
  if (to < shape.from || from >= shape.to) return undefined;
  const first = out?.row ?? 0;
  const last = into?.row ?? lastRow(shape);
  const parts: string[] = [];
  for (let row = first; row <= last; row++) {
    const startsHere = out !== undefined && row === out.row;
    const endsHere = into !== undefined && row === into.row;
    const left = startsHere ? out.x : 0;
    const right = endsHere ? into.x : shape.width;
    const y = laneOf(row);
    parts.push(startsHere ? up(lanes, row, left, right) : `M0 ${y}`);
    parts.push(endsHere ? down(lanes, row, left, right) : `L${right} ${y}`);
  }
  return { path: parts.join(' '), point: into && pointOf(lanes, into), end: undefined };
}

/** From a word up into the lane, bent towards `right`. */
function up(lanes: Lanes, row: number, left: number, right: number): string {
  const [top, y] = [lanes.rowTop(row), lanes.rowTop(row) - lanes.gap * 0.6];
  const bend = bendOf(lanes, left, right);
  return `M${left} ${top} Q${left} ${y} ${left + bend} ${y}`;
}

/** Along the lane and down to a header at `right`. */
function down(lanes: Lanes, row: number, left: number, right: number): string {
  const [top, y] = [lanes.rowTop(row), lanes.rowTop(row) - lanes.gap * 0.6];
  const bend = bendOf(lanes, left, right);
  return `L${right - bend} ${y} Q${right} ${y} ${right} ${top}`;
}

function bendOf({ gap }: Lanes, left: number, right: number): number {
  return Math.max(0, Math.min((right - left) / 2, gap));
}

function pointOf(lanes: Lanes, { row, x }: { row: number; x: number }) {
  return { x, y: lanes.rowTop(row) };
}

function placeIn(shape: MapShape, offset: number) {
  return offset < shape.from || offset >= shape.to ? undefined : placeOf(shape, offset);
}

function lastRow({ from, to, bytesPerRow }: MapShape): number {
  return Math.max(0, Math.ceil((to - from) / bytesPerRow) - 1);
}
