import { html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { clamp } from '../../../src/base/math';
import { runAction } from '../../../src/protocol/messages';
import type { InspectorState } from '../../../src/protocol/state';
import type { Connection } from '../../connection';
import { formatRatio } from '../../format';
import { shared } from '../../styles/shared';
import { visibleText } from '../../../src/base/visibleText';
import type { IconName } from '../at-icon/at-icon';
import { readingBar } from '../readingBar';
import '../at-icon/at-icon';
import { welcomeStyles } from './welcomeStyles';

type Action = 'openExample' | 'newTrace' | 'openTrace' | 'importTrace';

/** What there is while there is no trace to show: a welcome, a progress bar, or an error. */
@customElement('at-welcome')
export class Welcome extends LitElement {
  static override styles = [shared, welcomeStyles];

  @property({ attribute: false }) connection!: Connection;
  @property({ attribute: false }) shown: InspectorState['view'] | null = null;

  override render() {
    switch (this.shown?.kind) {
      case 'empty':
        return this.renderEmpty();
      case 'loading':
        return this.renderLoading(this.shown.name, this.shown.fraction);
      case 'cancelled':
        return this.renderCancelled(this.shown.name);
      case 'error':
        return this.renderError(this.shown.name, this.shown.message);
      case 'trace':
      case undefined:
        return null;
    }
  }

  private renderEmpty() {
    return html`<div class="page">
      <p>
        The Heap Inspector replays the allocations of a program, step by step, and shows what each
        one does to the heap. It follows the trace that is open.
      </p>
      ${this.action('openExample', 'mortar-board', 'Open Example', 'primary')}
      ${this.action('newTrace', 'new-file', 'New Trace', '')}
      ${this.action('openTrace', 'folder-opened', 'Open a Trace File…', '')}
      ${this.action('importTrace', 'cloud-download', 'Import a Recording…', '')}
    </div>`;
  }

  private action(action: Action, icon: IconName, text: string, className: string) {
    return html`<button
      class="action ${className}"
      @click=${() => this.connection.send(runAction, { action })}
    >
      <at-icon .name=${icon}></at-icon>${text}
    </button>`;
  }

  private renderLoading(name: string, fraction: number) {
    const share = clamp(fraction, 0, 1);
    return html`<div class="page" aria-busy="true">
      ${readingBar(share)}
      <p>
        Reading <span class="foreign">${visibleText(name, 120)}</span>
        <span class="quiet number">${formatRatio(share)}</span>
      </p>
      <button
        class="action"
        @click=${() => this.connection.send(runAction, { action: 'cancelLoad' })}
      >
        Cancel
      </button>
    </div>`;
  }

  private renderCancelled(name: string) {
    return html`<div class="page">
      <p>Reading <span class="foreign">${visibleText(name, 120)}</span> was cancelled.</p>
      <button
        class="action primary"
        @click=${() => this.connection.send(runAction, { action: 'retry' })}
      >
        <at-icon name="refresh"></at-icon>Read Again
      </button>
    </div>`;
  }

  private renderError(name: string, message: string) {
    return html`<div class="page">
      <p class="error" role="alert">
        <at-icon name="error"></at-icon>
        <span>
          <b class="foreign">${visibleText(name, 120)}</b> cannot be shown.<br />
          <span class="foreign">${visibleText(message, 1000)}</span>
        </span>
      </p>
      <button
        class="action primary"
        @click=${() => this.connection.send(runAction, { action: 'retry' })}
      >
        <at-icon name="refresh"></at-icon>Retry
      </button>
    </div>`;
  }
}
