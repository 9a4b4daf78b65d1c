import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { shared } from '../../styles/shared';
import type { IconName } from '../at-icon/at-icon';
import '../at-icon/at-icon';

export interface MenuItem {
  readonly text: string;
  run(): void;
}

/** A button with an icon that opens a short menu below itself, as VS Code's views have them. */
@customElement('at-menu')
export class Menu extends LitElement {
  static override styles = [
    shared,
    css`
      :host {
        position: relative;
        display: inline-block;
      }
      ul {
        position: absolute;
        z-index: 5;
        top: 24px;
        right: 0;
        min-width: max-content;
        padding: 4px 0;
        color: var(--vscode-menu-foreground, var(--at-text));
        background: var(--vscode-menu-background, var(--at-back));
        border: 1px solid var(--vscode-menu-border, var(--at-line));
        border-radius: 5px;
        box-shadow: 0 2px 8px var(--vscode-widget-shadow, transparent);
      }
      li button {
        display: block;
        width: calc(100% - 8px);
        margin: 0 4px;
        padding: 3px 20px 3px 12px;
        border-radius: 3px;
        white-space: nowrap;
      }
      li button:hover,
      li button:focus {
        color: var(--vscode-menu-selectionForeground, inherit);
        background: var(--vscode-menu-selectionBackground, var(--at-free));
        outline: 1px solid var(--vscode-menu-selectionBorder, transparent);
        outline-offset: -1px;
      }
    `,
  ];

  @property() label = '';
  @property() icon: IconName = 'export';
  @property({ attribute: false }) items: readonly MenuItem[] = [];

  @state() private isOpen = false;
  @query('.opener') private readonly opener!: HTMLButtonElement;

  override render() {
    return html`
      <button
        class="icon opener"
        aria-label=${this.label}
        aria-haspopup="menu"
        aria-expanded=${this.isOpen ? 'true' : 'false'}
        data-hover=${this.label}
        @click=${() => (this.isOpen ? this.close() : void this.open())}
      >
        <at-icon .name=${this.icon}></at-icon>
      </button>
      ${this.isOpen ? this.renderItems() : nothing}
    `;
  }

  private renderItems() {
    return html`<ul
      role="menu"
      aria-label=${this.label}
      @keydown=${this.onKey}
      @focusout=${this.onFocusOut}
    >
      ${this.items.map(
        ({ text, run }) =>
          html`<li role="none">
            <button role="menuitem" tabindex="-1" @click=${() => this.choose(run)}>${text}</button>
          </li>`,
      )}
    </ul>`;
  }

  private get buttons(): HTMLButtonElement[] {
    return [...this.renderRoot.querySelectorAll<HTMLButtonElement>('[role="menuitem"]')];
  }

  private async open(): Promise<void> {
    this.isOpen = true;
    await this.updateComplete;
    this.buttons[0]?.focus();
  }

  private close(): void {
    this.isOpen = false;
    this.opener.focus();
  }

  private choose(run: () => void): void {
    this.close();
    run();
  }

  private onKey(event: KeyboardEvent): void {
    const { buttons } = this;
    const here = buttons.findIndex((each) => each.matches(':focus'));
    const to: { readonly [key: string]: number } = {
      ArrowDown: here + 1,
      ArrowUp: here - 1 + buttons.length,
      Home: 0,
      End: buttons.length - 1,
    };
    const next = to[event.key];
    if (next !== undefined) buttons[next % buttons.length]?.focus();
    else if (event.key === 'Escape') this.close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** The focus went elsewhere, and so does the menu. */
  private onFocusOut(event: FocusEvent): void {
    const to = event.relatedTarget;
    if (to instanceof Node && this.renderRoot.contains(to)) return;
    this.isOpen = false;
  }
}
