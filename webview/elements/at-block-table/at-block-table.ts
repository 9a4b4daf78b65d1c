import { html, nothing, type PropertyValues } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { clamp } from '../../../src/base/math';
import {
  blockRow,
  blockWindow,
  type BlockColumn,
  type BlockWindow,
} from '../../../src/protocol/messages';
import type { TouchedBlock, TouchRole } from '../../../src/protocol/state';
import { formatCount } from '../../format';
import { Pull } from '../../pull';
import { shared } from '../../styles/shared';
import { filterOf } from '../../viewState';
import { InspectorPart } from '../inspectorPart';
import { styleOf } from '../styleOf';
import { COLUMNS, type TableColumn } from './columns';
import { cellsOf } from './tableRow';
import { tableStyles } from './tableStyles';
import {
  heightOf,
  isScaled,
  pageOf,
  ROW_HEIGHT,
  rowAtTop,
  topOf,
  topRevealing,
} from '../../windowing';
import '../at-icon/at-icon';
import '../at-section/at-section';
import './at-block-filter';

/** Rows asked for above and below the visible ones, so that a short scroll shows no gap. */
const MARGIN = 30;

interface Order {
  readonly sort: BlockColumn;
  readonly descending: boolean;
  readonly filter: string;
}

/**
 * All blocks as a table. Only the visible rows exist; the rows come from the host by window. The
 * focus is on the table as a whole, and `aria-activedescendant` names the active row: a row that
 * scrolls out of view cannot take the focus with it.
 */
@customElement('at-block-table')
export class BlockTable extends InspectorPart {
  static override styles = [shared, tableStyles];

  @state() private rows: BlockWindow | undefined;
  @state() private top = 0;
  @state() private viewport = 0;
  /** Where the keyboard is. */
  @state() private activeRow = 0;
  @query('.body') private readonly body!: HTMLElement;

  /** Selected from here, so it is in view already. */
  private ownSelection: number | null = null;
  private knownSelection: number | null = null;
  private isRestored = false;
  private readonly observer = new ResizeObserver(() => (this.viewport = this.body.clientHeight));

  private readonly pull = new Pull(
    (asked: Order & { start: number; count: number }) =>
      this.connection.request(blockWindow, asked),
    (answer) => (this.rows = answer),
  );

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.observer.disconnect();
  }

  override firstUpdated(): void {
    this.observer.observe(this.body);
  }

  override willUpdate(changed: PropertyValues): void {
    const before = changed.get('view') as typeof this.view | undefined;
    if (before && orderChanged(before, this.view)) this.scrollToRow(0);
    const causes = ['revision', 'view', 'top', 'viewport'];
    if (this.viewport > 0 && causes.some((cause) => changed.has(cause))) this.wantRows();
  }

  override updated(changed: PropertyValues): void {
    if (changed.has('rows')) this.restoreScroll();
    // The first time only once there are rows to scroll to.
    if (this.rows && (changed.has('revision') || changed.get('rows') === undefined)) {
      void this.followSelection();
    }
  }

  override render() {
    return html`<at-section name="blocks" heading="Blocks" .collapsed=${this.view.collapsed}>
      <span slot="detail">${this.totalText()}</span>
      <at-block-filter slot="detail" .view=${this.view}></at-block-filter>
      ${this.renderTable()}
    </at-section>`;
  }

  private renderTable() {
    const active = this.rows && this.isInWindow(this.activeRow) ? `row-${this.activeRow}` : nothing;
    return html`
      <div class="head" id="head" role="rowgroup">
        <div class="row" role="row" aria-rowindex="1" @keydown=${this.onHeadingKey}>
          ${COLUMNS.map((each) => this.heading(each))}
        </div>
      </div>
      <div
        class="body scrolls"
        role="grid"
        tabindex="0"
        aria-label="Blocks"
        aria-owns="head"
        aria-rowcount=${(this.rows?.total ?? 0) + 1}
        aria-colcount=${COLUMNS.length}
        aria-activedescendant=${active}
        @keydown=${this.onKey}
        @scroll=${this.onScroll}
        @wheel=${this.onWheel}
      >
        ${this.renderRows()}
      </div>
    `;
  }

  private heading({ key, heading, short, isNumber, meaning }: TableColumn) {
    const { sort, descending } = this.view;
    const isSorted = sort === key;
    return html`<span
      role="columnheader"
      class="cell ${key} ${isNumber ? 'number' : ''}"
      aria-sort=${isSorted ? (descending ? 'descending' : 'ascending') : 'none'}
    >
      <button
        tabindex=${isSorted ? 0 : -1}
        data-hover=${`${meaning}. Click to sort.`}
        @click=${() => this.changeView({ sort: key, descending: isSorted && !descending })}
      >
        <span class=${short ? 'long' : ''}>${heading}</span>
        ${short ? html`<span class="short">${short}</span>` : nothing}
        ${
          isSorted
            ? html`<at-icon .name=${descending ? 'chevron-down' : 'chevron-up'}></at-icon>`
            : nothing
        }
      </button>
    </span>`;
  }

  private renderRows() {
    const { rows } = this;
    if (!rows) return nothing;
    if (rows.total === 0) return html`<p class="hint">No block passes the filter.</p>`;
    const roles = rolesOf(this.trace.step?.touched ?? []);
    const isByAddress = this.view.sort === 'address' && !this.view.descending;
    const selected = this.trace.selection?.block;
    const list = this.list();
    const first = Math.max(rows.start, Math.floor(this.top) - 2);
    const last = Math.min(rows.start + rows.block.length, Math.ceil(this.top) + pageOf(list) + 3);
    // In a scaled list a pixel is many rows: the rows lie where the scroll position is, not where
    // their number says.
    const origin = topOf(list, this.top) - this.top * ROW_HEIGHT;
    const places = Array.from({ length: Math.max(0, last - first) }, (_, i) => first + i);
    return html`
      <div role="presentation" ${styleOf({ height: `${heightOf(list)}px` })}></div>
      <div
        class="rows"
        role="rowgroup"
        ${styleOf({ transform: `translateY(${origin + first * ROW_HEIGHT}px)` })}
      >
        ${places.map((row) => {
          const block = rows.block[row - rows.start] ?? 0;
          return html`<div
            class="row ${row === this.activeRow ? 'active' : ''} ${
              isByAddress && (rows.lost[row - rows.start] ?? 0) > 0 ? 'loses' : ''
            }"
            role="row"
            id=${`row-${row}`}
            aria-rowindex=${row + 2}
            aria-selected=${block === selected ? 'true' : 'false'}
            @click=${() => this.activate(row)}
            @dblclick=${() => this.revealRow(row)}
          >
            ${cellsOf(rows, row - rows.start, this.trace.heap, roles.get(block))}
          </div>`;
        })}
      </div>
    `;
  }

  private list() {
    return { total: this.rows?.total ?? 0, viewport: this.viewport };
  }

  private order(): Order {
    const { sort, descending } = this.view;
    return { sort, descending, filter: filterOf(this.view) };
  }

  private wantRows(): void {
    const start = Math.max(0, Math.floor(this.top) - MARGIN);
    const count = Math.ceil(this.viewport / ROW_HEIGHT) + 2 * MARGIN;
    this.pull.want({ start, count, ...this.order() }, this.revision);
  }

  private isInWindow(row: number): boolean {
    const { rows } = this;
    return rows !== undefined && row >= rows.start && row < rows.start + rows.block.length;
  }

  // ---- Scrolling ----

  private onScroll(): void {
    const top = rowAtTop(this.list(), this.body.scrollTop);
    // The scroll bar of a scaled list is coarser than a row: our own fine position wins.
    if (Math.abs(topOf(this.list(), this.top) - this.body.scrollTop) < 1) return;
    this.top = top;
    this.changeView({ scrollRow: Math.floor(top) });
  }

  private onWheel(event: WheelEvent): void {
    if (!isScaled(this.list()) || event.ctrlKey || event.deltaY === 0) return;
    event.preventDefault();
    const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 1 : 1 / ROW_HEIGHT;
    this.scrollToRow(this.top + event.deltaY * unit);
  }

  private scrollToRow(row: number): void {
    if (!this.hasUpdated) return;
    const list = this.list();
    const last = Math.max(0, list.total - this.viewport / ROW_HEIGHT);
    this.top = clamp(row, 0, last);
    this.body.scrollTop = topOf(list, this.top);
  }

  /** Once the length is known, goes back to where the view was before it was closed. */
  private restoreScroll(): void {
    if (this.isRestored || !this.rows) return;
    this.isRestored = true;
    const { scrollRow } = this.view;
    if (scrollRow > 0) void this.updateComplete.then(() => this.scrollToRow(scrollRow));
  }

  // ---- Selecting ----

  private activate(row: number): void {
    if (!this.rows || !this.isInWindow(row)) return;
    this.activeRow = row;
    this.ownSelection = this.rows.block[row - this.rows.start] ?? null;
    this.selectBlock(this.ownSelection);
  }

  private revealRow(row: number): void {
    const line = this.rows?.line[row - this.rows.start] ?? 0;
    if (line > 0) this.revealLine(line);
  }

  /** When a block was selected elsewhere, brings its row into view. */
  private async followSelection(): Promise<void> {
    const block = this.trace.selection?.block ?? null;
    if (block === this.knownSelection) return;
    this.knownSelection = block;
    const isOwn = block === this.ownSelection;
    this.ownSelection = null;
    if (block === null || isOwn) return;
    const answer = await this.connection
      .request(blockRow, { block, ...this.order() })
      .catch(() => undefined);
    if (!answer || answer.row < 0 || this.knownSelection !== block) return;
    this.activeRow = answer.row;
    const top = topRevealing(this.list(), this.top, answer.row);
    if (top !== this.top) this.scrollToRow(Math.max(0, answer.row - pageOf(this.list()) / 3));
  }

  // ---- Keyboard ----

  /** One stop for the tab key; left and right go from heading to heading. */
  private onHeadingKey(event: KeyboardEvent): void {
    const move = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (move === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    const headings = [...this.renderRoot.querySelectorAll<HTMLElement>('.head button')].filter(
      (heading) => heading.offsetWidth > 0,
    );
    headings[headings.indexOf(event.target as HTMLElement) + move]?.focus();
  }

  private onKey(event: KeyboardEvent): void {
    // With the control key, too, Home and End are the ends of the table.
    const isPlain = !event.ctrlKey || event.key === 'Home' || event.key === 'End';
    if (event.altKey || event.metaKey || !isPlain || !this.rows) return;
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      if (event.key === 'Enter') this.revealRow(this.activeRow);
      else this.activate(this.activeRow);
      return;
    }
    const page = pageOf(this.list());
    const moves: { readonly [key: string]: number } = {
      ArrowUp: -1,
      ArrowDown: 1,
      PageUp: -page,
      PageDown: page,
      Home: -Infinity,
      End: Infinity,
    };
    const move = moves[event.key];
    if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') event.stopPropagation();
    if (move === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    void this.moveTo(clamp(this.activeRow + move, 0, this.rows.total - 1));
  }

  private async moveTo(row: number): Promise<void> {
    this.activeRow = row;
    const top = topRevealing(this.list(), this.top, row);
    if (top !== this.top) this.scrollToRow(top);
    if (this.isInWindow(row)) return this.activate(row);
    // Far away: ask for that one row, to select it without waiting for the window.
    const answer = await this.connection
      .request(blockWindow, { start: row, count: 1, ...this.order() })
      .catch(() => undefined);
    const block = answer?.block[0];
    if (block === undefined || this.activeRow !== row) return;
    this.ownSelection = block;
    this.selectBlock(block);
  }

  private totalText(): string {
    const all = this.trace.heap.blockCount;
    const total = this.rows?.total ?? all;
    return total === all ? formatCount(all) : `${formatCount(total)} of ${formatCount(all)}`;
  }
}

/** What the step did to each block. A block that was freed and then merged is shown as merged. */
function rolesOf(touched: readonly TouchedBlock[]): Map<number, TouchRole> {
  const roles = new Map<number, TouchRole>();
  for (const { block, role } of touched) if (roles.get(block) !== 'merged') roles.set(block, role);
  return roles;
}

function orderChanged(a: InspectorPart['view'], b: InspectorPart['view']): boolean {
  return a.sort !== b.sort || a.descending !== b.descending || filterOf(a) !== filterOf(b);
}
