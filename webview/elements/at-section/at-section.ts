import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { shared } from '../../styles/shared';
import { ViewChange } from '../inspectorPart';
import '../at-icon/at-icon';

/**
 * A part of the inspector under a heading that opens and closes it. The slot `detail` follows the
 * heading, `actions` stands at its right end.
 */
@customElement('at-section')
export class Section extends LitElement {
  static override styles = [
    shared,
    css`
      :host {
        display: flex;
        flex-direction: column;
        min-height: 0;
      }
      header {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0 8px;
        min-height: 26px;
        padding: 0 12px 0 4px;
        flex: none;
      }
      h2 {
        margin: 0;
        font-size: inherit;
      }
      h2 button {
        display: flex;
        align-items: center;
        gap: 2px;
        height: 22px;
        padding-right: 4px;
        font-size: 11px;
        font-weight: 700;
        text-transform: uppercase;
        letter-spacing: 0.03em;
        white-space: nowrap;
        color: var(--vscode-sideBarSectionHeader-foreground, var(--at-text));
        border-radius: 3px;
      }
      .detail {
        flex: 1;
        min-width: 0;
        container-type: inline-size;
        display: flex;
        align-items: center;
        gap: 0 8px;
        color: var(--at-quiet);
        font-variant-numeric: tabular-nums;
      }
      ::slotted(span) {
        min-width: 0;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      /* Where a heading is too narrow for them, they stand at the right end of a line of their own. */
      ::slotted([slot='actions']) {
        margin-left: auto;
      }
      /* A letter or two and an ellipsis say nothing. */
      @container (width < 4em) {
        ::slotted(span) {
          visibility: hidden;
        }
      }
      .body {
        flex: 1;
        min-height: 0;
        display: flex;
        flex-direction: column;
      }
      .body[hidden] {
        display: none;
      }
    `,
  ];

  /** Names the section in the saved view state. */
  @property() name = '';
  @property() heading = '';
  @property({ attribute: false }) collapsed: readonly string[] = [];

  override willUpdate(): void {
    this.setAttribute('role', 'region');
    this.setAttribute('aria-label', this.heading);
  }

  override render() {
    const isOpen = !this.collapsed.includes(this.name);
    return html`
      <header>
        <h2>
          <button
            aria-expanded=${isOpen ? 'true' : 'false'}
            aria-controls="body"
            @click=${() => this.toggle(isOpen)}
          >
            <at-icon .name=${isOpen ? 'chevron-down' : 'chevron-right'}></at-icon>${this.heading}
          </button>
        </h2>
        <div class="detail"><slot name="detail"></slot></div>
        <slot name="actions" ?hidden=${!isOpen}></slot>
      </header>
      <div class="body" id="body" ?hidden=${!isOpen}><slot></slot></div>
    `;
  }

  private toggle(isOpen: boolean): void {
    const collapsed = isOpen
      ? [...this.collapsed, this.name]
      : this.collapsed.filter((name) => name !== this.name);
    this.dispatchEvent(new ViewChange({ collapsed }));
  }
}
