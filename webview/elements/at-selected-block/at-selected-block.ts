import { html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { BACK_POINTER_SIZE, HEADER_SIZE } from '../../../src/base/blockSizes';
import { plural } from '../../../src/base/format';
import type { SelectedBlock } from '../../../src/protocol/state';
import { formatAddress, formatCount } from '../../format';
import { shared } from '../../styles/shared';
import { visibleText } from '../../../src/base/visibleText';
import { InspectorPart } from '../inspectorPart';
import { selectedBlockStyles } from './selectedBlockStyles';

/** Letters of a name: where the block is and what became of it stands below, in little room. */
const LONGEST = 40;

/** The selected block: what is known about it. */
@customElement('at-selected-block')
export class SelectedBlockElement extends InspectorPart {
  static override styles = [shared, selectedBlockStyles];

  override render() {
    const { selection } = this.trace;
    if (!selection) {
      return html`<p class="quiet">Select a block in the map, the table or the free list.</p>`;
    }
    return this.renderFacts(selection);
  }

  private renderFacts({ block, size, live }: SelectedBlock) {
    const { heap } = this.trace;
    if (!live) {
      return html`<dl>
        <dt>Header</dt>
        <dd class="mono">${formatAddress(heap, block)}</dd>
        <dt>Block</dt>
        <dd>${plural(size, 'byte')}</dd>
      </dl>`;
    }
    const padding = live.user - block - HEADER_SIZE - BACK_POINTER_SIZE;
    const tail = size - padding - BACK_POINTER_SIZE - live.requested;
    return html`<dl>
      <dt>Id</dt>
      <dd class="foreign">
        <span class="mono">${visibleText(live.id, LONGEST)}</span>
        <span class="quiet">${visibleText(live.label, LONGEST)}</span>
      </dd>
      <dt>User data</dt>
      <dd>
        <span class="mono">${formatAddress(heap, live.user)}</span>
        <span class="quiet">header</span>
        <span class="mono">${formatAddress(heap, block)}</span>
      </dd>
      <dt>Size</dt>
      <dd>
        ${formatCount(live.requested)} requested
        <span class="quiet">
          in
          ${formatCount(size)}${padding > 0 ? `, padding ${formatCount(padding)}` : ''}${
            tail > 0 ? `, tail ${formatCount(tail)}` : ''
          }
        </span>
      </dd>
      <dt>Allocated</dt>
      <dd>${this.place(live.allocEvent, live.allocLine)}</dd>
      <dt>Freed</dt>
      <dd>
        ${live.freeEvent > 0 ? this.place(live.freeEvent, live.freeLine) : 'never in this trace'}
      </dd>
      ${
        live.source === ''
          ? nothing
          : html`<dt>Source</dt>
              <dd class="mono foreign">
                <button
                  class="link mono foreign"
                  data-hover="Open this place, if it is in the workspace"
                  @click=${() => this.openSource(live.allocLine)}
                >
                  ${visibleText(live.source)}
                </button>
              </dd>`
      }
    </dl>`;
  }

  /** Links to an event and to its line. */
  private place(event: number, line: number) {
    return html`<button
        class="link"
        data-hover="Go to this event"
        @click=${() => this.seeker.seek(event)}
      >
        event ${formatCount(event)}</button
      ><span class="quiet"> · </span
      ><button
        class="link"
        data-hover="Show this line in the trace"
        @click=${() => this.revealLine(line)}
      >
        line ${formatCount(line)}
      </button>`;
  }
}
