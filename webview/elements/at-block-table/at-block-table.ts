import { html, nothing, type PropertyValues } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { clamp } from '../../../src/base/math';
import {
  blockRow,
  blockTotals,
  blockWindow,
  RUNS_LIMIT,
  type BlockTotals,
  type BlockWindow,
  type TableOrder,
} from '../../../src/protocol/blockTable';
import { formatCount } from '../../format';
import { windowPull } from '../../windowPull';
import { rowStyles } from '../../styles/rows';
import { shared } from '../../styles/shared';
import { sortedTableStyles } from '../../styles/sortedTable';
import { filterOf } from '../../viewState';
import { Announcement, InspectorPart } from '../inspectorPart';
import { copyText } from '../telling';
import { RowScroller } from '../rowScroller';
import { styleOf } from '../styleOf';
import type { CopyWish } from './at-table-menu';
import { layoutOf, type ColumnLayout } from './columnLayout';
import { copiedColumns, type CopyFormat } from './copyText';
import { copyRows } from './rowCopy';
import type { RowRuns } from './rowRuns';
import { RowSelection, type Held } from './rowSelection';
import { tableBody } from './tableBody';
import { TableHead } from './tableHead';
import { gridKey } from './tableKeys';
import { tableStyles } from './tableStyles';
import { copiedText, totalsText } from './tableText';
import '../at-icon/at-icon';
import '../at-section/at-section';
import './at-block-filter';
import './at-block-sizes';
import './at-table-menu';

/** Rows asked for above and below those in sight. */
const MARGIN = 30;
/** Below this width the filter has a line of its own. */
const NARROW = 520;

/**
 * All blocks as a table. Only the visible rows exist; the rows come from the host by window. The
 * focus is on the table as a whole, and `aria-activedescendant` names the active row: a row that
 * scrolls out of view cannot take the focus with it.
 */
@customElement('at-block-table')
export class BlockTable extends InspectorPart {
  static override styles = [shared, rowStyles, sortedTableStyles, tableStyles];

  @state() private rows: BlockWindow | undefined;
  @state() private totals: BlockTotals | undefined;
  @query('.body') private readonly body!: HTMLElement | null;

  layout: ColumnLayout = layoutOf([], 0);
  private readonly head = new TableHead(this);
  private readonly scroller = new RowScroller(this, {
    margin: MARGIN,
    scroller: () => this.body,
    total: () => this.rows?.total ?? 0,
    moved: () => this.scrolled(),
  });
  private readonly selection = new RowSelection();
  /** Blocks selected from here that no state has shown yet: they are in view already. */
  private ownSelections: number[] = [];
  private knownSelection: number | null = null;
  private isRestored = false;
  private wanted = '';
  private moment = '';

  private readonly pull = windowPull(
    () => this.connection,
    blockWindow,
    (answer) => (this.rows = answer),
  );
  private readonly totalsPull = windowPull(
    () => this.connection,
    blockTotals,
    (answer) => (this.totals = answer),
  );

  override willUpdate(changed: PropertyValues): void {
    this.head.noteFocus();
    const before = changed.get('view') as typeof this.view | undefined;
    const trace = changed.get('trace') as typeof this.trace | undefined;
    const isOther = trace !== undefined && trace.uri !== this.trace.uri;
    if (isOther || (before && orderChanged(before, this.view))) this.scroller.to(0);
    this.endSelectionOfAnother();
    this.layout = layoutOf(this.view.columns, this.scroller.width || this.offsetWidth);
    if (this.scroller.height > 0) this.wantRows();
  }

  override updated(changed: PropertyValues): void {
    this.head.keepFocus();
    if (changed.has('rows')) this.restoreScroll();
    // The first time only once there are rows to scroll to.
    if (this.rows && (changed.has('revision') || changed.get('rows') === undefined)) {
      void this.followSelection();
    }
  }

  override render() {
    const isNarrow = this.scroller.width > 0 && this.scroller.width < NARROW;
    return html`<at-section name="blocks" heading="Blocks" .collapsed=${this.view.collapsed}>
      <at-block-filter
        slot=${isNarrow ? '' : 'detail'}
        .connection=${this.connection}
        .view=${this.view}
      ></at-block-filter>
      <span slot="detail">${this.totalText()}</span>
      <at-table-menu
        slot="actions"
        .columns=${this.view.columns}
        .hiddenColumns=${this.layout.hidden}
        .selected=${this.copied().count}
        .total=${this.rows?.total ?? 0}
        @at-copy-wish=${({ format, what }: CopyWish) => void this.copy(format, what)}
      ></at-table-menu>
      <at-block-sizes
        .connection=${this.connection}
        .trace=${this.trace}
        .view=${this.view}
        .revision=${this.revision}
      ></at-block-sizes>
      ${this.renderTable()} ${this.renderFooter()}
    </at-section>`;
  }

  private renderTable() {
    const { active } = this.selection;
    const activeId = this.rows && this.isInWindow(active) ? `row-${active}` : nothing;
    const { template, gap, columns, isCompact } = this.layout;
    const style = { '--columns': template, '--gap': `${gap}px` };
    return html`
      <div class="head ${isCompact ? 'compact' : ''}" id="head" role="rowgroup" ${styleOf(style)}>
        ${this.head.render()}
      </div>
      <div
        class="body scrolls ${isCompact ? 'compact' : ''}"
        role="grid"
        tabindex="0"
        aria-label="Blocks"
        aria-owns="head rows"
        aria-multiselectable="true"
        aria-rowcount=${(this.rows?.total ?? 0) + 1}
        aria-colcount=${columns.length}
        aria-activedescendant=${activeId}
        ${styleOf(style)}
        @keydown=${this.onKey}
        @copy=${this.onCopy}
        @scroll=${this.scroller.onScroll}
        @wheel=${this.scroller.onWheel}
      >
        ${this.renderRows()}
      </div>
    `;
  }

  private renderRows() {
    const { rows, scroller, layout, trace } = this;
    if (!rows) return nothing;
    if (rows.total === 0) return html`<p class="hint">No block passes the filter.</p>`;
    return tableBody({
      rows,
      scroller,
      heap: trace.heap,
      columns: layout.columns,
      touched: trace.step?.touched ?? [],
      isByAddress: this.view.sort === 'address' && !this.view.descending,
      active: this.selection.active,
      isSelected: (row, block) => this.isSelected(row, block),
      choose: (row, held) => this.choose(row, held),
      reveal: (row) => this.revealRow(row),
    });
  }

  private renderFooter() {
    const { count } = this.selection;
    if (count < 2) return nothing;
    return html`<div class="foot" role="status">${totalsText(count, this.totals)}</div>`;
  }

  arrange(patch: Partial<typeof this.view>): void {
    this.changeView(patch);
  }

  say(text: string): void {
    this.dispatchEvent(new Announcement(text));
  }

  private scrolled(): void {
    this.requestUpdate();
    const row = Math.floor(this.scroller.top);
    if (this.isRestored && row !== this.view.scrollRow) this.changeView({ scrollRow: row });
  }

  private order(): TableOrder {
    const { sort, descending } = this.view;
    return { sort, descending, filter: filterOf(this.view) };
  }

  private wantRows(): void {
    const ends = this.layout.columns.some(({ key }) => key === 'end');
    const asked = { ...this.scroller.wanted, ...this.order(), ends };
    const wanted = JSON.stringify([asked, this.revision]);
    if (wanted === this.wanted) return;
    this.wanted = wanted;
    this.pull.want(asked, this.revision);
  }

  private isInWindow(row: number): boolean {
    const { rows } = this;
    return rows !== undefined && row >= rows.start && row < rows.start + rows.block.length;
  }

  /** Once the length is known, goes back to where the view was before it was closed. */
  private restoreScroll(): void {
    if (this.isRestored || !this.rows) return;
    const { scrollRow } = this.view;
    void this.updateComplete.then(() => {
      if (scrollRow > 0) this.scroller.to(scrollRow);
      this.isRestored = true;
    });
  }

  // ---- Selecting ----

  private isSelected(row: number, block: number): boolean {
    if (this.selection.count > 0) return this.selection.has(row);
    return block === this.trace.selection?.block;
  }

  /** The rows of a selection are places in one order of one heap. */
  private endSelectionOfAnother(): void {
    const { at, eventCount, uri, heap } = this.trace;
    const order = this.order();
    const moment = JSON.stringify([at, eventCount, uri, heap.policy, heap.layout, order]);
    if (moment === this.moment) return;
    this.moment = moment;
    this.selection.clear();
  }

  /** Goes to a row; the session's selected block is always the row that was gone to last. */
  private choose(row: number, held: Held): void {
    this.selection.choose(row, held);
    this.selectionChanged();
    if (this.rows && this.isInWindow(row)) {
      this.selectOwn(this.rows.block[row - this.rows.start] ?? 0);
    } else void this.selectFarRow(row);
  }

  /** Asks for that one row, to select it without waiting for the window. */
  private async selectFarRow(row: number): Promise<void> {
    const answer = await this.connection
      .request(blockWindow, { start: row, count: 1, ...this.order() })
      .catch(() => undefined);
    const block = answer?.block[0];
    if (block === undefined || this.selection.active !== row) return;
    this.selectOwn(block);
  }

  private selectOwn(block: number): void {
    if (block !== this.knownSelection) this.ownSelections.push(block);
    this.selectBlock(block);
  }

  private selectionChanged(): void {
    const { runs, count } = this.selection;
    this.requestUpdate();
    if (count > 1 && runs.length <= 2 * RUNS_LIMIT)
      this.totalsPull.want({ ...this.order(), runs }, 0);
    else this.totals = undefined;
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
    // States may be left out, but none comes before an earlier one.
    const own = block === null ? -1 : this.ownSelections.indexOf(block);
    this.ownSelections = own < 0 ? [] : this.ownSelections.slice(own + 1);
    if (block === null || own >= 0) return;
    const answer = await this.connection
      .request(blockRow, { block, ...this.order() })
      .catch(() => undefined);
    if (!answer || answer.row < 0 || this.knownSelection !== block) return;
    this.selection.follow(answer.row);
    this.requestUpdate();
    if (this.scroller.reveal(answer.row)) {
      this.scroller.to(Math.max(0, answer.row - this.scroller.page / 3));
    }
  }

  private onKey(event: KeyboardEvent): void {
    const total = this.rows?.total ?? 0;
    const wish = gridKey(event, this.scroller.page);
    // Here the plain arrows do not step; with Alt they are VS Code's.
    if (!event.altKey && event.key.startsWith('Arrow')) event.stopPropagation();
    if (wish === undefined || total === 0) return;
    event.preventDefault();
    event.stopPropagation();
    // The row where the keyboard was may be gone.
    const active = Math.min(this.selection.active, total - 1);
    switch (wish.kind) {
      case 'reveal':
        return this.revealRow(active);
      case 'all':
        this.selection.all(total);
        return this.selectionChanged();
      case 'choose':
        return this.choose(active, { shift: false, toggle: wish.toggle });
      case 'move': {
        const row = clamp(active + wish.by, 0, total - 1);
        this.scroller.reveal(row);
        this.choose(row, { shift: wish.shift, toggle: false });
      }
    }
  }

  // ---- Copying ----

  /** What a copy of the selection has: several rows, or that of the session's block. */
  private copied(): { readonly runs: RowRuns; readonly count: number } {
    const { runs, count, active } = this.selection;
    if (count > 0) return { runs, count };
    const block = this.rows?.block[active - this.rows.start];
    const isSelected = block !== undefined && block === this.trace.selection?.block;
    return isSelected ? { runs: [active, active + 1], count: 1 } : { runs: [], count: 0 };
  }

  private onCopy(event: ClipboardEvent): void {
    if (this.copied().count === 0) return;
    event.preventDefault();
    void this.copy('tabs', 'selection');
  }

  private copy(format: CopyFormat, what: CopyWish['what']): Promise<void> {
    const runs = what === 'all' ? [0, this.rows?.total ?? 0] : this.copied().runs;
    const columns = copiedColumns(this.view.columns.map(({ key }) => key));
    const wish = { order: this.order(), runs, columns, heap: this.trace.heap, format };
    return copyText(this, async () => {
      const { text, ...copied } = await copyRows(this.connection, wish);
      return { text, told: copiedText(copied, format) };
    });
  }

  private totalText(): string {
    const all = this.trace.heap.blockCount;
    const total = this.rows?.total ?? all;
    return total === all ? formatCount(all) : `${formatCount(total)} of ${formatCount(all)}`;
  }
}

function orderChanged(a: InspectorPart['view'], b: InspectorPart['view']): boolean {
  return a.sort !== b.sort || a.descending !== b.descending || filterOf(a) !== filterOf(b);
}
