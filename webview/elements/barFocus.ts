import type { LitElement, ReactiveController } from 'lit';

/**
 * Bars of sizes as one tab stop: arrows, Home and End go from bar to bar. A bar is a button with its
 * size in `data-bar`. Where the one that had the focus is gone, the next smaller one gets it.
 */
export class BarFocus implements ReactiveController {
  /** The bar that had the focus last. */
  private last: number | undefined;
  private hadFocus = false;

  constructor(private readonly host: LitElement) {
    host.addController(this);
  }

  /**
   * The bar that Tab goes to: where the focus was, else the one that is chosen, else the first.
   * @param bars the sizes of those that are drawn, ascending
   */
  stopOf(bars: readonly number[], chosen: number | undefined): number | undefined {
    const wanted = this.last ?? chosen;
    if (wanted === undefined) return bars.at(0);
    return bars.findLast((bar) => bar <= wanted) ?? bars.at(0);
  }

  readonly onFocus = (event: FocusEvent): void => {
    const bar = barOf(event.target);
    if (bar === undefined) return;
    this.last = bar;
    this.host.requestUpdate();
  };

  readonly onKey = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    const { bars } = this;
    const place = bars.findIndex((bar) => bar === event.target);
    if (place < 0) return;
    const to = {
      ArrowLeft: Math.max(0, place - 1),
      ArrowRight: Math.min(place + 1, bars.length - 1),
      Home: 0,
      End: bars.length - 1,
    }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    bars[to]?.focus();
  };

  hostUpdate(): void {
    this.hadFocus = this.hasFocus;
  }

  hostUpdated(): void {
    if (!this.hadFocus || this.hasFocus) return;
    this.bars.find(({ tabIndex }) => tabIndex === 0)?.focus({ preventScroll: true });
  }

  private get hasFocus(): boolean {
    return barOf(this.host.shadowRoot?.activeElement) !== undefined;
  }

  private get bars(): readonly HTMLElement[] {
    return [...this.host.renderRoot.querySelectorAll<HTMLElement>('[data-bar]')];
  }
}

function barOf(target: unknown): number | undefined {
  const bar = target instanceof HTMLElement ? target.dataset['bar'] : undefined;
  return bar === undefined ? undefined : Number(bar);
}
