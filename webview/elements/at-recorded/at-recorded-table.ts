import { html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { visibleText } from '../../../src/base/visibleText';
import { LONGEST_FILTER } from '../../../src/protocol/filter';
import {
  checkRecordedFilter,
  recordedRow,
  recordedRows,
  selectRecorded,
  type RecordedOrder,
  type RecordedRows,
} from '../../../src/protocol/recorded';
import { formatCount } from '../../format';
import { Pull } from '../../pull';
import type { RecordedArrangement } from '../../recordedArrangement';
import { takeRowKey } from '../../rowKeys';
import { rowStyles } from '../../styles/rows';
import { shared } from '../../styles/shared';
import { sortedTableStyles } from '../../styles/sortedTable';
import { heightOf } from '../../windowing';
import { blockId } from '../blockId';
import { directionOf } from '../direction';
import { InspectorPart } from '../inspectorPart';
import { RowScroller } from '../rowScroller';
import { styleOf } from '../styleOf';
import { columnsFor, templateOf, type TableColumn } from './recordedColumns';
import { recordedTableStyles } from './recordedTableStyles';
import '../at-icon/at-icon';
import '../at-section/at-section';

/** Rows asked for above and below those in sight. */
const MARGIN = 20;
/** A pause in typing this long means the words are complete, in milliseconds. */
const PAUSE = 150;

/** The recorded program's live blocks as a table. Only the rows in sight exist. */
@customElement('at-recorded-table')
export class RecordedTable extends InspectorPart {
  static override styles = [shared, rowStyles, sortedTableStyles, recordedTableStyles];

  /** The block that the last event made, by that event; 0 for none. */
  @property({ attribute: false }) made = 0;

  @state() private rows: RecordedRows | undefined;
  /** The row where the keyboard is. */
  @state() private current = 0;
  /** The filter that was set here. */
  private own: string | undefined;
  /** What is typed, until it is the filter. */
  @state() private draft: string | undefined;
  @state() private problem = '';
  @query('.body') private readonly body!: HTMLElement | null;
  private timer = 0;
  private knownSelection = 0;

  private readonly pull = new Pull(
    (asked: RecordedOrder & { start: number; count: number }) =>
      this.connection.request(recordedRows, asked),
    (answer) => (this.rows = answer),
  );
  private readonly scroller = new RowScroller(this, {
    margin: MARGIN,
    scroller: () => this.body,
    total: () => this.rows?.total ?? 0,
    moved: () => {
      this.ask();
      this.requestUpdate();
    },
  });

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.timer);
    this.pull.cancel();
  }

  override willUpdate(changed: PropertyValues): void {
    const before = changed.get('view') as typeof this.view | undefined;
    const isReordered =
      before !== undefined && keyOf(before.recorded) !== keyOf(this.view.recorded);
    const trace = changed.get('trace') as typeof this.trace | undefined;
    const { filter } = this.view.recorded;
    if (before !== undefined && before.recorded.filter !== filter && filter !== this.own) {
      // Somebody else has set it: what is half typed is given up.
      this.draft = undefined;
      this.problem = '';
    }
    if (isReordered || (trace && trace.uri !== this.trace.uri)) this.moveTo(0);
    if (changed.has('revision') || isReordered) this.ask();
  }

  override firstUpdated(): void {
    const { filter } = this.view.recorded;
    if (filter !== '') void this.tryRestored(filter);
  }

  override updated(changed: PropertyValues): void {
    if (changed.has('rows')) void this.followSelection();
  }

  override render() {
    const columns = columnsFor(this.scroller.width);
    const total = this.rows?.total ?? 0;
    return html`<at-section name="blocks" heading="Blocks" .collapsed=${this.view.collapsed}>
      <span slot="detail" class="filter">${this.renderFilter()}</span>
      <span slot="detail" class="count"
        >${this.rows === undefined ? '' : `${formatCount(total)} live`}</span
      >
      ${this.problem === '' ? nothing : html`<p class="problem" role="alert">${this.problem}</p>`}
      <div class="table" ${styleOf({ '--columns': templateOf(columns) })}>
        <div class="head row" role="row" id="head" aria-rowindex="1">
          ${columns.map((column) => this.renderHead(column))}
        </div>
        <div
          class="body scrolls"
          role="grid"
          tabindex="0"
          aria-label="Live blocks; arrows move, Enter selects"
          aria-owns="head rows"
          aria-rowcount=${total + 1}
          aria-activedescendant=${this.isInWindow(this.current) ? `row-${this.current}` : nothing}
          @scroll=${this.scroller.onScroll}
          @wheel=${this.scroller.onWheel}
          @keydown=${this.onKey}
        >
          <div
            role="presentation"
            ${styleOf({ height: `${heightOf(this.scroller.list())}px` })}
          ></div>
          ${this.renderRows(columns)}
        </div>
      </div>
    </at-section>`;
  }

  private renderFilter() {
    return html`<input
      type="text"
      placeholder="filter: words, size>100, label:…"
      aria-label="Filter recorded blocks"
      aria-invalid=${this.problem === '' ? 'false' : 'true'}
      maxlength=${LONGEST_FILTER}
      spellcheck="false"
      autocomplete="off"
      .value=${this.draft ?? this.view.recorded.filter}
      @input=${this.onInput}
      @keydown=${(event: KeyboardEvent) => event.key === 'Escape' && this.clearFilter()}
    />`;
  }

  private renderHead({ key, heading, isNumber, meaning }: TableColumn) {
    const { sort, descending } = this.view.recorded;
    const isSorted = sort === key;
    const direction = descending ? 'descending' : 'ascending';
    return html`<span
      role="columnheader"
      class="cell ${isNumber ? 'number' : ''}"
      aria-sort=${isSorted ? direction : 'none'}
    >
      <button
        data-hover=${`${meaning}. Click to sort.`}
        @click=${() => this.arrange({ sort: key, descending: isSorted && !descending })}
      >
        ${heading}${
          isSorted
            ? html`<at-icon .name=${descending ? 'chevron-down' : 'chevron-up'}></at-icon>`
            : nothing
        }
      </button>
    </span>`;
  }

  private renderRows(columns: readonly TableColumn[]) {
    const { rows, trace } = this;
    if (!rows) return nothing;
    if (rows.total === 0) {
      const isFiltered = this.view.recorded.filter.trim() !== '';
      return html`<p class="hint quiet">
        ${isFiltered ? 'No block passes the filter.' : 'The program has no block now.'}
      </p>`;
    }
    const { recorded } = trace;
    const selected = recorded.kind === 'recorded' ? recorded.selected : 0;
    const shown = Array.from(rows.block, (block, place) => {
      const row = rows.start + place;
      return html`<div
        class="row ${row === this.current ? 'active' : ''} ${block === this.made ? 'made' : ''}"
        role="row"
        id=${`row-${row}`}
        aria-rowindex=${row + 2}
        aria-selected=${block === selected ? 'true' : 'false'}
        ${styleOf({ top: `${this.scroller.yOf(row)}px` })}
        @click=${() => this.choose(row, block)}
        @dblclick=${() => this.revealLine(rows.line[place] ?? 1)}
      >
        ${columns.map(
          ({ key, isNumber }) =>
            html`<span
              role="gridcell"
              class="cell ${key} ${isNumber ? 'number' : ''}"
              dir=${key === 'id' || key === 'label' ? directionOf(rows[key][place] ?? '') : nothing}
              >${contentOf(rows, place, key)}</span
            >`,
        )}
      </div>`;
    });
    return html`<div role="rowgroup" id="rows">${shown}</div>`;
  }

  private isInWindow(row: number): boolean {
    const { rows } = this;
    return rows !== undefined && row >= rows.start && row < rows.start + rows.block.length;
  }

  private order(): RecordedOrder {
    const { sort, descending, filter } = this.view.recorded;
    return { sort, descending, filter };
  }

  private ask(): void {
    if (this.scroller.height === 0) return;
    this.pull.want({ ...this.order(), ...this.scroller.wanted }, this.revision);
  }

  private arrange(patch: Partial<RecordedArrangement>): void {
    this.changeView({ recorded: { ...this.view.recorded, ...patch } });
  }

  private readonly onInput = (event: Event): void => {
    this.draft = (event.target as HTMLInputElement).value;
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.tryFilter(), PAUSE);
  };

  /** What was saved may be of a version that read other filters: then all blocks are shown. */
  private async tryRestored(filter: string): Promise<void> {
    this.draft = filter;
    await this.tryFilter();
    if (this.problem !== '') this.setFilter('');
  }

  private clearFilter(): void {
    clearTimeout(this.timer);
    this.draft = undefined;
    this.problem = '';
    this.setFilter('');
  }

  /** The view's filter is always one that could be read: the host tries what was typed first. */
  private async tryFilter(): Promise<void> {
    const { draft } = this;
    if (draft === undefined) return;
    const checked = await this.connection
      .request(checkRecordedFilter, { filter: draft })
      .catch(() => undefined);
    if (checked === undefined || this.draft !== draft) return;
    this.problem = checked.problem ?? '';
    if (checked.problem !== null) return;
    this.draft = undefined;
    this.scroller.to(0);
    this.setFilter(draft);
  }

  private setFilter(filter: string): void {
    this.own = filter;
    this.arrange({ filter });
  }

  /** When a block was selected elsewhere, brings its row into view. */
  private async followSelection(): Promise<void> {
    const { recorded } = this.trace;
    const made = recorded.kind === 'recorded' ? recorded.selected : 0;
    if (made === this.knownSelection) return;
    this.knownSelection = made;
    if (made === 0) return;
    const found = await this.connection
      .request(recordedRow, { made, ...this.order() })
      .catch(() => undefined);
    if (found === undefined || found.row < 0) return;
    this.moveTo(found.row);
  }

  private choose(row: number, made: number): void {
    this.current = row;
    this.knownSelection = made;
    this.connection.send(selectRecorded, { made });
  }

  private onKey(event: KeyboardEvent): void {
    takeRowKey(event, {
      total: this.rows?.total ?? 0,
      page: this.scroller.page,
      current: this.current,
      moveTo: (row) => this.moveTo(row),
      choose: () => this.chooseCurrent(),
    });
  }

  private moveTo(row: number): void {
    this.current = row;
    this.scroller.reveal(row);
  }

  private chooseCurrent(): void {
    const { rows, current } = this;
    const block = rows?.block[current - rows.start];
    if (block !== undefined) this.choose(current, block);
  }
}

function keyOf({ sort, descending, filter }: RecordedArrangement): string {
  return `${sort} ${descending} ${filter}`;
}

function contentOf(rows: RecordedRows, place: number, key: TableColumn['key']) {
  switch (key) {
    case 'address':
      return html`<span class="mono">${rows.address[place] ?? ''}</span>`;
    case 'id':
      return blockId(rows.id[place] ?? '');
    case 'label':
      return html`<span class="foreign">${visibleText(rows.label[place] ?? '', 160)}</span>`;
    case 'thread': {
      const thread = rows.thread[place] ?? -1;
      return thread < 0 ? '' : String(thread);
    }
    case 'size':
    case 'age':
    case 'line':
      return formatCount(rows[key][place] ?? 0);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'at-recorded-table': RecordedTable;
  }
}
