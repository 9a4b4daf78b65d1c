import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { plural } from '../../../src/base/format';
import type { FreeListView } from '../../../src/protocol/freeList';
import { formatCount, formatPower } from '../../format';
import { shared } from '../../styles/shared';
import { BarFocus } from '../barFocus';
import { styleOf } from '../styleOf';

const TALLEST = 36;
/** Of a bar, with the gap beside it. */
const WIDEST = 59;

/** How many free blocks there are of each size, in powers of two; a bar shows those of a size. */
@customElement('at-histogram')
export class Histogram extends LitElement {
  static override styles = [
    shared,
    css`
      /* As wide as there is room, and in more rows where there is none. */
      ul {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(25px, 1fr));
        align-items: end;
        gap: 6px 3px;
        font-size: 11px;
        line-height: 14px;
        font-variant-numeric: tabular-nums;
        text-align: center;
      }
      button {
        width: 100%;
        text-align: center;
        border-radius: 3px;
      }
      button:hover {
        background: var(--vscode-list-hoverBackground, transparent);
      }
      button[aria-pressed='true'] {
        outline: 1px solid var(--at-selected);
      }
      button > span {
        display: block;
      }
      .bar {
        min-height: 2px;
        background: var(--at-bar);
      }
      /* Four characters, as wide as the narrowest bar. */
      .size {
        font-size: 10px;
        color: var(--at-quiet);
      }
    `,
  ];

  @property({ attribute: false }) bars: FreeListView['histogram'] = [];
  /** Where the sizes begin that the block table shows alone; 0 for none. */
  @property({ attribute: false }) pressed = 0;
  @property({ attribute: false }) press!: (from: number) => void;

  private readonly focusOnBars = new BarFocus(this);

  override render() {
    const { onKey, onFocus } = this.focusOnBars;
    const stop = this.focusOnBars.stopOf(
      this.bars.map(({ from }) => from),
      this.pressed === 0 ? undefined : this.pressed,
    );
    const most = Math.max(1, ...this.bars.map(({ count }) => count));
    const widest = { 'max-width': `${this.bars.length * WIDEST}px` };
    return html`<ul
      aria-label="Free blocks by size; arrows go from size to size"
      ${styleOf(widest)}
      @keydown=${onKey}
      @focusin=${onFocus}
    >
      ${repeat(
        this.bars,
        ({ from }) => from,
        ({ from, count }) => {
          const height = `${Math.max(2, Math.round((count / most) * TALLEST))}px`;
          const sizes = `${formatCount(from)} to ${formatCount(from * 2 - 1)} bytes`;
          const text = `${plural(count, 'free block')} of ${sizes}`;
          return html`<li>
            <button
              data-bar=${from}
              tabindex=${from === stop ? 0 : -1}
              aria-pressed=${this.pressed === from ? 'true' : 'false'}
              data-hover=${`${text}\nClick to show them in the table of blocks.`}
              @click=${() => this.press(from)}
            >
              <span
                >${formatCount(count)}<i class="unseen">
                  ${count === 1 ? 'free block' : 'free blocks'} of size</i
                ></span
              >
              <span class="bar" ${styleOf({ height })}></span>
              <span class="size"
                >${formatPower(from)}<i class="unseen"
                  >: ${sizes}; show in the table of blocks</i
                ></span
              >
            </button>
          </li>`;
        },
      )}
    </ul>`;
  }
}
