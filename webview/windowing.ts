import { clamp } from '../src/base/math';

/** Of the lists that look like VS Code's own. */
export const ROW_HEIGHT = 22;

/**
 * Browsers cut elements at some 17 to 33 million pixels. A longer list gets this height, and the
 * scroll bar stands for shares of the list instead of pixels.
 */
export const TALLEST = 8_000_000;

/** How a list of rows lies in a scroller. Pure, so that it can be tested without one. */
export interface RowScroll {
  readonly total: number;
  /** Height of the visible part, in pixels. */
  readonly viewport: number;
  /** In pixels; ROW_HEIGHT unless told. */
  readonly rowHeight?: number;
}

/** Whole rows that the viewport shows at once, at least one. */
export function pageOf({ viewport, rowHeight = ROW_HEIGHT }: RowScroll): number {
  return Math.max(1, Math.floor(viewport / rowHeight));
}

/** The height to give to the list. */
export function heightOf({ total, rowHeight = ROW_HEIGHT }: RowScroll): number {
  return Math.min(total * rowHeight, TALLEST);
}

/** Whether the scroll bar stands for shares of the list. */
export function isScaled({ total, rowHeight = ROW_HEIGHT }: RowScroll): boolean {
  return total * rowHeight > TALLEST;
}

/** The row at the top of the viewport, with a fraction where it is partly hidden. */
export function rowAtTop(list: RowScroll, scrollTop: number): number {
  if (!isScaled(list)) return scrollTop / (list.rowHeight ?? ROW_HEIGHT);
  return (scrollTop / (TALLEST - list.viewport)) * lastTop(list);
}

/** The scroll position at which `row` is at the top. */
export function topOf(list: RowScroll, row: number): number {
  const clamped = clamp(row, 0, lastTop(list));
  if (!isScaled(list)) return clamped * (list.rowHeight ?? ROW_HEIGHT);
  return (clamped / lastTop(list)) * (TALLEST - list.viewport);
}

/** The first row at the top that brings `row` into view with the least movement. */
export function topRevealing(list: RowScroll, top: number, row: number): number {
  const rows = list.viewport / (list.rowHeight ?? ROW_HEIGHT);
  if (row < top) return row;
  if (row + 1 > top + rows) return Math.min(row + 1 - rows, lastTop(list));
  return top;
}

/** The row at the top when the list is scrolled to its end. */
export function lastTop({ total, viewport, rowHeight = ROW_HEIGHT }: RowScroll): number {
  return Math.max(0, total - viewport / rowHeight);
}
