import { html, type TemplateResult } from 'lit';
import type { BlockWindow } from '../../../src/protocol/blockTable';
import type { HeapView, TouchedBlock, TouchRole } from '../../../src/protocol/state';
import { heightOf } from '../../windowing';
import type { RowScroller } from '../rowScroller';
import { styleOf } from '../styleOf';
import type { TableColumn } from './columns';
import type { Held } from './rowSelection';
import { cellsOf } from './tableRow';

export interface TableBody {
  readonly rows: BlockWindow;
  readonly scroller: RowScroller;
  readonly heap: HeapView;
  readonly columns: readonly TableColumn[];
  /** What the last step did to blocks. */
  readonly touched: readonly TouchedBlock[];
  /** Rows lie as blocks do in the heap: bytes lost between two can be shown between them. */
  readonly isByAddress: boolean;
  /** The row where the keyboard is. */
  readonly active: number;
  isSelected(row: number, block: number): boolean;
  choose(row: number, held: Held): void;
  reveal(row: number): void;
}

/** The rows in sight, in the room that all rows together take. */
export function tableBody(body: TableBody): TemplateResult {
  const { rows, scroller, touched } = body;
  const roles = rolesOf(touched);
  const { top } = scroller;
  const first = Math.max(rows.start, Math.floor(top) - 2);
  const last = Math.min(rows.start + rows.block.length, Math.ceil(top) + scroller.page + 3);
  const places = Array.from({ length: Math.max(0, last - first) }, (_, i) => first + i);
  return html`
    <div role="presentation" ${styleOf({ height: `${heightOf(scroller.list())}px` })}></div>
    <div
      class="rows"
      id="rows"
      role="rowgroup"
      ${styleOf({ transform: `translateY(${scroller.yOf(first)}px)` })}
    >
      ${places.map((row) => rowOf(body, row, roles))}
    </div>
  `;
}

function rowOf(body: TableBody, row: number, roles: ReadonlyMap<number, TouchRole>) {
  const { rows, heap, columns, active, isByAddress } = body;
  const place = row - rows.start;
  const block = rows.block[place] ?? 0;
  const loses = isByAddress && (rows.lost[place] ?? 0) > 0;
  return html`<div
    class="row ${row === active ? 'active' : ''} ${loses ? 'loses' : ''}"
    role="row"
    id=${`row-${row}`}
    aria-rowindex=${row + 2}
    aria-selected=${body.isSelected(row, block) ? 'true' : 'false'}
    @click=${(event: MouseEvent) => body.choose(row, heldIn(event))}
    @dblclick=${() => body.reveal(row)}
  >
    ${cellsOf(rows, place, heap, roles.get(block), columns)}
  </div>`;
}

function heldIn(event: MouseEvent): Held {
  return { shift: event.shiftKey, toggle: event.ctrlKey || event.metaKey };
}

/** What the step did to each block. A block that was freed and then merged is shown as merged. */
function rolesOf(touched: readonly TouchedBlock[]): Map<number, TouchRole> {
  const roles = new Map<number, TouchRole>();
  for (const { block, role } of touched) if (roles.get(block) !== 'merged') roles.set(block, role);
  return roles;
}
