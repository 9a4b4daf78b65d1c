import { html, nothing, type PropertyValues } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { HEADER_SIZE } from '../../../src/base/blockSizes';
import { plural } from '../../../src/base/format';
import {
  cancelRemedies,
  findRemedies,
  fragmentationWindow,
  type FragmentationWindow,
  type Holder,
  type RemediesView,
  type Remedy,
} from '../../../src/protocol/fragmentation';
import { formatAddress, formatBytes, formatCount, formatRatio, policyText } from '../../format';
import { windowPull } from '../../windowPull';
import { shared } from '../../styles/shared';
import { visibleText } from '../../../src/base/visibleText';
import type { IconName } from '../at-icon/at-icon';
import { InspectorPart } from '../inspectorPart';
import { fragmentationStyles } from './fragmentationStyles';
import '../at-icon/at-icon';

/**
 * Why free memory is no use: how much is free against the largest block, who keeps the free blocks
 * apart, and at an allocation that failed what would have helped.
 */
@customElement('at-fragmentation')
export class FragmentationElement extends InspectorPart {
  static override styles = [shared, fragmentationStyles];

  @state() private found: FragmentationWindow | undefined;

  private readonly pull = windowPull(
    () => this.connection,
    fragmentationWindow,
    (answer) => (this.found = answer),
  );

  override willUpdate(changed: PropertyValues): void {
    const isOpen = !this.view.collapsed.includes('fragmentation');
    if (isOpen && (changed.has('revision') || changed.has('view'))) {
      this.pull.want({}, this.revision);
    }
  }

  override render() {
    const { found } = this;
    if (!found) return nothing;
    const { metrics } = this.trace;
    const { freeBytes, largestFree, freeBlocks, lostBytes } = metrics;
    return html`
      <p>
        ${
          found.wanted > 0
            ? html`<strong
                >${plural(found.wanted, 'byte')} ${found.wanted === 1 ? 'was' : 'were'}
                wanted.</strong
              > `
            : nothing
        }
        ${formatCount(freeBytes)} bytes are free in ${plural(freeBlocks, 'block')}; the largest has
        ${formatCount(largestFree)}${
          freeBytes > 0
            ? html` <span class="whole">(${formatRatio(largestFree / freeBytes)})</span>`
            : nothing
        }.
        ${
          lostBytes > 0
            ? html`${plural(lostBytes, 'byte')} ${lostBytes === 1 ? 'is' : 'are'} lost for ever:
              blocks on both sides cannot merge.`
            : nothing
        }
      </p>
      ${found.run ? this.renderRun(found.run) : nothing}
      ${found.wanted > 0 && !found.run ? html`<p>The heap is too small for it.</p>` : nothing}
      ${found.keepers.length > 0 ? this.renderKeepers(found) : nothing}
      ${found.wanted > 0 ? this.renderRemedies() : nothing}
    `;
  }

  private renderRun(run: NonNullable<FragmentationWindow['run']>) {
    const { holders, count, bytes, joined } = run;
    if (count === 0) return nothing;
    return html`
      <h3>In the way</h3>
      <p>
        Without ${count === 1 ? 'this live block' : `these ${formatCount(count)} live neighbours`}
        (${formatBytes(bytes)}) there would be a free block of ${formatCount(joined)} bytes.
      </p>
      <ul>
        ${holders.map((holder) => html`<li>${this.renderHolder(holder)}</li>`)}
        ${
          count > holders.length
            ? html`<li>
                <span class="quiet">and ${formatCount(count - holders.length)} more:</span>
                <button class="link" @click=${() => this.showRun(run)}>
                  show all in the table
                </button>
              </li>`
            : nothing
        }
      </ul>
    `;
  }

  private renderKeepers({ keepers }: FragmentationWindow) {
    return html`
      <h3>What keeps free blocks apart → what would be free without it</h3>
      <ul>
        ${keepers.map(
          ({ holder, joined }) =>
            html`<li>
              ${this.renderHolder(holder)} <span class="whole">→ ${formatCount(joined)}</span>
            </li>`,
        )}
      </ul>
    `;
  }

  private renderHolder({ block, id, label, source, requested, age, line }: Holder) {
    const old = age === 0 ? 'new' : `${plural(age, 'event')} old`;
    return html`<button class="link mono" @click=${() => this.selectBlock(block)}>
        ${formatAddress(this.trace.heap, block)}
      </button>
      <span class="foreign"
        >${visibleText(id, 40)}${label ? ` “${visibleText(label, 60)}”` : ''}</span
      >
      <span class="quiet">${plural(requested, 'byte')}, ${old}</span>
      ${
        source
          ? html`<button
                class="link foreign"
                data-hover="Open this place, if it is in the workspace"
                @click=${() => this.openSource(line)}
              >
                ${visibleText(source, 80)}
              </button>
              <span class="quiet">·</span>`
          : nothing
      }
      <button class="link" @click=${() => this.revealLine(line)}>
        line ${formatCount(line)}
      </button>`;
  }

  private showRun({ block, joined }: NonNullable<FragmentationWindow['run']>): void {
    const { heap } = this.trace;
    const last = block + HEADER_SIZE + joined - 1;
    this.showBlocks(`live address:${formatAddress(heap, block)}..${formatAddress(heap, last)}`);
  }

  private renderRemedies() {
    const { remedies, at } = this.trace;
    if (remedies === null || remedies.at !== at) {
      return html`<p>
        <button class="link" @click=${() => this.connection.send(findRemedies, {})}>
          Find out what would have helped
        </button>
        <span class="quiet">by running the trace up to here on other heaps.</span>
      </p>`;
    }
    const { heaps, larger, fraction } = remedies;
    return html`
      <h3>What would have helped</h3>
      <ul>
        ${heaps.map((remedy) => this.renderRemedy(remedy, false))}
        ${this.renderLarger(larger, fraction)}
      </ul>
      ${fraction === null ? nothing : this.renderProgress(fraction)}
    `;
  }

  private renderLarger(larger: RemediesView['larger'], fraction: number | null) {
    if (larger) return this.renderRemedy(larger, true);
    if (fraction !== null) return nothing;
    return html`<li class="quiet">No larger heap was found that does.</li>`;
  }

  private renderRemedy({ layout, policy, heapSize, succeeds }: Remedy, isLarger: boolean) {
    const { size } = this.trace.heap;
    const icon: IconName = succeeds ? 'check' : 'remove';
    const what = isLarger
      ? `a heap of ${formatCount(heapSize)} bytes: ${formatBytes(heapSize - size)} more`
      : `${policyText(policy)}, ${layout}`;
    return html`<li class=${succeeds ? '' : 'quiet'}>
      <at-icon .name=${icon}></at-icon>
      <span class="unseen">${succeeds ? 'Yes:' : 'No:'}</span>${what}
    </li>`;
  }

  private renderProgress(fraction: number) {
    return html`<p class="quiet">
      Trying other heaps… ${formatRatio(fraction)}
      <button class="link" @click=${() => this.connection.send(cancelRemedies, {})}>Cancel</button>
    </p>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'at-fragmentation': FragmentationElement;
  }
}
