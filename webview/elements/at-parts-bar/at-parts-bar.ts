import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { plural } from '../../../src/base/format';
import type { BlockPart, PartKind } from '../../../src/protocol/state';
import { formatCount } from '../../format';
import { kindFills } from '../../styles/kindFills';
import { shared } from '../../styles/shared';
import { visibleText } from '../../../src/base/visibleText';
import { styleOf } from '../styleOf';

/** Names short enough for a part of 16 bytes; the others use the host's own label. */
const SHORT: { readonly [kind in PartKind]?: string } = {
  header: 'head',
  padding: 'pad',
  backPointer: 'ptr',
};

/** A block cut into its parts, as wide as they are large but never too narrow for their names. */
@customElement('at-parts-bar')
export class PartsBar extends LitElement {
  static override styles = [
    shared,
    kindFills,
    css`
      ul {
        display: flex;
        flex-wrap: wrap;
        gap: 1px;
        border-radius: 2px;
        overflow: hidden;
      }
      li {
        min-width: max-content;
        padding: 0 5px;
        height: 20px;
        line-height: 20px;
        font-size: 11px;
        text-align: center;
        white-space: nowrap;
        font-variant-numeric: tabular-nums;
      }
      .newFree {
        line-height: 18px;
      }
    `,
  ];

  @property({ attribute: false }) parts: readonly BlockPart[] = [];

  override render() {
    return html`<ul class="mono" aria-label="Parts of the block">
      ${this.parts.map(({ kind, size, label }) => {
        const name = visibleText(SHORT[kind] ?? label, 40);
        return html`<li
          class=${kind}
          data-hover=${`${visibleText(label)}: ${plural(size, 'byte')}`}
          ${styleOf({ flex: `${size} 1 0px` })}
        >
          ${name} ${formatCount(size)}
        </li>`;
      })}
    </ul>`;
  }
}
