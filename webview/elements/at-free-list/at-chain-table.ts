import { html, nothing, type PropertyValues } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import {
  freeListWindow,
  type FreeListNode,
  type FreeListWindow,
} from '../../../src/protocol/freeList';
import { formatAddress, formatCount } from '../../format';
import { windowPull } from '../../windowPull';
import { shared } from '../../styles/shared';
import { FineScroll } from '../../fineScroll';
import { takeRowKey } from '../../rowKeys';
import { heightOf, pageOf } from '../../windowing';
import { InspectorPart } from '../inspectorPart';
import { styleOf } from '../styleOf';
import { chainTableStyles } from './chainTableStyles';
import { goneText, rewriteText, ROLE_WORD } from './nodeText';

/** Rows asked for above and below those in sight. */
const MARGIN = 20;

/** The free list as a table: what the chain shows, for reading and for screen readers. */
@customElement('at-chain-table')
export class ChainTable extends InspectorPart {
  static override styles = [shared, chainTableStyles];

  @state() private shown: FreeListWindow | undefined;
  @state() private height = 0;
  @state() private current = 0;
  @query('.rows') private readonly scroller!: HTMLElement;

  private readonly pull = windowPull(
    () => this.connection,
    freeListWindow,
    (answer) => (this.shown = answer),
  );
  private readonly rows = new FineScroll(
    () => this.scroller,
    () => this.rowScroll,
    () => {
      this.ask();
      this.requestUpdate();
    },
  );
  private readonly observer = new ResizeObserver(([entry]) => {
    if (entry) this.height = Math.round(entry.contentRect.height);
  });

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.observer.disconnect();
    this.pull.cancel();
  }

  override firstUpdated(): void {
    this.observer.observe(this.scroller);
  }

  override willUpdate(changed: PropertyValues): void {
    const last = Math.max(0, this.trace.freeList.count - 1);
    this.current = Math.min(this.current, last);
    if (changed.has('revision') || changed.has('height')) this.ask();
  }

  override render() {
    const { freeList } = this.trace;
    const gone = freeList.nodes.filter((entry) => entry.kind === 'gone');
    const nodes = this.shown?.nodes ?? [];
    return html`
      <div class="table" role="table" aria-label="Free list" aria-rowcount=${freeList.count + 1}>
        <div class="head row" role="row" aria-rowindex="1">
          ${HEADINGS.map(
            ([name, type]) => html`<span role="columnheader" class=${type}>${name}</span>`,
          )}
        </div>
        <div
          class="rows scrolls"
          role="rowgroup"
          tabindex="0"
          aria-label="Free blocks in list order; arrows move, Enter selects"
          @scroll=${this.rows.onScroll}
          @wheel=${this.rows.onWheel}
          @keydown=${this.onKey}
        >
          <div class="space" ${styleOf({ height: `${heightOf(this.rowScroll)}px` })}></div>
          ${nodes.map((node, i) => this.renderRow(node, nodes[i + 1]))}
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
      class="row ${index === this.current ? 'current' : ''} ${role ?? ''}"
      role="row"
      aria-rowindex=${index + 2}
      aria-selected=${selection?.block === block ? 'true' : 'false'}
      ${styleOf({ top: `${this.rows.yOf(index)}px` })}
      @click=${() => this.choose(node)}
    >
      <span role="cell" class="number">${formatCount(index + 1)}</span>
      <span role="cell" class="mono">${formatAddress(heap, block)}</span>
      <span role="cell" class="number">${formatCount(size)}</span>
      <span role="cell" class="mono">${next}</span>
      <span role="cell" class="number">${visit > 0 ? formatCount(visit) : nothing}</span>
      <span role="cell">${verdict}</span>
      <span role="cell"
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

  private get rowScroll() {
    return { total: this.trace.freeList.count, viewport: this.height };
  }

  /** One row more than is shown, to say where the last one leads. */
  private ask(): void {
    const start = Math.max(0, Math.floor(this.rows.top) - MARGIN);
    const count = pageOf(this.rowScroll) + 2 * MARGIN + 2;
    this.pull.want({ start, count: Math.min(count, 500) }, this.revision);
  }

  private onKey(event: KeyboardEvent): void {
    takeRowKey(event, {
      total: this.trace.freeList.count,
      page: pageOf(this.rowScroll),
      current: this.current,
      moveTo: (row) => this.moveTo(row),
      choose: () => this.chooseCurrent(),
    });
  }

  private moveTo(row: number): void {
    this.current = row;
    this.rows.reveal(row);
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
