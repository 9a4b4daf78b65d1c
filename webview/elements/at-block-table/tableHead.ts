import { html, nothing, type TemplateResult } from 'lit';
import type { BlockColumn } from '../../../src/protocol/blockTable';
import type { ViewState } from '../../viewState';
import { movedBefore, moved, resized, type ColumnLayout } from './columnLayout';
import { COLUMN_OF, type TableColumn } from './columns';
import { HeadDrag } from './headDrag';

/** Pixels that a key press makes a column wider. */
const KEY_STEP = 8;

/** What the headings need of the table that they are of. */
export interface HeadedTable {
  readonly view: ViewState;
  readonly renderRoot: ParentNode;
  readonly layout: ColumnLayout;
  arrange(patch: Partial<ViewState>): void;
  say(text: string): void;
  requestUpdate(): void;
}

/** The headings of the block table: they sort, move, and change their width. */
export class TableHead {
  /** Where a heading that is dragged would go. */
  private aim: { readonly key: BlockColumn; readonly before: BlockColumn | undefined } | undefined;
  private readonly drag = new HeadDrag({
    cells: () => this.cells(),
    resize: (key, width) => this.resize(key, width),
    aim: (key, before) => {
      this.aim = { key, before };
      this.table.requestUpdate();
    },
    drop: (isWanted) => this.drop(isWanted),
  });

  constructor(private readonly table: HeadedTable) {}

  /** The heading that had the focus before the table was drawn anew. */
  private focused: BlockColumn | undefined;

  /** Call before the table is drawn. */
  noteFocus(): void {
    this.focused = this.focusedKey;
  }

  /** Call after it was drawn: a heading keeps the focus wherever it was moved to. */
  keepFocus(): void {
    if (this.focused === undefined || this.focused === this.focusedKey) return;
    const stop = this.stopOf(this.table.layout.columns);
    (this.buttonOf(this.focused) ?? this.buttonOf(stop))?.focus();
  }

  render(): TemplateResult {
    const { columns } = this.table.layout;
    const stop = this.stopOf(columns);
    const isLast = this.aim !== undefined && this.aim.before === undefined;
    return html`<div
      class="row ${isLast ? 'aimed' : ''}"
      role="row"
      aria-rowindex="1"
      @keydown=${(event: KeyboardEvent) => this.onKey(event)}
      @pointermove=${(event: PointerEvent) => this.drag.move(event)}
      @pointerup=${() => this.drag.end(true)}
      @pointercancel=${() => this.drag.end(false)}
    >
      ${columns.map((each) => this.heading(each, each.key === stop))}
    </div>`;
  }

  private heading({ key, heading, short, isNumber, meaning }: TableColumn, isStop: boolean) {
    const { sort, descending } = this.table.view;
    const isSorted = sort === key;
    const classes = [
      'cell',
      key,
      isNumber ? 'number' : '',
      this.aim?.key === key ? 'dragged' : '',
      this.aim?.before === key ? 'aimed' : '',
    ];
    return html`<span
      role="columnheader"
      class=${classes.join(' ')}
      data-key=${key}
      aria-sort=${isSorted ? (descending ? 'descending' : 'ascending') : 'none'}
    >
      <button
        data-key=${key}
        tabindex=${isStop ? 0 : -1}
        data-hover=${`${meaning}. Click to sort, drag to move.`}
        aria-keyshortcuts="Shift+ArrowLeft Shift+ArrowRight Control+Shift+ArrowLeft Control+Shift+ArrowRight"
        @click=${() => this.sortBy(key)}
        @pointerdown=${(event: PointerEvent) => this.drag.startMove(event, key)}
      >
        <span>${(this.table.layout.isCompact && short) || heading}</span>
        ${
          isSorted
            ? html`<at-icon .name=${descending ? 'chevron-down' : 'chevron-up'}></at-icon>`
            : nothing
        }
      </button>
      <span
        class="edge"
        aria-hidden="true"
        @pointerdown=${(event: PointerEvent) => this.drag.startResize(event, key)}
        @dblclick=${() => this.fit(key)}
      ></span>
    </span>`;
  }

  /** The heading that the tab key reaches: the sorted one, as long as it is there. */
  private stopOf(columns: readonly TableColumn[]): BlockColumn | undefined {
    const { sort } = this.table.view;
    return columns.some(({ key }) => key === sort) ? sort : columns[0]?.key;
  }

  private get focusedKey(): BlockColumn | undefined {
    const focused = this.buttons.find((button) => button.matches(':focus'));
    return focused?.dataset['key'] as BlockColumn | undefined;
  }

  private buttonOf(key: BlockColumn | undefined): HTMLElement | undefined {
    return this.buttons.find((button) => button.dataset['key'] === key);
  }

  private get buttons(): HTMLElement[] {
    return [...this.table.renderRoot.querySelectorAll<HTMLElement>('.head .cell button')];
  }

  private sortBy(key: BlockColumn): void {
    if (!this.drag.takeClick()) return;
    const { sort, descending } = this.table.view;
    this.table.arrange({ sort: key, descending: sort === key && !descending });
  }

  private cells(): HTMLElement[] {
    return [...this.table.renderRoot.querySelectorAll<HTMLElement>('.head .cell')];
  }

  private drop(isWanted: boolean): void {
    const { aim } = this;
    this.aim = undefined;
    this.table.requestUpdate();
    if (!isWanted || aim === undefined) return;
    const { columns } = this.table.view;
    this.table.arrange({ columns: movedBefore(columns, aim.key, aim.before) });
  }

  private resize(key: BlockColumn, width: number): void {
    this.table.arrange({ columns: resized(this.table.view.columns, key, width) });
  }

  /** As wide as what is in sight of the column. */
  private fit(key: BlockColumn): void {
    const cells = this.table.renderRoot.querySelectorAll<HTMLElement>(`.cell.${key}`);
    const needed = Array.from(cells, (cell) => {
      // A range is as wide as the text, whatever room the cell has.
      const range = document.createRange();
      range.selectNodeContents(cell);
      return Math.ceil(range.getBoundingClientRect().width);
    });
    this.resize(key, Math.max(...needed) + 4);
  }

  /** One stop for the tab key; left and right go from heading to heading, or change them. */
  private onKey(event: KeyboardEvent): void {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    const button = event.target as HTMLElement;
    const key = button.dataset['key'] as BlockColumn | undefined;
    if (by === undefined || key === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.shiftKey && (event.ctrlKey || event.metaKey)) this.moveBy(key, by);
    else if (event.shiftKey) this.widen(key, by);
    else this.focusBeside(key, by);
  }

  private focusBeside(key: BlockColumn, by: number): void {
    const { buttons } = this;
    buttons[buttons.findIndex((button) => button.dataset['key'] === key) + by]?.focus();
  }

  private moveBy(key: BlockColumn, by: number): void {
    const columns = moved(this.table.view.columns, key, by);
    this.table.arrange({ columns });
    this.table.say(`${nameOf(key)}: column ${columns.findIndex((each) => each.key === key) + 1}`);
  }

  private widen(key: BlockColumn, by: number): void {
    const cell = this.cells().find((each) => each.dataset['key'] === key);
    const wanted = (cell?.offsetWidth ?? 0) + by * KEY_STEP;
    const columns = resized(this.table.view.columns, key, wanted);
    this.table.arrange({ columns });
    const width = columns.find((each) => each.key === key)?.width ?? wanted;
    this.table.say(`${nameOf(key)}: ${width} pixels`);
  }
}

/** A column as people know it. */
function nameOf(key: BlockColumn): string {
  return COLUMN_OF.get(key)?.heading ?? key;
}
