import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { BlockColumn } from '../../../src/protocol/blockTable';
import { formatCount } from '../../format';
import { popoverStyles } from '../../styles/popover';
import { shared } from '../../styles/shared';
import { USUAL_COLUMNS, type ColumnSetting } from '../../viewState';
import { ViewChange } from '../inspectorPart';
import { placeBelow } from '../popover';
import { moved, toggled } from './columnLayout';
import { COLUMN_OF, COLUMNS } from './columns';
import { COPY_LIMIT, type CopyFormat } from './copyText';
import '../at-icon/at-icon';

/** Somebody wants rows as text: those that are selected, or all. */
export class CopyWish extends Event {
  static readonly type = 'at-copy-wish';

  constructor(
    readonly format: CopyFormat,
    readonly what: 'selection' | 'all',
  ) {
    super(CopyWish.type);
  }
}

/** Which columns the table has and in which order, and copying its rows. */
@customElement('at-table-menu')
export class TableMenu extends LitElement {
  static override styles = [
    shared,
    popoverStyles,
    css`
      [popover] {
        max-height: min(600px, calc(100vh - 8px));
      }
      .item {
        display: flex;
        align-items: center;
        gap: 4px;
        height: 24px;
        padding: 0 6px 0 12px;
      }
      .item:hover,
      .command:hover,
      .command:focus-visible {
        color: var(--vscode-menu-selectionForeground, inherit);
        background: var(--vscode-menu-selectionBackground, transparent);
      }
      label {
        display: flex;
        flex: 1;
        align-items: center;
        gap: 6px;
        white-space: nowrap;
      }
      input {
        margin: 0;
        accent-color: var(--vscode-button-background, var(--at-blue));
      }
      .note {
        margin-left: 8px;
        opacity: 0.75;
      }
      .item button.icon {
        width: 20px;
        height: 20px;
        color: inherit;
      }
      .command {
        display: block;
        width: 100%;
        height: 24px;
        padding: 0 12px;
        white-space: nowrap;
      }
      .command:disabled {
        background: none;
      }
    `,
  ];

  @property({ attribute: false }) columns: readonly ColumnSetting[] = [];
  /** Columns that were chosen, but have no room. */
  @property({ attribute: false }) hiddenColumns: ReadonlySet<BlockColumn> = new Set();
  @property({ attribute: false }) selected = 0;
  @property({ attribute: false }) total = 0;
  /** The column that was moved just now, and where to. */
  private moved: { readonly key: BlockColumn; readonly by: number } | undefined;
  @query('[popover]') private readonly popup!: HTMLElement;
  @query('button.icon') private readonly button!: HTMLElement;

  override updated(): void {
    const { moved: last } = this;
    if (last === undefined) return;
    this.moved = undefined;
    // Where it can go no further, it can still go back.
    const buttons = [last.by, -last.by].map((by) =>
      this.renderRoot.querySelector<HTMLElement>(`[data-move="${last.key} ${by}"]:enabled`),
    );
    buttons.find((button) => button !== null)?.focus();
  }

  override render() {
    return html`
      <button
        class="icon"
        popovertarget="menu"
        aria-haspopup="dialog"
        aria-label="Columns and copying"
        data-hover="Columns and copying"
      >
        <at-icon name="ellipsis"></at-icon>
      </button>
      <div
        id="menu"
        popover
        role="dialog"
        aria-label="Columns and copying"
        @toggle=${this.onToggle}
        @keydown=${this.onKey}
      >
        <h3>Columns</h3>
        ${repeat(
          this.ordered(),
          (key) => key,
          (key) => this.renderColumn(key),
        )}
        <button class="command" @click=${() => this.arrange(USUAL_COLUMNS)}>
          Usual columns and widths
        </button>
        <hr />
        ${this.renderCopying()}
      </div>
    `;
  }

  /** The chosen ones in their order, then the others. */
  private ordered(): readonly BlockColumn[] {
    const chosen = this.columns.map(({ key }) => key);
    return [...chosen, ...COLUMNS.map(({ key }) => key).filter((key) => !chosen.includes(key))];
  }

  private renderColumn(key: BlockColumn) {
    const at = this.columns.findIndex((each) => each.key === key);
    const isShown = at >= 0;
    const { heading = key, meaning = '' } = COLUMN_OF.get(key) ?? {};
    return html`<div class="item">
      <label title=${meaning}>
        <input
          type="checkbox"
          .checked=${isShown}
          ?disabled=${isShown && this.columns.length === 1}
          @change=${() => this.arrange(toggled(this.columns, key))}
        />
        ${heading}
        ${this.hiddenColumns.has(key) ? html`<span class="note">no room</span>` : nothing}
      </label>
      ${isShown ? this.mover(key, heading, -1, at > 0) : nothing}
      ${isShown ? this.mover(key, heading, 1, at < this.columns.length - 1) : nothing}
    </div>`;
  }

  private mover(key: BlockColumn, heading: string, by: number, isPossible: boolean) {
    return html`<button
      class="icon"
      aria-label=${`Move ${heading} to the ${by < 0 ? 'left' : 'right'}`}
      data-move="${key} ${by}"
      ?disabled=${!isPossible}
      @click=${() => this.move(key, by)}
    >
      <at-icon .name=${by < 0 ? 'arrow-up' : 'arrow-down'}></at-icon>
    </button>`;
  }

  private renderCopying() {
    const { selected, total } = this;
    const all = total > COPY_LIMIT ? `The first ${formatCount(COPY_LIMIT)} rows` : 'All rows';
    return html`
      <h3>Copy</h3>
      ${this.copier(`Selection (${formatCount(selected)}) as CSV`, 'CSV', 'selection', selected)}
      ${this.copier(`Selection (${formatCount(selected)}) as Markdown`, 'Markdown', 'selection', selected)}
      ${this.copier(`${all} as CSV`, 'CSV', 'all', total)}
      ${this.copier(`${all} as Markdown`, 'Markdown', 'all', total)}
    `;
  }

  private copier(text: string, format: CopyFormat, what: CopyWish['what'], count: number) {
    const copy = () => {
      this.popup.hidePopover();
      this.dispatchEvent(new CopyWish(format, what));
    };
    return html`<button class="command" ?disabled=${count === 0} @click=${copy}>${text}</button>`;
  }

  private move(key: BlockColumn, by: number): void {
    this.moved = { key, by };
    this.arrange(moved(this.columns, key, by));
  }

  private arrange(columns: readonly ColumnSetting[]): void {
    this.dispatchEvent(new ViewChange({ columns }));
  }

  /** The arrows of an open menu step through nothing else. */
  private onKey(event: KeyboardEvent): void {
    if (event.key.startsWith('Arrow')) event.stopPropagation();
  }

  private onToggle(event: ToggleEvent): void {
    if (event.newState === 'open') placeBelow(this.popup, this.button);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'at-table-menu': TableMenu;
  }
  interface HTMLElementEventMap {
    [CopyWish.type]: CopyWish;
  }
}
