import { clamp } from '../src/base/math';
import {
  isScaled,
  lastTop,
  ROW_HEIGHT,
  rowAtTop,
  topOf,
  topRevealing,
  type RowScroll,
} from './windowing';

/** What is needed of the element that scrolls. */
export interface Scroller {
  scrollTop: number;
  /** In pixels. */
  readonly clientHeight: number;
}

/**
 * Where a long list is scrolled to. In a list so long that its scroll bar is coarser than a row, it
 * keeps the finer place that keys and wheel have gone to.
 */
export class FineScroll {
  private row = 0;

  /** @param moved called when another row is at the top */
  constructor(
    private readonly scroller: () => Scroller | null,
    readonly list: () => RowScroll,
    private readonly moved: () => void,
  ) {}

  /** The row at the top, with a fraction where it is partly hidden. */
  get top(): number {
    // A list that has become shorter shows its end.
    return Math.min(this.row, lastTop(this.list()));
  }

  /** Where a row lies in the list's element, in pixels. */
  yOf(row: number): number {
    const list = this.list();
    const height = list.rowHeight ?? ROW_HEIGHT;
    return isScaled(list) ? topOf(list, this.top) + (row - this.top) * height : row * height;
  }

  /** Brings a row to the top, as far as the list is long enough. */
  to(row: number): void {
    if (this.scroller() === null) return;
    const list = this.list();
    this.row = clamp(row, 0, lastTop(list));
    this.settle();
    this.moved();
  }

  /**
   * Puts the scroll bar where the list is: again, where the element had not its new height yet, or
   * where the viewport has another one, by which the scroll bar of a scaled list stands elsewhere.
   */
  settle(): void {
    const scroller = this.scroller();
    if (scroller) scroller.scrollTop = topOf(this.list(), this.row);
  }

  /** Brings a row into view with the least movement. Returns whether it was not. */
  reveal(row: number): boolean {
    const top = topRevealing(this.list(), this.top, row);
    if (top === this.top) return false;
    this.to(top);
    return true;
  }

  readonly onScroll = (): void => {
    const scroller = this.scroller();
    if (scroller === null) return;
    const list = this.list();
    // A browser moves what stands at the end of a scroller that grows, before anybody has measured it.
    // Nobody has scrolled: who measures it settles it.
    if (scroller.clientHeight !== list.viewport) return;
    // The scroll bar of a scaled list is coarser than a row: our own fine position wins. But where the
    // list has become shorter, the browser has moved it: it does not go back when the list grows again.
    const isInList = this.row <= lastTop(list);
    if (isInList && Math.abs(topOf(list, this.row) - scroller.scrollTop) < 1) return;
    this.row = rowAtTop(list, scroller.scrollTop);
    this.moved();
  };

  readonly onWheel = (event: WheelEvent): void => {
    const list = this.list();
    if (!isScaled(list) || event.ctrlKey || event.deltaY === 0) return;
    event.preventDefault();
    const unit = event.deltaMode === 1 ? 1 : 1 / (list.rowHeight ?? ROW_HEIGHT);
    this.to(this.top + event.deltaY * unit);
  };
}
