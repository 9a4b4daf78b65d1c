import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Notice } from '../../../src/protocol/state';
import { formatRatio } from '../../format';
import { shared } from '../../styles/shared';
import { visibleText } from '../../../src/base/visibleText';
import { styleOf } from '../styleOf';
import '../at-icon/at-icon';

/** What a person may ask for in a notice. */
export type NoticeAction = 'readAgain' | 'cancelLoad';

/** One quiet line above what is shown: that it is being read again, or what else one should know. */
@customElement('at-notice')
export class NoticeLine extends LitElement {
  static override styles = [
    shared,
    css`
      :host {
        position: relative;
        flex: none;
      }
      .line {
        display: flex;
        align-items: flex-start;
        gap: 10px;
        padding: 3px 12px;
        font-size: 12px;
        line-height: 20px;
        color: var(--at-text);
        border-bottom: 1px solid var(--at-line);
      }
      .line > * {
        min-width: 0;
      }
      /* In the middle of the first line of the text. */
      at-icon {
        flex: none;
        margin-top: 2px;
        color: var(--vscode-notificationsInfoIcon-foreground, var(--at-blue));
      }
      .bar {
        position: absolute;
        left: 0;
        top: 0;
        width: 100%;
        height: 2px;
      }
      .bar div {
        height: 100%;
        background: var(--vscode-progressBar-background, var(--at-blue));
      }
    `,
  ];

  @property({ attribute: false }) notice: Notice | null = null;
  @property({ attribute: false }) loading: number | null = null;
  @property({ attribute: false }) run: (action: NoticeAction) => void = () => {};

  override render() {
    if (this.loading !== null) return this.renderLoading(Math.min(Math.max(this.loading, 0), 1));
    if (this.notice === null) return nothing;
    const { text, action } = this.notice;
    return html`<div class="line" role="status">
      <at-icon name="info"></at-icon>
      <div>
        <span class="foreign">${visibleText(text, 1000)}</span>
        ${action === 'readAgain' ? this.button('readAgain', 'Read Again') : nothing}
      </div>
    </div>`;
  }

  private renderLoading(share: number) {
    return html`<div class="bar"><div ${styleOf({ width: `${share * 100}%` })}></div></div>
      <div class="line">
        <span>Reading again <span class="quiet number">${formatRatio(share)}</span></span>
        ${this.button('cancelLoad', 'Cancel')}
      </div>`;
  }

  private button(action: NoticeAction, text: string) {
    return html`<button class="link" @click=${() => this.run(action)}>${text}</button>`;
  }
}
