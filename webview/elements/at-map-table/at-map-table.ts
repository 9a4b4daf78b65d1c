import { html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { clamp } from '../../../src/base/math';
import { visibleText } from '../../../src/base/visibleText';
import type { MapWindow } from '../../../src/protocol/heapMap';
import { formatAddress, formatCount } from '../../format';
import { shared } from '../../styles/shared';
import { takeRowKey } from '../../rowKeys';
import { heightOf } from '../../windowing';
import { InspectorPart } from '../inspectorPart';
import { RowScroller } from '../rowScroller';
import { styleOf } from '../styleOf';
import { mapRows, rowCount, type MapRow } from './mapRows';
import { mapTableStyles } from './mapTableStyles';

/** Rows above and below the visible ones. */
const MARGIN = 4;

/** The visible part of the heap map in words: one row for each run of bytes, in address order. */
@customElement('at-map-table')
export class MapTable extends InspectorPart {
  static override styles = [shared, mapTableStyles];

  @property({ attribute: false }) window: MapWindow | undefined;
  /** Where the keyboard is. */
  @state() private activeRow = 0;
  @query('.body') private readonly body!: HTMLElement | null;

  private readonly scroller = new RowScroller(this, {
    margin: MARGIN,
    scroller: () => this.body,
    total: () => this.total,
    moved: () => this.requestUpdate(),
  });

  override willUpdate(changed: PropertyValues): void {
    if (changed.has('window'))
      this.activeRow = clamp(this.activeRow, 0, Math.max(0, this.total - 1));
  }

  override render() {
    const { total, scroller } = this;
    const { start: first, count } = scroller.wanted;
    const last = Math.min(total, first + count);
    const rows = this.window ? mapRows(this.window, first, last) : [];
    const isActive = this.activeRow >= first && this.activeRow < last;
    return html`<div class="row head" role="row" id="head" aria-rowindex="1">
        <span role="columnheader">From</span>
        <span role="columnheader">To</span>
        <span role="columnheader" class="number">Bytes</span>
        <span role="columnheader">What</span>
        <span role="columnheader">Block</span>
        <span role="columnheader">Id, color</span>
      </div>
      <div
        class="body scrolls"
        role="grid"
        tabindex="0"
        aria-label="Heap map as a table"
        aria-owns="head rows"
        aria-rowcount=${total + 1}
        aria-activedescendant=${isActive ? `row-${this.activeRow}` : nothing}
        @keydown=${this.onKey}
        @scroll=${scroller.onScroll}
        @wheel=${scroller.onWheel}
      >
        <div role="presentation" ${styleOf({ height: `${heightOf(scroller.list())}px` })}></div>
        <div
          class="rows"
          id="rows"
          role="rowgroup"
          ${styleOf({ transform: `translateY(${scroller.yOf(first)}px)` })}
        >
          ${rows.map((row, i) => this.renderRow(row, first + i))}
        </div>
      </div>`;
  }

  private renderRow({ from, to, what, block, id, painted }: MapRow, place: number) {
    const { heap, selection } = this.trace;
    return html`<div
      class="row ${place === this.activeRow ? 'active' : ''}"
      role="row"
      id=${`row-${place}`}
      aria-rowindex=${place + 2}
      aria-selected=${selection?.block === block ? 'true' : 'false'}
      @click=${() => this.activate(place)}
    >
      <span role="gridcell" class="mono">${formatAddress(heap, from)}</span>
      <span role="gridcell" class="mono">${formatAddress(heap, to - 1)}</span>
      <span role="gridcell" class="number">${formatCount(to - from)}</span>
      <span role="gridcell">${what}</span>
      <span role="gridcell" class="mono">${formatAddress(heap, block)}</span>
      <span role="gridcell" class="foreign"
        >${[visibleText(id, 60), painted].filter(Boolean).join(', ')}</span
      >
    </div>`;
  }

  private get total(): number {
    return this.window ? rowCount(this.window) : 0;
  }

  private activate(place: number): void {
    this.activeRow = place;
    const row = this.window && mapRows(this.window, place, place + 1)[0];
    if (row) this.selectBlock(row.block);
  }

  private onKey(event: KeyboardEvent): void {
    takeRowKey(event, {
      total: this.total,
      page: this.scroller.page,
      current: this.activeRow,
      moveTo: (row) => this.moveTo(row),
      choose: () => this.activate(this.activeRow),
    });
  }

  private moveTo(row: number): void {
    this.activeRow = row;
    this.scroller.reveal(row);
  }
}
