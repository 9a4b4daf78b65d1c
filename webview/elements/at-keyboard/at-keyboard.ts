import { css, html, LitElement } from 'lit';
import { customElement, query } from 'lit/decorators.js';
import { shared } from '../../styles/shared';
import { KEY_PARTS, type KeyPart } from './keyTable';
import '../at-icon/at-icon';

/** The list of all keys, over the page until Escape. The focus stays in it and goes back after. */
@customElement('at-keyboard')
export class KeyboardHelp extends LitElement {
  static override styles = [
    shared,
    css`
      dialog {
        width: min(760px, calc(100vw - 24px));
        max-height: calc(100vh - 24px);
        padding: 0;
        flex-direction: column;
        color: var(--vscode-editorWidget-foreground, var(--at-text));
        background: var(--vscode-editorWidget-background, var(--at-back));
        border: 1px solid var(--vscode-editorWidget-border, var(--at-line));
        border-radius: 6px;
        box-shadow: 0 4px 16px var(--vscode-widget-shadow, transparent);
      }
      dialog[open] {
        display: flex;
      }
      dialog::backdrop {
        background: color-mix(in srgb, var(--at-back) 50%, transparent);
      }
      header {
        display: flex;
        align-items: center;
        justify-content: space-between;
        flex: none;
        padding: 6px 8px 6px 16px;
        border-bottom: 1px solid var(--at-line);
      }
      h2 {
        margin: 0;
        font-size: 13px;
      }
      .parts {
        container-type: inline-size;
        padding: 4px 16px 12px;
        min-height: 0;
      }
      .columns {
        columns: 2;
        column-gap: 32px;
      }
      section {
        break-inside: avoid;
        padding-top: 10px;
      }
      h3 {
        margin: 0 0 2px;
        font-size: inherit;
        font-weight: 600;
      }
      div.row {
        display: flex;
        gap: 12px;
        line-height: 18px;
        padding: 2px 0;
      }
      dt {
        flex: none;
        width: 148px;
        white-space: nowrap;
      }
      dd {
        flex: 1;
        min-width: 0;
        color: var(--at-quiet);
      }
      kbd {
        display: inline-block;
        padding: 0 4px;
        font: inherit;
        font-size: 11px;
        line-height: 16px;
        color: var(--vscode-keybindingLabel-foreground, inherit);
        background: var(--vscode-keybindingLabel-background, transparent);
        border: 1px solid var(--vscode-keybindingLabel-border, var(--at-line));
        border-bottom-color: var(--vscode-keybindingLabel-bottomBorder, var(--at-line));
        border-radius: 3px;
      }
      p {
        margin-top: 10px;
      }
      @container (max-width: 619px) {
        .columns {
          columns: 1;
        }
        dt {
          width: 124px;
        }
      }
    `,
  ];

  @query('dialog') private readonly dialog!: HTMLDialogElement;

  /** Shows the list, and takes the focus. */
  open(): void {
    if (!this.dialog.open) this.dialog.showModal();
  }

  override render() {
    return html`<dialog aria-labelledby="title" @keydown=${this.onKey} @click=${this.onClick}>
      <header>
        <h2 id="title">Keyboard</h2>
        <button
          class="icon"
          aria-label="Close (Escape)"
          data-hover="Close (Escape)"
          @click=${() => this.dialog.close()}
        >
          <at-icon name="close"></at-icon>
        </button>
      </header>
      <div class="parts scrolls" tabindex="0" autofocus role="group" aria-labelledby="title">
        <div class="columns">${KEY_PARTS.map((each) => this.renderPart(each))}</div>
        <p class="quiet">
          On a Mac Cmd takes the place of Ctrl. A part takes its keys while it has the focus.
        </p>
      </div>
    </dialog>`;
  }

  private renderPart({ part, rows }: KeyPart) {
    return html`<section>
      <h3>${part}</h3>
      <dl>
        ${rows.map(
          ({ keys, does }) =>
            html`<div class="row">
              <dt>${keys.split(', ').map((key) => html`<kbd>${key}</kbd> `)}</dt>
              <dd>${does}</dd>
            </div>`,
        )}
      </dl>
    </section>`;
  }

  private onKey(event: KeyboardEvent): void {
    // Not through to what lies below: the heap must not step behind the list.
    if (event.key.startsWith('Arrow') || event.key === '?') event.stopPropagation();
    if (event.key === '?') this.dialog.close();
    if (event.key !== 'Tab') return;
    // A modal dialog keeps the focus off the page, but not from leaving the page altogether.
    event.preventDefault();
    const stops = [...this.dialog.querySelectorAll<HTMLElement>('button, [tabindex]')];
    const here = stops.indexOf(this.shadowRoot?.activeElement as HTMLElement);
    const next = here + (event.shiftKey ? -1 : 1);
    stops.at(next % stops.length)?.focus();
  }

  /** A click beside it closes it. */
  private onClick(event: MouseEvent): void {
    if (event.target === this.dialog) this.dialog.close();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'at-keyboard': KeyboardHelp;
  }
}
