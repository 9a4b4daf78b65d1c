import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { FineScroll } from '../fineScroll';
import { pageOf, ROW_HEIGHT } from '../windowing';

/** A list of which only the rows in sight exist. */
export interface ScrolledList {
  /** Rows asked for above and below those in sight, so that a short scroll shows no gap. */
  readonly margin: number;
  /** In pixels; ROW_HEIGHT unless told. */
  readonly rowHeight?: number;
  scroller(): HTMLElement | null;
  total(): number;
  /** Another row is the first in sight, or the scroller has another size. */
  moved(): void;
}

/** Where an element's list is scrolled to, how large the scroller is, and which rows to ask for. */
export class RowScroller extends FineScroll implements ReactiveController {
  /** Of the scroller, in pixels; 0 until known. */
  height = 0;
  width = 0;
  private observed: HTMLElement | null = null;
  private readonly observer = new ResizeObserver(() => this.measure());

  constructor(
    host: ReactiveControllerHost,
    private readonly scrolled: ScrolledList,
  ) {
    super(
      () => scrolled.scroller(),
      () => ({
        total: scrolled.total(),
        viewport: this.height,
        rowHeight: scrolled.rowHeight ?? ROW_HEIGHT,
      }),
      () => scrolled.moved(),
    );
    host.addController(this);
  }

  hostUpdated(): void {
    const scroller = this.scrolled.scroller();
    if (scroller === this.observed) return;
    this.observer.disconnect();
    this.observed = scroller;
    if (scroller) this.observer.observe(scroller);
  }

  hostDisconnected(): void {
    this.observer.disconnect();
    this.observed = null;
  }

  /** Whole rows in sight, at least one. */
  get page(): number {
    return pageOf(this.list());
  }

  /** The window of rows to ask for. */
  get wanted(): { start: number; count: number } {
    const { margin, rowHeight = ROW_HEIGHT } = this.scrolled;
    const start = Math.max(0, Math.floor(this.top) - margin);
    return { start, count: Math.ceil(this.height / rowHeight) + 2 * margin };
  }

  private measure(): void {
    const { clientHeight = 0, clientWidth = 0 } = this.observed ?? {};
    this.height = clientHeight;
    this.width = clientWidth;
    this.settle();
    this.scrolled.moved();
  }
}
