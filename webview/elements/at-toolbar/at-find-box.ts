import { css, html, LitElement } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { find } from '../../../src/protocol/messages';
import type { Connection } from '../../connection';
import { shared } from '../../styles/shared';
import { visibleText } from '../../../src/base/visibleText';
import '../at-icon/at-icon';

/** Where one types what to go to. The answer stands below until the next key. */
@customElement('at-find-box')
export class FindBox extends LitElement {
  static override styles = [
    shared,
    css`
      :host {
        position: relative;
      }
      at-icon {
        position: absolute;
        left: 6px;
        top: 4px;
        color: var(--at-quiet);
        pointer-events: none;
      }
      input[type='text'] {
        width: 100%;
        padding-left: 26px;
      }
      .answer {
        position: absolute;
        z-index: 2;
        top: 23px;
        left: 0;
        right: 0;
        padding: 4px 6px;
        background: var(--vscode-inputValidation-infoBackground, var(--at-back));
        color: var(--vscode-inputValidation-infoForeground, inherit);
        border: 1px solid var(--vscode-inputValidation-infoBorder, var(--at-line));
      }
      .answer.missing {
        background: var(--vscode-inputValidation-warningBackground, var(--at-back));
        color: var(--vscode-inputValidation-warningForeground, inherit);
        border-color: var(--vscode-inputValidation-warningBorder, var(--at-yellow));
      }
    `,
  ];

  @property({ attribute: false }) connection!: Connection;
  @state() private answer: { found: boolean; message: string } | undefined;
  /** Counts the questions, so that only the last one's answer is shown. */
  private asked = 0;

  override render() {
    return html`
      <at-icon name="search"></at-icon>
      <input
        type="text"
        placeholder="Go to event, :line, address, id"
        aria-label="Go to an event, a line, an address or an id"
        data-hover="Go to: an event number, :line, an address or an id. Press Enter."
        maxlength="200"
        spellcheck="false"
        autocomplete="off"
        @keydown=${this.onKey}
        @input=${() => this.clear()}
        @blur=${() => this.clear()}
      />
      <div role="status">
        ${
          this.answer
            ? html`<div class="answer foreign ${this.answer.found ? '' : 'missing'}">
                ${visibleText(this.answer.message)}
              </div>`
            : null
        }
      </div>
    `;
  }

  private onKey(event: KeyboardEvent): void {
    const input = event.target as HTMLInputElement;
    if (event.key === 'Enter' && input.value.trim() !== '') void this.ask(input.value.trim());
    if (event.key === 'Escape') {
      input.value = '';
      this.clear();
    }
  }

  private async ask(query: string): Promise<void> {
    const number = ++this.asked;
    const answer = await this.connection
      .request(find, { query })
      .catch((error: Error) => ({ found: false, message: error.message }));
    if (number === this.asked) this.answer = answer;
  }

  private clear(): void {
    this.asked++;
    this.answer = undefined;
  }
}
