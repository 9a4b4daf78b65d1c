import { html, nothing, type PropertyValues } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import {
  freeListWindow,
  NODES_LIMIT,
  type FreeListNode,
  type FreeListWindow,
} from '../../../src/protocol/freeList';
import { formatAddress, formatCount } from '../../format';
import { windowPull } from '../../windowPull';
import { rowStyles } from '../../styles/rows';
import { shared } from '../../styles/shared';
import { takeRowKey } from '../../rowKeys';
import { heightOf } from '../../windowing';
import { InspectorPart } from '../inspectorPart';
import { RowScroller } from '../rowScroller';
import { styleOf } from '../styleOf';
import { chainTableStyles } from './chainTableStyles';
import { goneText, rewriteText, ROLE_WORD } from './nodeText';

/** Rows asked for above and below those in sight. */
const MARGIN = 20;

/** The free list as a table: what the chain shows, for reading and for screen readers. */
@customElement('at-chain-table')
export class ChainTable extends InspectorPart {
  static override styles = [shared, rowStyles, chainTableStyles];

  @state() private shown: FreeListWindow | undefined;
  @state() private current = 0;
  @query('.body') private readonly body!: HTMLElement | null;

  private readonly pull = windowPull(
    () => this.connection,
    freeListWindow,
    (answer) => (this.shown = answer),
  );
  private readonly scroller = new RowScroller(this, {
    margin: MARGIN,
    scroller: () => this.body,
    total: () => this.trace.freeList.count,
    moved: () => {
      this.ask();
      this.requestUpdate();
    },
  });

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.pull.cancel();
  }

  override willUpdate(changed: PropertyValues): void {
    const last = Math.max(0, this.trace.freeList.count - 1);
    this.current = Math.min(this.current, last);
    if (changed.has('revision')) this.ask();
  }

  override render() {
    const { freeList } = this.trace;
    const gone = freeList.nodes.filter((entry) => entry.kind === 'gone');
    const nodes = this.shown?.nodes ?? [];
    const isShown = nodes.some(({ index }) => index === this.current);
    return html`
      <div class="table">
        <div class="head row" role="row" id="head" aria-rowindex="1">
          ${HEADINGS.map(
            ([name, type]) => html`<span role="columnheader" class=${type}>${name}</span>`,
          )}
        </div>
        <div
          class="body scrolls"
          role="grid"
          tabindex="0"
          aria-label="Free blocks in list order; arrows move, Enter selects"
          aria-owns="head rows"
          aria-rowcount=${freeList.count + 1}
          aria-activedescendant=${isShown ? `row-${this.current}` : nothing}
          @scroll=${this.scroller.onScroll}
          @wheel=${this.scroller.onWheel}
          @keydown=${this.onKey}
        >
          <div
            role="presentation"
            ${styleOf({ height: `${heightOf(this.scroller.list())}px` })}
          ></div>
          <div role="rowgroup" id="rows">
            ${nodes.map((node, i) => this.renderRow(node, nodes[i + 1]))}
          </div>
        </div>
      </div>
      ${gone.map((node) => html`<p class="quiet gone">${goneText(node, this.trace.heap)}</p>`)}
    `;
  }

  private renderRow(node: FreeListNode, after: FreeListNode | undefined) {
    const { heap, selection, freeList } = this.trace;
    const { block, size, index, visit, verdict, role, relinked } = node;
    const isLast = index === freeList.count - 1;
    const next = after ? formatAddress(heap, after.block) : isLast ? '0' : '';
    return html`<div
      class="row ${index === this.current ? 'active' : ''} ${role ?? ''}"
      role="row"
      id=${`row-${index}`}
      aria-rowindex=${index + 2}
      aria-selected=${selection?.block === block ? 'true' : 'false'}
      ${styleOf({ top: `${this.scroller.yOf(index)}px` })}
      @click=${() => this.choose(node)}
    >
      <span role="gridcell" class="number">${formatCount(index + 1)}</span>
      <span role="gridcell" class="mono">${formatAddress(heap, block)}</span>
      <span role="gridcell" class="number">${formatCount(size)}</span>
      <span role="gridcell" class="mono">${next}</span>
      <span role="gridcell" class="number">${visit > 0 ? formatCount(visit) : nothing}</span>
      <span role="gridcell">${verdict}</span>
      <span role="gridcell"
        >${role ? ROLE_WORD[role] : nothing}${
          relinked
            ? html` <span class="quiet" data-hover=${rewriteText(relinked, block, heap)}
                >link rewritten</span
              >`
            : nothing
        }</span
      >
    </div>`;
  }

  /** The margin has the row that the last one in sight leads to. */
  private ask(): void {
    const { start, count } = this.scroller.wanted;
    this.pull.want({ start, count: Math.min(count, NODES_LIMIT) }, this.revision);
  }

  private onKey(event: KeyboardEvent): void {
    takeRowKey(event, {
      total: this.trace.freeList.count,
      page: this.scroller.page,
      current: this.current,
      moveTo: (row) => this.moveTo(row),
      choose: () => this.chooseCurrent(),
    });
  }

  private moveTo(row: number): void {
    this.current = row;
    this.scroller.reveal(row);
  }

  private chooseCurrent(): void {
    const node = this.shown?.nodes.find(({ index }) => index === this.current);
    if (node) this.choose(node);
  }

  private choose({ block, index }: FreeListNode): void {
    this.current = index;
    this.selectBlock(block);
  }
}

const HEADINGS = [
  ['Place', 'number'],
  ['Address', ''],
  ['Size', 'number'],
  ['Next', ''],
  ['Visit', 'number'],
  ['Verdict', ''],
  ['What happened', ''],
] as const;

declare global {
  interface HTMLElementTagNameMap {
    'at-chain-table': ChainTable;
  }
}
