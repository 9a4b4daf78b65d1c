import { css, html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { shared } from '../../styles/shared';
import type { ViewState } from '../../viewState';
import { choice } from '../at-toolbar/choice';
import { InspectorPart } from '../inspectorPart';

/** A pause in typing this long means the words are complete. */
const PAUSE = 150;

/** Which blocks the table shows. */
@customElement('at-block-filter')
export class BlockFilter extends InspectorPart {
  static override styles = [
    shared,
    css`
      :host {
        display: flex;
        gap: 4px;
        flex: 1;
        min-width: 0;
      }
      input[type='text'] {
        flex: 1;
        max-width: 220px;
        height: 22px;
      }
      select {
        height: 22px;
      }
    `,
  ];

  private timer = 0;

  override render() {
    const { show, filter } = this.view;
    return html`
      ${choice({
        label: 'Blocks to show',
        options: [
          { value: 'all', text: 'all' },
          { value: 'live', text: 'live' },
          { value: 'free', text: 'free' },
        ],
        selected: show,
        choose: (value) => this.changeView({ show: value as ViewState['show'] }),
      })}
      <input
        type="text"
        placeholder="filter by id or label"
        aria-label="Filter blocks by id or label"
        data-hover="Words that the id or the label must contain; also live or free"
        maxlength="190"
        spellcheck="false"
        autocomplete="off"
        .value=${filter}
        @input=${this.onInput}
        @keydown=${this.onKey}
      />
    `;
  }

  private onInput(event: Event): void {
    const { value } = event.target as HTMLInputElement;
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.changeView({ filter: value }), PAUSE);
  }

  private onKey(event: KeyboardEvent): void {
    if (event.key !== 'Escape') return;
    clearTimeout(this.timer);
    (event.target as HTMLInputElement).value = '';
    this.changeView({ filter: '' });
  }
}
