import { css, html } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { clamp } from '../../../src/base/math';
import { METRICS } from '../../../src/protocol/metrics';
import type { Metrics } from '../../../src/protocol/state';
import { formatMetric } from '../../format';
import { shared } from '../../styles/shared';
import { InspectorPart } from '../inspectorPart';

/** The ones to look at first. */
const KEY: ReadonlySet<keyof Metrics> = new Set([
  'externalFragmentation',
  'utilization',
  'overheadBytes',
  'largestFree',
]);

/** Those that are bad news as soon as they are not zero. */
const BAD_NEWS: ReadonlySet<keyof Metrics> = new Set(['lostBytes', 'failures']);

/** Every metric with its meaning. */
@customElement('at-metrics')
export class MetricsElement extends InspectorPart {
  static override styles = [
    shared,
    css`
      :host {
        container-type: inline-size;
        padding: 0 12px 10px;
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

  /** Where the keyboard is: all of them are one stop for the tab key. */
  @state() private active = 0;

  override render() {
    const { metrics, heap } = this.trace;
    return html`<dl @keydown=${this.onKey}>
      ${METRICS.map(({ key, label, unit, meaning }, index) => {
        const value = metrics[key];
        const tone = BAD_NEWS.has(key) && value > 0 ? 'bad' : KEY.has(key) ? 'key' : '';
        return html`<div
          class=${tone}
          data-hover=${meaning}
          tabindex=${index === this.active ? 0 : -1}
        >
          <dt>${label}<span class="unseen">. ${meaning}</span></dt>
          <dd class="number">${formatMetric(value, unit, heap)}</dd>
        </div>`;
      })}
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
