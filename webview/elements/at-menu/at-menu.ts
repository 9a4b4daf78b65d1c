import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { shared } from '../../styles/shared';
import type { IconName } from '../at-icon/at-icon';
import '../at-icon/at-icon';

/** Something that a menu offers. */
export interface MenuItem {
  readonly text: string;
  /** Whether it is on; left out for something that is done at once. */
  readonly checked?: boolean;
  run(): void;
}

/** A button that opens a menu below it. Arrow keys, Home, End and Escape work as in any menu. */
@customElement('at-menu')
export class Menu extends LitElement {
  static override styles = [
    shared,
    css`
      :host {
        position: relative;
      }
      .menu {
        position: absolute;
        z-index: 5;
        top: 100%;
        right: 0;
        padding: 4px;
        min-width: max-content;
        color: var(--vscode-menu-foreground, var(--at-text));
        background: var(--vscode-menu-background, var(--at-back));
        border: 1px solid var(--vscode-menu-border, var(--at-line));
        border-radius: 5px;
        box-shadow: 0 2px 8px var(--vscode-widget-shadow, transparent);
      }
      .menu button {
        display: flex;
        align-items: center;
        gap: 6px;
        width: 100%;
        height: 24px;
        padding: 0 14px 0 6px;
        border-radius: 3px;
        white-space: nowrap;
      }
      .menu button:hover,
      .menu button:focus {
        color: var(--vscode-menu-selectionForeground, inherit);
        background: var(--vscode-menu-selectionBackground, transparent);
        outline: 1px solid var(--vscode-menu-selectionBorder, transparent);
        outline-offset: -1px;
      }
      .check {
        width: 16px;
        height: 16px;
      }
      hr {
        margin: 4px 0;
        border: none;
        border-top: 1px solid var(--vscode-menu-separatorBackground, var(--at-line));
      }
    `,
  ];

  @property() label = '';
  @property() icon: IconName = 'ellipsis';
  @property({ attribute: false }) items: readonly MenuItem[] = [];
  @state() private isOpen = false;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.close(false);
  }

  override render() {
    return html`<button
        class="icon"
        aria-label=${this.label}
        aria-haspopup="menu"
        aria-expanded=${this.isOpen ? 'true' : 'false'}
        data-hover=${this.isOpen ? '' : this.label}
        @click=${() => (this.isOpen ? this.close() : void this.open())}
        @keydown=${this.onButtonKey}
      >
        <at-icon .name=${this.icon}></at-icon>
      </button>
      ${this.isOpen ? this.renderMenu() : nothing}`;
  }

  private renderMenu() {
    const hasSwitches = this.items.some(({ checked }) => checked !== undefined);
    return html`<div
      class="menu"
      role="menu"
      aria-label=${this.label}
      @keydown=${this.onKey}
      @focusout=${this.onFocusOut}
    >
      ${this.items.map((item, i) => {
        const isSwitch = item.checked !== undefined;
        const begins = !isSwitch && this.items[i - 1]?.checked !== undefined;
        return html`${begins ? html`<hr />` : nothing}<button
            role=${isSwitch ? 'menuitemcheckbox' : 'menuitem'}
            aria-checked=${isSwitch ? String(item.checked) : nothing}
            tabindex="-1"
            @click=${() => this.choose(item)}
          >
            ${hasSwitches ? checkOf(item) : nothing} ${item.text}
          </button>`;
      })}
    </div>`;
  }

  private get buttons(): HTMLElement[] {
    return [...this.renderRoot.querySelectorAll<HTMLElement>('.menu button')];
  }

  private choose(item: MenuItem): void {
    this.close();
    item.run();
  }

  private async open(last = false): Promise<void> {
    this.isOpen = true;
    await this.updateComplete;
    this.buttons.at(last ? -1 : 0)?.focus();
  }

  private close(takeFocus = true): void {
    this.isOpen = false;
    if (takeFocus) this.renderRoot.querySelector<HTMLElement>('button.icon')?.focus();
  }

  private onFocusOut({ relatedTarget }: FocusEvent): void {
    if (!(relatedTarget instanceof Node) || !this.renderRoot.contains(relatedTarget)) {
      this.close(false);
    }
  }

  private onButtonKey(event: KeyboardEvent): void {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    event.stopPropagation();
    void this.open(event.key === 'ArrowUp');
  }

  private onKey(event: KeyboardEvent): void {
    const { buttons } = this;
    const at = buttons.findIndex((button) => button.matches(':focus'));
    const places: { readonly [key: string]: number } = {
      ArrowDown: (at + 1) % buttons.length,
      ArrowUp: (at - 1 + buttons.length) % buttons.length,
      Home: 0,
      End: buttons.length - 1,
    };
    // The arrows of an open menu step through nothing else.
    if (event.key.startsWith('Arrow') || event.key === 'Escape') event.stopPropagation();
    if (event.key === 'Escape' || event.key === 'Tab') return this.close(event.key === 'Escape');
    const place = Object.hasOwn(places, event.key) ? places[event.key] : undefined;
    if (place === undefined) return;
    event.preventDefault();
    buttons[place]?.focus();
  }
}

function checkOf({ checked }: MenuItem) {
  return html`<span class="check"
    >${checked === true ? html`<at-icon name="check"></at-icon>` : nothing}</span
  >`;
}
