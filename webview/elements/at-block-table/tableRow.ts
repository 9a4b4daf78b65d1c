import { html, nothing, type TemplateResult } from 'lit';
import { visibleText } from '../../../src/base/visibleText';
import type { BlockWindow } from '../../../src/protocol/blockTable';
import type { HeapView, TouchRole } from '../../../src/protocol/state';
import { formatAddress, formatCount } from '../../format';
import { blockId } from '../blockId';
import { directionOf } from '../direction';
import type { TableColumn } from './columns';

/** One row of a window, as the cells of the table. */
export function cellsOf(
  rows: BlockWindow,
  place: number,
  heap: HeapView,
  role: TouchRole | undefined,
  columns: readonly TableColumn[],
): TemplateResult[] {
  return columns.map(
    ({ key, isNumber }) => html`
      <span
        role="gridcell"
        class="cell ${key} ${isNumber ? 'number' : ''}"
        dir=${isForeign(key) ? directionOf(rows[key][place] ?? '') : nothing}
      >
        ${contentOf(rows, place, heap, role, columns, key)}
      </span>
    `,
  );
}

/** What the trace calls a block. */
function isForeign(key: TableColumn['key']): key is 'id' | 'label' | 'source' {
  return key === 'id' || key === 'label' || key === 'source';
}

const dash = html`<span class="quiet">—</span>`;

function contentOf(
  rows: BlockWindow,
  place: number,
  heap: HeapView,
  role: TouchRole | undefined,
  columns: readonly TableColumn[],
  key: TableColumn['key'],
) {
  const isLive = rows.live[place] === 1;
  switch (key) {
    case 'address':
      return html`<span class="mono">${formatAddress(heap, rows.block[place] ?? 0)}</span>`;
    case 'state':
      return html`<span class="swatch ${isLive ? 'live' : 'free'} ${role ?? ''}"></span>
        <span class="word">${isLive ? 'live' : 'free'}</span>`;
    case 'size':
      return formatCount(rows.size[place] ?? 0);
    case 'lost':
      return lostText(rows.lost[place] ?? 0);
    case 'tail': {
      const isElsewhere = columns.some((each) => each.key === 'lost');
      const lost = isElsewhere ? 0 : (rows.lost[place] ?? 0);
      return html`<span class="lost">${lost > 0 ? `lost ${lost}` : nothing}</span>
        <span>${isLive ? orDot(rows.tail[place] ?? 0) : ''}</span>`;
    }
    case 'id':
      return isLive ? nameOf(rows, place, columns) : dash;
    case 'requested':
    case 'padding':
    case 'age':
    case 'line':
    case 'user':
    case 'label':
    case 'source':
    case 'thread':
    case 'end':
      return isLive ? liveContent(rows, place, heap, key) : '';
  }
}

/** What only live blocks have. */
function liveContent(
  rows: BlockWindow,
  place: number,
  heap: HeapView,
  key: Exclude<TableColumn['key'], 'address' | 'state' | 'size' | 'lost' | 'tail' | 'id'>,
) {
  switch (key) {
    case 'padding':
      return orDot(rows.padding[place] ?? 0);
    case 'requested':
    case 'age':
    case 'line':
      return formatCount(rows[key][place] ?? 0);
    case 'user':
      return html`<span class="mono">${formatAddress(heap, rows.user[place] ?? 0)}</span>`;
    case 'thread': {
      const thread = rows.thread[place] ?? -1;
      return thread < 0 ? '' : String(thread);
    }
    case 'end': {
      const end = rows.end[place] ?? 0;
      return end === 0 ? html`<span class="quiet">never</span>` : formatCount(end);
    }
    case 'label':
    case 'source':
      return html`<span class="foreign">${visibleText(rows[key][place] ?? '', 160)}</span>`;
  }
}

/** The label stands behind the id unless it has a column of its own. */
function nameOf(rows: BlockWindow, place: number, columns: readonly TableColumn[]) {
  const hasOwn = columns.some(({ key }) => key === 'label');
  const label = hasOwn ? '' : (rows.label[place] ?? '');
  return html`${blockId(rows.id[place] ?? '')}
  ${label === '' ? nothing : html`<span class="quiet foreign">${visibleText(label, 120)}</span>`}`;
}

function lostText(lost: number) {
  return lost === 0 ? '·' : html`<span class="lost">${lost}</span>`;
}

/** Zeros would be most of the column; a dot keeps the eye on the others. */
function orDot(value: number): string {
  return value === 0 ? '·' : formatCount(value);
}
