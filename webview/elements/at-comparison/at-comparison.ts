import { html, nothing, svg } from 'lit';
import { customElement } from 'lit/decorators.js';
import { plural } from '../../../src/base/format';
import {
  cancelComparison,
  compare,
  setHeap,
  type ComparisonRow,
  type ComparisonView,
} from '../../../src/protocol/comparison';
import { formatBytes, formatCount, formatDecimal, formatRatio, policyText } from '../../format';
import { shared } from '../../styles/shared';
import { InspectorPart } from '../inspectorPart';
import { copyText } from '../telling';
import { comparisonStyles } from './comparisonStyles';
import { csvOf, markdownOf } from './comparisonText';
import { bestOf, linePoints, servesMost, PLOT_HEIGHT, PLOT_WIDTH } from './plot';

/** The same trace under every policy and layout; a row is a way to go on with. */
@customElement('at-comparison')
export class ComparisonElement extends InspectorPart {
  static override styles = [shared, comparisonStyles];

  override render() {
    const { comparison } = this.trace;
    if (comparison === null) return this.renderInvitation();
    const { rows, fraction } = comparison;
    return html`
      ${fraction === null ? nothing : this.renderProgress(fraction)}
      ${rows.length === 0 ? nothing : this.renderTable(comparison)}
      ${
        fraction === null
          ? html`<p class="actions">
              <button class="link" @click=${this.start}>Compare again</button>
              <button class="link" @click=${() => this.copy(rows, 'Markdown')}>
                Copy as Markdown
              </button>
              <button class="link" @click=${() => this.copy(rows, 'CSV')}>Copy as CSV</button>
            </p>`
          : nothing
      }
    `;
  }

  private renderInvitation() {
    return html`<p>
      <button class="link" @click=${this.start}>
        Run this trace under every policy and layout
      </button>
      <span class="quiet">to see which of them would have served it better.</span>
    </p>`;
  }

  private renderProgress(fraction: number) {
    return html`<p class="progress">
      <progress max="1" .value=${fraction} aria-label="Comparing"></progress>
      <span class="quiet">Running… ${formatRatio(fraction)}</span>
      <button class="link" @click=${() => this.connection.send(cancelComparison, {})}>
        Cancel
      </button>
    </p>`;
  }

  private renderTable({ rows }: ComparisonView) {
    const best = bestOf(rows);
    const serves = servesMost(rows);
    return html`<div class="wide scrolls" tabindex="0" role="group" aria-label="Comparison">
      <table>
        <thead>
          <tr>
            <th scope="col">Policy, layout</th>
            <th scope="col" class="number">
              <span class="long">Failures</span><span class="brief">Failed</span>
            </th>
            <th
              scope="col"
              class="number first"
              data-hover="The first event that ran out of memory."
            >
              First
            </th>
            <th
              scope="col"
              class="number"
              data-hover="Furthest end of any allocated block: the heap that the trace needs, if nothing failed."
            >
              Peak
            </th>
            <th scope="col" class="number spare" data-hover="Bytes lost to rounding at the end.">
              Lost
            </th>
            <th
              scope="col"
              class="trend"
              data-hover="External fragmentation, 0 to 100 %, from the first event to the last; and at the end."
            >
              <span class="long">Fragmentation</span><span class="brief">Frag.</span>
            </th>
            <th
              scope="col"
              class="number spare"
              data-hover="Free blocks that a search looked at: on average, and at most."
            >
              Visited
            </th>
          </tr>
        </thead>
        <tbody>
          ${rows.map((row) => this.renderRow(row, serves(row) ? best : { ...best, highWater: undefined }))}
        </tbody>
      </table>
    </div>`;
  }

  private renderRow(row: ComparisonRow, best: ReturnType<typeof bestOf>) {
    const { heap } = this.trace;
    const { layout, policy, failures, highWater, lostBytes } = row;
    const isCurrent = layout === heap.layout && policy === heap.policy;
    const show = () => !isCurrent && this.connection.send(setHeap, { layout, policy });
    return html`<tr
      aria-current=${isCurrent ? 'true' : nothing}
      @click=${(event: Event) => !isOnButton(event) && show()}
    >
      <th scope="row">${this.renderName(`${policyText(policy)}, ${layout}`, isCurrent, show)}</th>
      <td class="${tone(formatCount(failures) === best.failures)} ${failures > 0 ? 'bad' : ''}">
        ${formatCount(failures)}
      </td>
      <td class="number first">${this.renderFirstFailure(row.firstFailure)}</td>
      <td class=${tone(formatBytes(highWater) === best.highWater)}>${formatBytes(highWater)}</td>
      <td class="number spare">${formatBytes(lostBytes)}</td>
      <td class="plot trend">${renderTrend(row.fragmentation)}</td>
      <td class="${tone(formatDecimal(row.visitedMean) === best.visitedMean)} spare">
        ${formatDecimal(row.visitedMean)}
        <span class="quiet">/ ${formatCount(row.visitedMax)}</span>
      </td>
    </tr>`;
  }

  private renderName(name: string, isCurrent: boolean, show: () => void) {
    return html`<button
      class="link"
      data-name=${name}
      aria-disabled=${isCurrent ? 'true' : 'false'}
      data-hover=${isCurrent ? 'This is what is shown.' : `Show the heap under ${name}, at the same event`}
      @click=${show}
    >
      ${name}
    </button>`;
  }

  /** @param event counted from 1; 0 where none failed */
  private renderFirstFailure(event: number) {
    if (event === 0) return html`<span class="quiet">–</span>`;
    return html`<button
      class="link"
      data-hover="Go to this event"
      @click=${() => this.seeker.seek(event)}
    >
      ${formatCount(event)}
    </button>`;
  }

  private readonly start = (): void => this.connection.send(compare, {});

  private copy(rows: readonly ComparisonRow[], format: 'Markdown' | 'CSV'): Promise<void> {
    const text = format === 'CSV' ? csvOf(rows) : markdownOf(rows);
    const told = `Copied ${plural(rows.length, 'row')} as ${format}.`;
    return copyText(this, () => ({ text, told }));
  }
}

/** A button in a row has a meaning of its own. */
function isOnButton({ target }: Event): boolean {
  return target instanceof Element && target.closest('button') !== null;
}

/** Fragmentation over time. */
function renderTrend(fragmentation: Float32Array) {
  const end = formatRatio(fragmentation.at(-1) ?? 0);
  return html`<svg
      width=${PLOT_WIDTH}
      height=${PLOT_HEIGHT}
      viewBox="0 0 ${PLOT_WIDTH} ${PLOT_HEIGHT}"
      preserveAspectRatio="none"
      role="img"
      aria-label="Fragmentation over time, ${end} at the end"
    >
      ${svg`<polyline points=${linePoints(fragmentation)} />`}
    </svg>
    <span class="number">${end}</span>`;
}

function tone(isBest: boolean): string {
  return isBest ? 'number best' : 'number';
}

declare global {
  interface HTMLElementTagNameMap {
    'at-comparison': ComparisonElement;
  }
}
