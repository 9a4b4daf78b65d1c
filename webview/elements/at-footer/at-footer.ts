import { css, html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { plural } from '../../../src/base/format';
import { navigate, runAction } from '../../../src/protocol/messages';
import type { HeapField } from '../../../src/protocol/state';
import { formatBytes, policyText } from '../../format';
import { shared } from '../../styles/shared';
import { visibleText } from '../../../src/base/visibleText';
import type { IconName } from '../at-icon/at-icon';
import { isRecordedShown } from '../at-heap-choice/sides';
import { InspectorPart } from '../inspectorPart';
import '../at-icon/at-icon';

/** What is being looked at, and whether something is wrong with it. */
@customElement('at-footer')
export class Footer extends InspectorPart {
  static override styles = [
    shared,
    css`
      :host {
        container-type: inline-size;
      }
      footer {
        display: flex;
        align-items: center;
        gap: 0 16px;
        padding: 3px 12px;
        color: var(--at-quiet);
        border-top: 1px solid var(--at-line);
        font-size: 12px;
      }
      .name {
        color: var(--at-text);
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .counts,
      .heap {
        white-space: nowrap;
      }
      /* The toolbar says it too. */
      @container (max-width: 379px) {
        .heap {
          display: none;
        }
      }
      .counts {
        display: flex;
        gap: 16px;
        margin-left: auto;
      }
      .tools {
        display: flex;
        margin: -2px -4px -2px -8px;
      }
      button.faults {
        color: var(--at-error-text);
      }
      button.problems {
        color: var(--at-warning-text);
      }
    `,
  ];

  override render() {
    const { name, problemCount, faultCount } = this.trace;
    return html`<footer>
      <span class="name foreign">${visibleText(name, 120)}</span>
      <span class="heap"
        >${isRecordedShown(this.trace.recorded) ? 'as recorded' : this.renderHeap()}</span
      >
      <span class="counts">
        ${
          problemCount > 0
            ? html`<button
                class="link problems"
                data-hover="Lines that could not be read. Show them in the Problems view."
                @click=${() => this.connection.send(runAction, { action: 'showProblems' })}
              >
                ${plural(problemCount, 'problem')}
              </button>`
            : null
        }
        ${
          faultCount > 0
            ? html`<button
                class="link faults"
                data-hover="Go to the next fault (Alt+F9)"
                @click=${() => this.connection.send(navigate, { to: 'nextFault' })}
              >
                ${plural(faultCount, 'fault')}
              </button>`
            : html`<span>no faults</span>`
        }
      </span>
      <span class="tools" role="group" aria-label="Share and help">
        ${this.tool('link', 'Copy a link to this event', () =>
          this.connection.send(runAction, { action: 'copyLink' }),
        )}
        ${this.tool('json', 'Export the state as JSON', () =>
          this.connection.send(runAction, { action: 'exportState' }),
        )}
        ${this.tool('keyboard', 'Keyboard (?)', () => this.dispatchEvent(new ShowKeys()))}
      </span>
    </footer>`;
  }

  private renderHeap() {
    const { heap } = this.trace;
    return html`${policyText(heap.policy)} · ${heap.layout} ·
    ${formatBytes(heap.size)}${
      heap.fromSettings.length > 0
        ? html` ·
            <span class="settings" data-hover=${settingsText(heap.fromSettings)}
              >from settings: ${heap.fromSettings.join(', ')}</span
            >`
        : null
    }`;
  }

  private tool(icon: IconName, hover: string, run: () => void) {
    return html`<button class="icon" aria-label=${hover} data-hover=${hover} @click=${run}>
      <at-icon .name=${icon}></at-icon>
    </button>`;
  }
}

/** A person wants the list of keys. */
export class ShowKeys extends Event {
  static readonly type = 'at-show-keys';

  constructor() {
    super(ShowKeys.type, { bubbles: true, composed: true });
  }
}

function settingsText(fields: readonly HeapField[]): string {
  return `The trace leaves out ${fields.join(', ')}: the settings below alloctrace.heap say it.`;
}
