import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { plural } from '../../../src/base/format';
import type { FreeListView } from '../../../src/protocol/state';
import { formatCount, formatPower } from '../../format';
import { shared } from '../../styles/shared';
import { styleOf } from '../styleOf';

const TALLEST = 36;

/** How many free blocks there are of each size, in powers of two. */
@customElement('at-histogram')
export class Histogram extends LitElement {
  static override styles = [
    shared,
    css`
      ul {
        display: flex;
        align-items: flex-end;
        gap: 6px;
        font-size: 11px;
        line-height: 14px;
        font-variant-numeric: tabular-nums;
        text-align: center;
      }
      li {
        flex: 1 1 0;
        min-width: 18px;
        max-width: 56px;
      }
      .bar {
        min-height: 2px;
        background: var(--at-bar);
      }
      .size {
        color: var(--at-quiet);
      }
    `,
  ];

  @property({ attribute: false }) bars: FreeListView['histogram'] = [];

  override render() {
    const most = Math.max(1, ...this.bars.map(({ count }) => count));
    return html`<ul aria-label="Free blocks by size">
      ${this.bars.map(({ from, count }) => {
        const height = `${Math.max(2, Math.round((count / most) * TALLEST))}px`;
        const sizes = `${formatCount(from)} to ${formatCount(from * 2 - 1)} bytes`;
        return html`<li data-hover=${`${plural(count, 'free block')} of ${sizes}`}>
          <div>${formatCount(count)}</div>
          <div class="bar" ${styleOf({ height })}></div>
          <div class="size">${formatPower(from)}</div>
        </li>`;
      })}
    </ul>`;
  }
}
