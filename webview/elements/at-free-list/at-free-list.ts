import { html, nothing, type PropertyValues } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { freeListWindow } from '../../../src/protocol/messages';
import type { FreeListNode } from '../../../src/protocol/state';
import { formatAddress, formatCount, formatOffset } from '../../format';
import { shared } from '../../styles/shared';
import { InspectorPart } from '../inspectorPart';
import '../at-histogram/at-histogram';
import { freeListStyles } from './freeListStyles';
import { expanded, type ExpandedRun } from './expanded';

/** So many left-out nodes appear at a time. */
const PAGE = 200;

type Node = Exclude<FreeListNode, { skipped: number }>;

/** The chain of free blocks from head to null. */
@customElement('at-free-list')
export class FreeList extends InspectorPart {
  static override styles = [shared, freeListStyles];

  /** Nodes that were asked for, of the list as it is now. */
  @state() private runs: readonly ExpandedRun[] = [];

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('revision')) this.runs = [];
  }

  override render() {
    const { freeList } = this.trace;
    const nodes = expanded(freeList.nodes, this.runs);
    return html`
      <ol class="chain" aria-label="Free list, in address order">
        <li class="end">head<span class="arrow" aria-hidden="true">→</span></li>
        ${nodes.map((node) => ('skipped' in node ? this.renderGap(node) : this.renderNode(node)))}
        <li class="end mono" aria-label="null, the end of the list">0</li>
      </ol>
      ${
        freeList.histogram.length > 0
          ? html`<at-histogram .bars=${freeList.histogram}></at-histogram>`
          : nothing
      }
    `;
  }

  private renderNode({ block, size, visit, role, relinked }: Node) {
    const { heap, selection, step } = this.trace;
    const refused = visit > 0 && role === null;
    const isSelected = selection?.block === block;
    const facts = [
      `Free block ${formatAddress(heap, block)}, ${formatCount(size)} bytes`,
      ...(visit > 0 ? [`visit ${formatCount(visit)}`] : []),
      ...(role ? [role] : []),
      ...(relinked ? ['the link to it was rewritten'] : []),
    ].join(', ');
    return html`<li>
      <button
        class="node ${role ?? (refused ? 'visited' : '')} ${step?.outcome ?? ''}"
        aria-pressed=${isSelected ? 'true' : 'false'}
        data-hover=${facts}
        @click=${() => this.selectBlock(block)}
      >
        ${
          visit > 0
            ? html`<span class="visit"><i class="unseen">visit </i>${formatCount(visit)}</span>`
            : nothing
        }
        <span class="mono">${formatOffset(heap, block)}</span>
        <span class="size"
          >${formatCount(size)}<i class="unseen"> bytes</i>${
            role ? html` <b>${role}</b>` : nothing
          }</span
        >
      </button>
      <span class="arrow" aria-hidden="true">→</span>
    </li>`;
  }

  private renderGap({ skipped, fromIndex }: { skipped: number; fromIndex: number }) {
    const next = Math.min(skipped, PAGE);
    return html`<li>
      <button
        class="link gap"
        aria-label=${`${formatCount(skipped)} more nodes; show ${formatCount(next)}`}
        data-hover=${`Show ${next === skipped ? 'them' : `the next ${formatCount(next)}`}`}
        @click=${() => void this.expand(fromIndex, next)}
      >
        ⋯ ${formatCount(skipped)} ⋯
      </button>
      <span class="arrow" aria-hidden="true">→</span>
    </li>`;
  }

  private async expand(start: number, count: number): Promise<void> {
    const { revision } = this;
    const run = await this.connection
      .request(freeListWindow, { start, count })
      .catch(() => undefined);
    if (run?.revision === revision && this.revision === revision) this.runs = [...this.runs, run];
  }
}
