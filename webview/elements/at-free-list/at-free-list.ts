import { html, nothing, type PropertyValues } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { plural } from '../../../src/base/format';
import {
  freeListStretch,
  freeListWindow,
  type FreeListEntry,
  type FreeListGap,
  type FreeListNode,
  type GoneNode,
  type LinkRewrite,
} from '../../../src/protocol/freeList';
import { formatAddress, formatBytes, formatCount, formatOffset } from '../../format';
import { shared } from '../../styles/shared';
import { ElementMotion } from '../elementMotion';
import { InspectorPart } from '../inspectorPart';
import { isStill, StepPace } from '../stepPace';
import '../at-histogram/at-histogram';
import './at-chain-table';
import { ChainFocus, keyOf } from './chainFocus';
import { chainMoves } from './chainMotion';
import { expanded, UNKNOWN_BYTES } from './expanded';
import { freeListStyles } from './freeListStyles';
import { FATE_WORD, goneText, nodeText, rewriteText, ROLE_WORD, sizeFilter } from './nodeText';

/** So many left-out nodes appear at a time. */
const PAGE = 100;
/** So many pages stay open: what is opened further makes the first ones close. */
const MOST_PAGES = 6;

/** Addresses whose nodes somebody wanted to see, and those nodes as last sent. */
interface Page {
  readonly from: number;
  readonly to: number;
  readonly nodes: readonly FreeListNode[];
}

/** The chain of free blocks from head to null, or as a table, with the sizes beside it. */
@customElement('at-free-list')
export class FreeList extends InspectorPart {
  static override styles = [shared, freeListStyles];

  /** By address and not by place: so they stay open while nodes come and go. */
  @state() private pages: readonly Page[] = [];
  private uri = '';
  private chainFocus = new ChainFocus();
  private hasFocus = false;
  private readonly pace = new StepPace();
  private readonly motion = new ElementMotion();
  private moves = false;

  override willUpdate(changed: PropertyValues<this>): void {
    const { listAsTable, map } = this.view;
    this.toggleAttribute('table', listAsTable);
    this.hasFocus = this.focused !== undefined;
    if (!changed.has('revision')) return;
    this.moves = this.pace.take(this.trace) && map.motion && !listAsTable && !isStill();
    if (this.uri !== this.trace.uri) {
      this.pages = [];
      this.chainFocus = new ChainFocus();
    }
    this.uri = this.trace.uri;
    for (const page of this.view.listAsTable ? [] : this.pages) void this.renew(page);
  }

  override updated(changed: PropertyValues<this>): void {
    // An entry that had the focus is gone: what stands in its place gets it, without scrolling.
    if (this.hasFocus && !this.focused) this.focusEntry({ preventScroll: true });
    if (!changed.has('revision')) return;
    this.motion.stop();
    if (this.moves) this.motion.play(chainMoves(this.renderRoot));
  }

  override render() {
    const { trace, revision, view, connection, seeker } = this;
    const { histogram } = trace.freeList;
    return html`<div class="body">
      ${
        view.listAsTable
          ? html`<at-chain-table
              .trace=${trace}
              .revision=${revision}
              .view=${view}
              .connection=${connection}
              .seeker=${seeker}
            ></at-chain-table>`
          : this.renderChain()
      }
      ${
        histogram.length > 0
          ? html`<at-histogram
              .bars=${histogram}
              .pressed=${this.pressedBar()}
              .press=${this.filterBySize}
            ></at-histogram>`
          : nothing
      }
    </div>`;
  }

  private renderChain() {
    const { freeList, heap } = this.trace;
    const entries = expanded(
      freeList.nodes,
      this.pages.map(({ nodes }) => nodes),
    );
    const head = freeList.head < 0 ? '0' : formatAddress(heap, freeList.head);
    const stop = this.chainFocus.take(entries, this.trace.selection?.block);
    return html`<ol
      class="chain"
      aria-label="Free list, in address order; arrows go from block to block"
      @keydown=${this.onKey}
      @focusin=${this.onFocus}
    >
      <li class="end" data-hover=${`The allocator's head pointer holds ${head}`}>
        <span
          >head<span class="size mono"
            ><i class="unseen"> holds </i
            >${freeList.head < 0 ? '0' : formatOffset(heap, freeList.head)}</span
          ></span
        >
      </li>
      ${repeat(entries, keyOf, (entry) => this.renderEntry(entry, keyOf(entry) === stop))}
      <li>
        ${this.renderArrow(freeList.end, -1)}
        <span class="end mono">0<i class="unseen">, null: the end of the list</i></span>
      </li>
    </ol>`;
  }

  private renderEntry(entry: FreeListEntry, isStop: boolean) {
    const index = isStop ? 0 : -1;
    switch (entry.kind) {
      case 'node':
        return this.renderNode(entry, index);
      case 'gone':
        return this.renderGone(entry);
      case 'gap':
        return this.renderGap(entry, index);
    }
  }

  /** The link that leads to an entry; heavier where the step wrote it. */
  private renderArrow(relinked: LinkRewrite | null, to: number) {
    if (relinked === null) return html`<span class="arrow" aria-hidden="true">→</span>`;
    const text = rewriteText(relinked, to, this.trace.heap);
    return html`<span class="arrow rewritten" data-hover=${text}
      >⇒<i class="unseen">rewritten link, ${text}</i></span
    >`;
  }

  private renderNode(node: FreeListNode, tabIndex: number) {
    const { block, size, visit, verdict, role, relinked } = node;
    const { heap, selection, step } = this.trace;
    const refused = visit > 0 && role === null;
    return html`<li>
      ${this.renderArrow(relinked, block)}
      <button
        class="node ${role ?? (refused ? 'visited' : '')} ${step?.outcome ?? ''}"
        data-key=${keyOf(node)}
        tabindex=${tabIndex}
        aria-pressed=${selection?.block === block ? 'true' : 'false'}
        data-hover=${nodeText(node, heap)}
        @click=${() => this.selectBlock(block)}
      >
        <span class="mono"><i class="unseen">Free block </i>${formatOffset(heap, block)}</span>
        <span class="size"
          >${formatCount(size)}<i class="unseen"> bytes</i>${
            role ? html` <b>${ROLE_WORD[role]}</b>` : nothing
          }</span
        >
        ${this.renderVisit(visit)}
        ${visit > 0 ? html`<span class="verdict">${verdict}</span>` : nothing}
      </button>
    </li>`;
  }

  private renderGone(node: GoneNode) {
    const { block, size, visit, verdict, fate } = node;
    const { heap } = this.trace;
    return html`<li>
      <span class="ghost ${fate}" data-hover=${goneText(node, heap)}>
        ${this.renderVisit(visit)}
        <span class="mono"><s>${formatOffset(heap, block)}</s></span>
        <span class="size"
          ><s>${formatCount(size)}</s><i class="unseen"> bytes, no longer in the list:</i>
          <b>${FATE_WORD[fate]}</b></span
        >
        ${visit > 0 ? html`<span class="verdict">${verdict}</span>` : nothing}
      </span>
    </li>`;
  }

  private renderVisit(visit: number) {
    if (visit === 0) return nothing;
    return html`<span class="visit"><i class="unseen">visit </i>${formatCount(visit)}</span>`;
  }

  private renderGap(gap: FreeListGap, tabIndex: number) {
    const { skipped, fromIndex, bytes } = gap;
    const next = Math.min(skipped, PAGE);
    const nodes = plural(skipped, 'node');
    const sum = bytes === UNKNOWN_BYTES ? '' : `, ${formatBytes(bytes)}`;
    return html`<li>
      <span class="arrow" aria-hidden="true">→</span>
      <button
        class="link gap"
        data-key=${keyOf(gap)}
        tabindex=${tabIndex}
        data-hover=${`Show ${next === skipped ? 'them' : `the next ${formatCount(next)}`}`}
        @click=${() => void this.open(fromIndex, next)}
      >
        <span aria-hidden="true">⋯</span> ${nodes}${sum}<i class="unseen">
          left out; show ${formatCount(next)}</i
        >
        <span aria-hidden="true">⋯</span>
      </button>
    </li>`;
  }

  // ---- The focus in the chain ----

  private get focused(): HTMLElement | undefined {
    const focused = this.shadowRoot?.activeElement;
    return focused instanceof HTMLElement && 'key' in focused.dataset ? focused : undefined;
  }

  private focusEntry(options?: FocusOptions): void {
    const { current } = this.chainFocus;
    this.entryButtons.find(({ dataset }) => dataset['key'] === current)?.focus(options);
  }

  private get entryButtons(): readonly HTMLElement[] {
    return [...this.renderRoot.querySelectorAll<HTMLElement>('.chain [data-key]')];
  }

  private readonly onFocus = (event: FocusEvent): void => {
    if (event.target instanceof HTMLElement) {
      this.chainFocus.moveTo(event.target.dataset['key'] ?? '');
      this.requestUpdate();
    }
  };

  private onKey(event: KeyboardEvent): void {
    if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey || !this.focused) return;
    const boxes = () => this.entryButtons.map((each) => each.getBoundingClientRect());
    const target = this.chainFocus.target(event.key, boxes);
    if (target === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    this.chainFocus.moveTo(target);
    this.focusEntry();
  }

  // ---- What was left out ----

  private async open(start: number, count: number): Promise<void> {
    const { revision } = this;
    const answer = await this.connection
      .request(freeListWindow, { start, count })
      .catch(() => undefined);
    const [first] = answer?.nodes ?? [];
    const last = answer?.nodes.at(-1);
    if (!answer || !first || !last || answer.revision !== revision) return;
    const page = { from: first.block, to: last.block + 1, nodes: answer.nodes };
    this.pages = [...this.pages, page].slice(-MOST_PAGES);
  }

  /** Gets an open page as it is now; until then it stands as it was. */
  private async renew(page: Page): Promise<void> {
    const { revision } = this;
    const { from, to } = page;
    const answer = await this.connection
      .request(freeListStretch, { from, to })
      .catch(() => undefined);
    if (!answer || answer.revision < revision || this.revision !== revision) return;
    const renewed = { from, to, nodes: answer.nodes };
    this.pages = this.pages.map((each) => (each.from === from && each.to === to ? renewed : each));
  }

  private pressedBar(): number {
    const { filter, show } = this.view;
    const bar = this.trace.freeList.histogram.find(({ from }) => sizeFilter(from) === filter);
    return bar && show === 'all' ? bar.from : 0;
  }

  private readonly filterBySize = (from: number): void => {
    if (this.pressedBar() === from) this.changeView({ filter: '', scrollRow: 0 });
    else this.showBlocks(sizeFilter(from));
  };
}
