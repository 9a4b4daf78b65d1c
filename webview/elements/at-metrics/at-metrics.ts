import { css, html, LitElement } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { clamp } from '../../../src/base/math';
import { shared } from '../../styles/shared';
import type { MetricRow } from './metricRows';

/** Numbers of a heap, each with its meaning. */
@customElement('at-metrics')
export class MetricsElement extends LitElement {
  static override styles = [
    shared,
    css`
      :host {
        container-type: inline-size;
      }
      dl {
        columns: 2;
        column-gap: 28px;
      }
      div {
        display: flex;
        gap: 8px;
        line-height: 20px;
        break-inside: avoid;
        border-radius: 2px;
      }
      dt {
        flex: 1;
        min-width: 0;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
        color: var(--at-quiet);
      }
      dd {
        white-space: nowrap;
      }
      .key dt {
        color: var(--at-text);
      }
      .key dd,
      .bad dd {
        font-weight: 600;
      }
      .bad dd {
        color: var(--at-error-text);
      }
      @container (max-width: 379px) {
        dl {
          columns: 1;
        }
      }
    `,
  ];

  @property({ attribute: false }) rows: readonly MetricRow[] = [];
  /** Where the keyboard is: all of them are one stop for the tab key. */
  @state() private active = 0;

  override render() {
    return html`<dl @keydown=${this.onKey}>
      ${this.rows.map(
        ({ label, text, meaning, isBad, isKey }, index) =>
          html`<div
            class=${isBad ? 'bad' : isKey ? 'key' : ''}
            data-hover=${meaning}
            tabindex=${index === this.active ? 0 : -1}
          >
            <dt>${label}<span class="unseen">. ${meaning}</span></dt>
            <dd class="number">${text}</dd>
          </div>`,
      )}
    </dl>`;
  }

  private onKey(event: KeyboardEvent): void {
    const items = [...this.renderRoot.querySelectorAll<HTMLElement>('dl > div')];
    const here = items.indexOf(event.target as HTMLElement);
    const last = items.length - 1;
    const to = { ArrowUp: here - 1, ArrowDown: here + 1, Home: 0, End: last }[event.key];
    if (to === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    this.active = clamp(to, 0, last);
    items[this.active]?.focus();
  }
}
