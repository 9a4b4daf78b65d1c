import { css, html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { showHeap } from '../../../src/protocol/recorded';
import { shared } from '../../styles/shared';
import { InspectorPart } from '../inspectorPart';
import { isRecordedShown, SIDES, type Side } from './sides';

/** The switch between the simulated heap and the one that the program had. */
@customElement('at-heap-choice')
export class HeapChoice extends InspectorPart {
  static override styles = [
    shared,
    css`
      :host {
        flex: none;
      }
      .choice {
        display: flex;
        height: 24px;
        border: 1px solid var(--vscode-dropdown-border, var(--at-line));
        border-radius: 3px;
        overflow: hidden;
      }
      button {
        padding: 0 7px;
        font-size: 12px;
        white-space: nowrap;
        color: var(--at-quiet);
      }
      button + button {
        border-left: 1px solid var(--vscode-dropdown-border, var(--at-line));
      }
      button:hover:not([aria-disabled='true'], [aria-checked='true']) {
        background: var(--vscode-toolbar-hoverBackground, transparent);
        color: var(--at-text);
      }
      button[aria-checked='true'] {
        background: var(--vscode-inputOption-activeBackground, var(--at-free-header));
        color: var(--vscode-inputOption-activeForeground, var(--at-text));
        box-shadow: inset 0 0 0 1px var(--vscode-inputOption-activeBorder, transparent);
        font-weight: 600;
      }
      button[aria-disabled='true'] {
        opacity: 0.5;
        cursor: default;
      }
    `,
  ];

  override render() {
    const { recorded } = this.trace;
    const shown: Side = isRecordedShown(recorded) ? 'recorded' : 'simulated';
    const why = recorded.kind === 'unavailable' ? recorded.why : '';
    return html`<div
      class="choice"
      role="radiogroup"
      aria-label="Heap to show"
      @keydown=${this.onKey}
    >
      ${SIDES.map(({ side, text, meaning }) => {
        const isDisabled = side === 'recorded' && why !== '';
        return html`<button
          role="radio"
          id=${side}
          aria-checked=${side === shown ? 'true' : 'false'}
          aria-disabled=${isDisabled ? 'true' : 'false'}
          tabindex=${side === shown ? 0 : -1}
          data-hover=${isDisabled ? why : meaning}
          aria-description=${isDisabled ? why : meaning}
          @click=${() => !isDisabled && this.choose(side)}
        >
          ${text}
        </button>`;
      })}
    </div>`;
  }

  private choose(which: Side): void {
    this.connection.send(showHeap, { which });
  }

  /** Both sides are one stop for the tab key; the arrows choose, as in every radio group. */
  private onKey(event: KeyboardEvent): void {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const arrows = { ArrowLeft: 'simulated', ArrowRight: 'recorded' } as const;
    const side = Object.hasOwn(arrows, event.key) ? arrows[event.key as keyof typeof arrows] : null;
    if (side === null) return;
    event.preventDefault();
    event.stopPropagation();
    // The disabled side takes the focus, too: there it says why.
    this.renderRoot.querySelector<HTMLElement>(`#${side}`)?.focus();
    if (this.trace.recorded.kind !== 'unavailable') this.choose(side);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'at-heap-choice': HeapChoice;
  }
}
