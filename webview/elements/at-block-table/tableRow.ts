import { html, nothing, type TemplateResult } from 'lit';
import type { BlockWindow } from '../../../src/protocol/messages';
import type { HeapView, TouchRole } from '../../../src/protocol/state';
import { formatAddress, formatCount } from '../../format';
import { visibleText } from '../../../src/base/visibleText';

/** One row of a window, as the cells of the table. */
export function cellsOf(
  rows: BlockWindow,
  place: number,
  heap: HeapView,
  role: TouchRole | undefined,
): TemplateResult {
  const isLive = rows.live[place] === 1;
  const lost = rows.lost[place] ?? 0;
  return html`
    <span role="gridcell" class="cell address mono">
      ${formatAddress(heap, rows.block[place] ?? 0)}
    </span>
    <span role="gridcell" class="cell state">
      <span class="swatch ${isLive ? 'live' : 'free'} ${role ?? ''}"></span>
      <span class="word">${isLive ? 'live' : 'free'}</span>
    </span>
    <span role="gridcell" class="cell id">${isLive ? nameOf(rows, place) : dash}</span>
    ${cell('requested', isLive ? formatCount(rows.requested[place] ?? 0) : '')}
    ${cell('size', formatCount(rows.size[place] ?? 0))}
    ${cell('padding', isLive ? orDot(rows.padding[place] ?? 0) : '')}
    <span role="gridcell" class="cell tail number">
      <span class="lost">${lost > 0 ? `lost ${lost}` : nothing}</span>
      <span>${isLive ? orDot(rows.tail[place] ?? 0) : ''}</span>
    </span>
    ${cell('age', isLive ? formatCount(rows.age[place] ?? 0) : '')}
    ${cell('line', isLive ? formatCount(rows.line[place] ?? 0) : '')}
  `;
}

const dash = html`<span class="quiet">—</span>`;

function nameOf({ id, label }: BlockWindow, place: number): TemplateResult {
  return html`<span class="mono foreign">${visibleText(id[place] ?? '', 80)}</span> ${
      label[place]
        ? html`<span class="quiet foreign">${visibleText(label[place], 120)}</span>`
        : nothing
    }`;
}

function cell(name: string, text: string): TemplateResult {
  return html`<span role="gridcell" class="cell ${name} number">${text}</span>`;
}

/** Zeros would be most of the column; a dot keeps the eye on the others. */
function orDot(value: number): string {
  return value === 0 ? '·' : formatCount(value);
}
