import { html, nothing } from 'lit';
import { formatHex } from '../../../src/base/format';
import { visibleText } from '../../../src/base/visibleText';
import type { ChangeRows } from '../../../src/protocol/changes';
import type { HeapView } from '../../../src/protocol/state';
import { formatAddress, formatCount } from '../../format';
import { directionOf } from '../direction';
import { sizesText, type GroupText } from './changesText';

export interface RowContext {
  readonly text: GroupText;
  readonly heap: HeapView;
  /** Of the other heap. */
  readonly wasBase: number;
  select(block: number): void;
  seek(event: number): void;
}

/** One difference: where it is, whose, how large, and what made it. */
export function changeRow(rows: ChangeRows, i: number, context: RowContext) {
  const { text, heap, wasBase, select, seek } = context;
  const now = rows.now[i] ?? -1;
  const was = rows.was[i] ?? -1;
  const event = rows.event[i] ?? 0;
  const id = visibleText(rows.id[i] ?? '', 40);
  const label = visibleText(rows.label[i] ?? '', 60);
  const isBoth = now >= 0 && was >= 0;
  const hasMoved = isBoth && was !== now;
  const name = label === '' ? id : `${id} “${label}”`;
  return html`<li>
    <span class="mark" aria-hidden="true">${text.mark}</span>
    <span class="place mono"
      >${was >= 0 && (now < 0 || hasMoved) ? html`<span>${formatHex(wasBase + was)}</span>` : nothing}${
        hasMoved ? ' → ' : nothing
      }${
        now >= 0
          ? html`<button
              class="link mono"
              data-hover="Select this block"
              @click=${() => select(now)}
            >
              ${formatAddress(heap, now)}
            </button>`
          : nothing
      }</span
    >
    <span
      class="name foreign mono"
      dir=${directionOf(name)}
      data-hover=${label === '' ? nothing : name}
      >${name}</span
    >
    <span class="size"
      >${sizesText(rows.sizeWas[i] ?? 0, rows.sizeNow[i] ?? 0, isBoth)}<i class="unseen">
        bytes</i
      ></span
    >
    ${
      event > 0
        ? html`<span class="event"
            ><span class="did quiet">${text.did} </span
            ><button
              class="link"
              aria-label=${`${text.did} by event ${formatCount(event)}`}
              data-hover=${`Go to event ${formatCount(event)}, which ${text.did} it`}
              @click=${() => seek(event)}
            >
              event ${formatCount(event)}
            </button></span
          >`
        : nothing
    }
  </li>`;
}
