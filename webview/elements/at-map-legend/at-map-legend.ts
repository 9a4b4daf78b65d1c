import { css, html, LitElement, nothing, svg } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Coloring } from '../../../src/protocol/heapMap';
import type { LegendItem } from '../../painting/legend';
import { shared } from '../../styles/shared';
import { directionOf } from '../direction';
import { choice } from '../at-toolbar/choice';
import { legendChip } from './legendChip';

const COLORING_TEXTS: { readonly [coloring in Coloring]: string } = {
  state: 'what the bytes are',
  age: 'age',
  size: 'requested size',
  id: 'id',
  thread: 'thread',
  label: 'label',
};

/** What the colours of the map tell: to be chosen, and what they mean. */
@customElement('at-map-legend')
export class MapLegend extends LitElement {
  static override styles = [
    shared,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 3px 12px;
        padding: 0 12px 6px;
        font-size: 12px;
        color: var(--at-quiet);
      }
      label {
        display: flex;
        align-items: center;
        gap: 5px;
      }
      select {
        height: 20px;
      }
      ul {
        display: contents;
      }
      /* Numbers that change must not move what comes after them. */
      ul.counted {
        display: grid;
        flex: 1 1 100%;
        grid-template-columns: repeat(auto-fill, minmax(215px, 1fr));
        gap: 3px 12px;
        font-variant-numeric: tabular-nums;
      }
      li {
        display: flex;
        align-items: center;
        gap: 5px;
        min-width: 0;
        white-space: nowrap;
      }
      svg {
        flex: none;
        border-radius: 2px;
      }
      .name,
      .end {
        color: var(--at-text);
      }
      .name {
        overflow: hidden;
        text-overflow: ellipsis;
      }
      @container (max-width: 559px) {
        /* Without their numbers they keep their places, and the room is for their names. */
        ul.counted {
          display: contents;
        }
        .name {
          max-width: 203px;
        }
        .detail,
        .step {
          display: none;
        }
      }
    `,
  ];

  /** Null where there is no choice. */
  @property() coloring: Coloring | null = 'state';
  @property({ attribute: false }) items: readonly LegendItem[] = [];
  /** What is to be said of the links; empty for nothing. */
  @property() links = '';
  @property({ attribute: false }) choose: (coloring: Coloring) => void = () => {};

  override render() {
    const options = Object.entries(COLORING_TEXTS).map(([value, text]) => ({ value, text }));
    const isCounted = this.items.some((item) => item.kind === 'chip' && item.detail !== '');
    const ofStep = this.items.filter(isOfStep);
    const { coloring } = this;
    return html`
      ${
        coloring === null
          ? nothing
          : html`<label>
              <span aria-hidden="true">Color by</span>
              ${choice({
                label: 'Color by',
                hover: 'What the colors of live blocks tell',
                options,
                selected: coloring,
                choose: (value) => this.choose(value as Coloring),
              })}
            </label>`
      }
      ${this.links === '' ? nothing : html`<span>${this.links}</span>`}
      <ul class=${isCounted ? 'counted' : ''} aria-label="Legend">
        ${this.items.filter((item) => !isOfStep(item)).map(renderItem)}
      </ul>
      ${
        ofStep.length === 0
          ? nothing
          : html`<ul class="step" aria-label="Outlines of the last step">
              ${ofStep.map(renderItem)}
            </ul>`
      }
    `;
  }
}

function isOfStep(item: LegendItem): boolean {
  return item.kind === 'chip' && item.role !== undefined;
}

function renderItem(item: LegendItem) {
  return html`<li>${renderContent(item)}</li>`;
}

function renderContent(item: LegendItem) {
  if (item.kind === 'ramp') return renderRamp(item);
  const { text, detail } = item;
  return html`${legendChip(item)}<span class="name foreign" dir=${directionOf(text)}>${text}</span
    >${detail === '' ? nothing : html`<span class="detail">${detail}</span>`}`;
}

function renderRamp({ low, high, colors }: LegendItem & { kind: 'ramp' }) {
  const [width, height] = [6, 12];
  return html`${low === '' ? nothing : html`<span class="end">${low}</span>`}
    ${svg`<svg width=${colors.length * width} height=${height} aria-hidden="true">
      ${colors.map((color, i) => svg`<rect x=${i * width} width=${width} height=${height} fill=${color} />`)}
    </svg>`}<span class="end">${high}</span>`;
}
