import { css, html, nothing, type PropertyValues } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { plural } from '../../../src/base/format';
import { blockHistogram, type BlockHistogram } from '../../../src/protocol/blockTable';
import { formatCount, formatPower } from '../../format';
import { windowPull } from '../../windowPull';
import { shared } from '../../styles/shared';
import { filterOf } from '../../viewState';
import { BarFocus } from '../barFocus';
import { InspectorPart } from '../inspectorPart';
import { styleOf } from '../styleOf';
import { sizeClassOf, sizesOf, withoutSizes, withSizes } from './sizeTerm';

const STRIP_HEIGHT = 14;
const OPEN_HEIGHT = 56;
/** So many sizes have room to be named. Where there are more bars, every second or third one is. */
const MOST_NAMED = 12;

/** How large the blocks are that pass the filter; a bar filters by its sizes. */
@customElement('at-block-sizes')
export class BlockSizes extends InspectorPart {
  static override styles = [
    shared,
    css`
      :host {
        container-type: inline-size;
        display: flex;
        align-items: stretch;
        gap: 4px;
        padding: 2px 12px 3px 4px;
        border-bottom: 1px solid var(--at-line);
      }
      .bars {
        display: flex;
        flex: 1;
        gap: 2px;
        min-width: 0;
      }
      .bars button {
        display: flex;
        flex-direction: column;
        justify-content: flex-end;
        flex: 1 1 0;
        min-width: 0;
        max-width: 64px;
        border-radius: 2px;
        font-size: 10px;
        line-height: 13px;
        text-align: center;
        font-variant-numeric: tabular-nums;
        color: var(--at-quiet);
      }
      .bars button:hover {
        background: var(--vscode-list-hoverBackground, transparent);
      }
      .bars button[aria-pressed='true'] {
        color: var(--vscode-list-activeSelectionForeground, var(--at-text));
        background: var(--vscode-list-activeSelectionBackground, transparent);
        outline: 1px solid var(--vscode-contrastActiveBorder, transparent);
        outline-offset: -1px;
      }
      .bars button:focus-visible {
        outline: 1px solid var(--vscode-focusBorder, #0078d4);
      }
      .count {
        overflow: hidden;
      }
      /* Wider than its bar, where the next one has no name. */
      .size {
        align-self: center;
        white-space: nowrap;
      }
      /* Not hidden: it is a part of what is read. */
      .unnamed {
        opacity: 0;
      }
      .live,
      .free {
        margin: 0 1px;
      }
      .live {
        background: var(--at-user);
      }
      .free {
        border: 1px solid var(--at-bar);
        border-bottom: none;
        background: repeating-linear-gradient(
          -45deg,
          var(--at-free-header) 0 1px,
          var(--at-back) 1px 4px
        );
      }
      .toggle {
        align-self: flex-start;
        width: 18px;
        height: 18px;
      }
      .toggle at-icon {
        font-size: 14px;
      }
      @container (max-width: 299px) {
        .spare {
          opacity: 0;
        }
      }
      @container (max-width: 419px) {
        .bars {
          gap: 1px;
        }
        .bars button {
          font-size: 9px;
        }
      }
    `,
  ];

  @state() private counts: BlockHistogram | undefined;
  private readonly focusOnBars = new BarFocus(this);
  private asked = '';
  private readonly pull = windowPull(
    () => this.connection,
    blockHistogram,
    (answer) => (this.counts = answer),
  );

  override willUpdate(changed: PropertyValues): void {
    const filter = withoutSizes(filterOf(this.view));
    if (!changed.has('revision') && filter === this.asked) return;
    this.asked = filter;
    this.pull.want({ filter }, this.revision);
  }

  override render() {
    const { counts } = this;
    if (counts === undefined) return nothing;
    const { sizesOpen: isOpen, filter } = this.view;
    const chosen = sizeClassOf(filter);
    const powers = powersOf(counts, chosen);
    const { onKey, onFocus } = this.focusOnBars;
    const stop = this.focusOnBars.stopOf(powers, chosen);
    const most = Math.max(1, ...powers.map((power) => totalOf(counts, power)));
    const step = Math.ceil(powers.length / MOST_NAMED);
    const bars = repeat(
      powers,
      (power) => power,
      (power, i) => this.bar(counts, power, most, chosen, stop, nameClass(i, step)),
    );
    return html`
      <button
        class="icon toggle"
        aria-label="Sizes drawn large"
        aria-pressed=${isOpen ? 'true' : 'false'}
        data-hover=${isOpen ? 'Draw the sizes small' : 'Draw the sizes large'}
        @click=${() => this.changeView({ sizesOpen: !isOpen })}
      >
        <at-icon .name=${isOpen ? 'chevron-down' : 'chevron-right'}></at-icon>
      </button>
      <div
        class="bars"
        role="toolbar"
        aria-label="Blocks by size"
        @keydown=${onKey}
        @focusin=${onFocus}
      >
        ${bars}
      </div>
    `;
  }

  private bar(
    counts: BlockHistogram,
    power: number,
    most: number,
    chosen: number | undefined,
    stop: number | undefined,
    named: string,
  ) {
    const { sizesOpen: isOpen } = this.view;
    const tallest = isOpen ? OPEN_HEIGHT : STRIP_HEIGHT;
    const { from, to } = sizesOf(power);
    const [live, free] = [counts.live[power] ?? 0, counts.free[power] ?? 0];
    const total = live + free;
    const sizes = `${formatCount(from)} to ${formatCount(to)} bytes`;
    const parts = `${formatCount(live)} live, ${plural(free, 'free block')}`;
    const partOf = (count: number, name: string) => {
      if (count === 0) return nothing;
      const height = `${Math.max(2, Math.round((count / most) * tallest))}px`;
      return html`<span class=${name} ${styleOf({ height })}></span>`;
    };
    return html`<button
      data-bar=${power}
      tabindex=${power === stop ? 0 : -1}
      aria-pressed=${power === chosen ? 'true' : 'false'}
      data-hover=${`${sizes}: ${parts}. Click to ${power === chosen ? 'show all sizes' : 'show only these'}.`}
      @click=${() => this.choose(power)}
    >
      <span class=${isOpen ? 'count' : 'unseen'}
        >${formatCount(total)}<i class="unseen">
          ${total === 1 ? 'block' : 'blocks'} of size</i
        ></span
      >
      ${partOf(free, 'free')} ${partOf(live, 'live')}
      <span class="size ${named}"
        >${formatPower(from)}<i class="unseen">: ${sizes}, ${parts}</i></span
      >
    </button>`;
  }

  private choose(power: number): void {
    this.changeView({ filter: withSizes(this.view.filter, power) });
  }
}

/** Of many bars only some are named; where it is narrow, half of those. */
function nameClass(i: number, step: number): string {
  if (i % step !== 0) return 'unnamed';
  return step > 1 && i % (2 * step) !== 0 ? 'spare' : '';
}

/** From the smallest class that has blocks to the largest, with that which is chosen. */
function powersOf(counts: BlockHistogram, chosen: number | undefined): number[] {
  const all = Array.from(counts.live, (_, power) => power);
  const used = all.filter((power) => totalOf(counts, power) > 0 || power === chosen);
  return all.slice(used.at(0) ?? 0, (used.at(-1) ?? -1) + 1);
}

function totalOf(counts: BlockHistogram, power: number): number {
  return (counts.live[power] ?? 0) + (counts.free[power] ?? 0);
}

declare global {
  interface HTMLElementTagNameMap {
    'at-block-sizes': BlockSizes;
  }
}
