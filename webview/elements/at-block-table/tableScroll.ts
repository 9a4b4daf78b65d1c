import { clamp } from '../../../src/base/math';
import {
  isScaled,
  pageOf,
  ROW_HEIGHT,
  rowAtTop,
  topOf,
  topRevealing,
  type RowScroll,
} from '../../windowing';

/** Rows asked for above and below the visible ones, so that a short scroll shows no gap. */
const MARGIN = 30;

/** What a scroll position needs of the table that it is of. */
export interface ScrolledTable {
  readonly total: number;
  readonly scroller: HTMLElement | null;
  /** The first visible row, or the size of what is visible, is another one. */
  scrolled(): void;
}

/** Where a long table is scrolled to: in rows, because the scroll bar may be coarser. */
export class TableScroll {
  /** The first visible row, with a fraction where it is partly hidden. */
  top = 0;
  /** Height and width of the rows' viewport, in pixels; 0 until known. */
  viewport = 0;
  width = 0;
  private readonly observer = new ResizeObserver(() => this.measure());

  constructor(private readonly table: ScrolledTable) {}

  observe(scroller: HTMLElement): void {
    this.observer.observe(scroller);
  }

  disconnect(): void {
    this.observer.disconnect();
  }

  get list(): RowScroll {
    return { total: this.table.total, viewport: this.viewport };
  }

  get page(): number {
    return pageOf(this.list);
  }

  /** The window of rows to ask for. */
  get wanted(): { start: number; count: number } {
    const start = Math.max(0, Math.floor(this.top) - MARGIN);
    return { start, count: Math.ceil(this.viewport / ROW_HEIGHT) + 2 * MARGIN };
  }

  /** Follows the scroll bar. */
  readonly onScroll = (): void => {
    const { scroller } = this.table;
    if (scroller === null) return;
    // The scroll bar of a scaled list is coarser than a row: our own fine position wins.
    if (Math.abs(topOf(this.list, this.top) - scroller.scrollTop) < 1) return;
    this.top = rowAtTop(this.list, scroller.scrollTop);
    this.table.scrolled();
  };

  readonly onWheel = (event: WheelEvent): void => {
    if (!isScaled(this.list) || event.ctrlKey || event.deltaY === 0) return;
    event.preventDefault();
    const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 1 : 1 / ROW_HEIGHT;
    this.toRow(this.top + event.deltaY * unit);
  };

  /** Brings a row to the top, as far as the list is long enough. */
  toRow(row: number): void {
    const { scroller } = this.table;
    if (scroller === null) return;
    const { list } = this;
    const before = this.top;
    this.top = clamp(row, 0, Math.max(0, list.total - this.viewport / ROW_HEIGHT));
    scroller.scrollTop = topOf(list, this.top);
    if (this.top !== before) this.table.scrolled();
  }

  /** Brings a row into view with the least movement. Returns whether it was not. */
  reveal(row: number): boolean {
    const top = topRevealing(this.list, this.top, row);
    if (top === this.top) return false;
    this.toRow(top);
    return true;
  }

  private measure(): void {
    const { scroller } = this.table;
    if (scroller === null) return;
    this.viewport = scroller.clientHeight;
    this.width = scroller.clientWidth;
    this.table.scrolled();
  }
}
