import { css, html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { plural } from '../../../src/base/format';
import { runAction } from '../../../src/protocol/messages';
import type { HeapField } from '../../../src/protocol/state';
import { formatBytes, policyText } from '../../format';
import { shared } from '../../styles/shared';
import { visibleText } from '../../../src/base/visibleText';
import { isRecordedShown } from '../at-heap-choice/sides';
import { directionOf } from '../direction';
import { iconButton } from '../iconButton';
import { InspectorPart } from '../inspectorPart';
import type { Told } from '../telling';
import '../at-icon/at-icon';

/** What was told stays so long, in milliseconds: long enough to be read. */
const TOLD_FOR = 5000;

const ICONS = { done: 'check', trouble: 'warning', said: 'info' } as const;

/** What is being looked at, whether something is wrong with it, and what was just done. */
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
        order: -1;
        color: var(--at-text);
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .counts,
      .heap {
        white-space: nowrap;
      }
      /* Gives way before the name does. */
      .heap {
        flex-shrink: 1000;
        overflow: hidden;
        text-overflow: ellipsis;
      }
      /* The toolbar says it too. */
      @container (max-width: 459px) {
        .heap {
          display: none;
        }
      }
      @container (max-width: 379px) {
        .problems ~ .none,
        .none:has(~ .inconsistencies) {
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
      .told {
        flex: 1;
        min-width: 0;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
        color: var(--at-text);
        animation: appear 150ms ease-out;
      }
      .told at-icon {
        vertical-align: -3px;
      }
      .told.trouble at-icon {
        color: var(--at-warning-text);
      }
      @keyframes appear {
        from {
          opacity: 0;
        }
      }
      @container (max-width: 559px) {
        .told ~ .name {
          display: none;
        }
      }
      @container (max-width: 419px) {
        .told ~ .counts {
          display: none;
        }
      }
      button.faults {
        color: var(--at-error-text);
      }
      button.problems,
      button.inconsistencies {
        color: var(--at-warning-text);
      }
    `,
  ];

  /** What was done last, for a while. */
  @state() private told: Told | undefined;
  private timer = 0;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.timer);
  }

  /** Shows for some seconds what was done, or could not be. The page reads it out. */
  tell(told: Told): void {
    this.told = told;
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => (this.told = undefined), TOLD_FOR);
  }

  override render() {
    const { name, problemCount, faultCount, inconsistencyCount } = this.trace;
    return html`<footer>
      ${this.renderTold()}
      <span class="name foreign" dir=${directionOf(name)}>${visibleText(name, 120)}</span>
      ${this.told ? nothing : this.renderHeap()}
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
                @click=${() => this.connection.navigate('nextFault')}
              >
                ${plural(faultCount, 'fault')}
              </button>`
            : html`<span class="none">no faults</span>`
        }
        ${
          inconsistencyCount > 0
            ? html`<button
                class="link inconsistencies"
                data-hover="What the trace cannot be right about. Go to the next (Alt+F9)"
                @click=${() => this.connection.navigate('nextFault')}
              >
                ${plural(inconsistencyCount, 'inconsistency', 'inconsistencies')}
              </button>`
            : null
        }
      </span>
      <span class="tools" role="group" aria-label="Share and help">
        ${iconButton('link', 'Copy a link to this event', () =>
          this.connection.send(runAction, { action: 'copyLink' }),
        )}
        ${iconButton('json', 'Export the state as JSON', () =>
          this.connection.send(runAction, { action: 'exportState' }),
        )}
        ${iconButton('keyboard', 'Keyboard (?)', () => this.dispatchEvent(new ShowKeys()))}
      </span>
    </footer>`;
  }

  private renderHeap() {
    const { heap, recorded } = this.trace;
    if (isRecordedShown(recorded)) return html`<span class="heap">as recorded</span>`;
    return html`<span class="heap"
      >${policyText(heap.policy)} · ${heap.layout} ·
      ${formatBytes(heap.size)}${
        heap.fromSettings.length > 0
          ? html` ·
              <span class="settings" data-hover=${settingsText(heap.fromSettings)}
                >from settings: ${heap.fromSettings.join(', ')}</span
              >`
          : null
      }</span
    >`;
  }

  /** Hidden from screen readers: they hear it from the live region. */
  private renderTold() {
    const { told } = this;
    if (!told) return nothing;
    const text = visibleText(told.text);
    return html`<span class="told ${told.tone}" aria-hidden="true" data-hover=${text}
      ><at-icon .name=${ICONS[told.tone]}></at-icon> ${text}</span
    >`;
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
