import { clamp } from '../../../src/base/math';

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
}

/** Whole rows that the viewport shows at once, at least one. */
export function pageOf({ viewport }: RowScroll): number {
  return Math.max(1, Math.floor(viewport / ROW_HEIGHT));
}

/** The height to give to the list. */
export function heightOf({ total }: RowScroll): number {
  return Math.min(total * ROW_HEIGHT, TALLEST);
}

/** Whether the scroll bar stands for shares of the list. */
export function isScaled({ total }: RowScroll): boolean {
  return total * ROW_HEIGHT > TALLEST;
}

/** The row at the top of the viewport, with a fraction where it is partly hidden. */
export function rowAtTop(list: RowScroll, scrollTop: number): number {
  if (!isScaled(list)) return scrollTop / ROW_HEIGHT;
  return (scrollTop / (TALLEST - list.viewport)) * lastTop(list);
}

/** The scroll position at which `row` is at the top. */
export function topOf(list: RowScroll, row: number): number {
  const clamped = clamp(row, 0, lastTop(list));
  if (!isScaled(list)) return clamped * ROW_HEIGHT;
  return (clamped / lastTop(list)) * (TALLEST - list.viewport);
}

/** The first row at the top that brings `row` into view with the least movement. */
export function topRevealing(list: RowScroll, top: number, row: number): number {
  const rows = list.viewport / ROW_HEIGHT;
  if (row < top) return row;
  if (row + 1 > top + rows) return Math.min(row + 1 - rows, lastTop(list));
  return top;
}

/** The row at the top when the list is scrolled to its end. */
function lastTop({ total, viewport }: RowScroll): number {
  return Math.max(0, total - viewport / ROW_HEIGHT);
}
