import { clamp } from '../../../src/base/math';
import { visibleText } from '../../../src/base/visibleText';
import type { HeapView } from '../../../src/protocol/state';
import { formatAddress } from '../../format';

/**
 * The offset that a person typed: an address (`0x10000040`), or an offset from the heap's start
 * (`+64`, `+0x40`). Else what is wrong with it.
 */
export function goTo(
  typed: string,
  heap: HeapView,
): { readonly offset: number } | { readonly problem: string } {
  const match = /^\s*(\+?)\s*(0x[\da-f]+|\d+)\s*$/i.exec(typed);
  if (!match)
    return { problem: `“${visibleText(typed, 40)}” is no address: type 0x10000040 or +64.` };
  const value = Number(match[2]);
  const offset = match[1] === '+' ? value : value - heap.base;
  if (offset >= 0 && offset < heap.size) return { offset };
  const last = formatAddress(heap, heap.size - 1);
  return { problem: `The heap is ${formatAddress(heap, 0)} to ${last}.` };
}

/** How the bytes lie in rows. */
export interface Grid {
  /** Bytes of the heap. */
  readonly size: number;
  readonly perRow: number;
  /** Rows in sight. */
  readonly page: number;
}

/** Where a key takes the caret; undefined if it takes it nowhere. */
export function caretAfter(
  key: string,
  withControl: boolean,
  caret: number,
  { size, perRow, page }: Grid,
): number | undefined {
  const rowStart = caret - (caret % perRow);
  const targets: Readonly<Record<string, number>> = {
    ArrowLeft: caret - 1,
    ArrowRight: caret + 1,
    ArrowUp: caret - perRow,
    ArrowDown: caret + perRow,
    PageUp: caret - page * perRow,
    PageDown: caret + page * perRow,
    Home: withControl ? 0 : rowStart,
    End: withControl ? size - 1 : rowStart + perRow - 1,
  };
  const target = Object.hasOwn(targets, key) ? targets[key] : undefined;
  if (target === undefined) return undefined;
  // Up from the first row stays in its column.
  const isVertical = key === 'ArrowUp' || key === 'ArrowDown' || key.startsWith('Page');
  if (!isVertical) return clamp(target, 0, size - 1);
  const column = caret % perRow;
  const lastRow = Math.floor((size - 1) / perRow) * perRow;
  return Math.min(clamp(target - column, 0, lastRow) + column, size - 1);
}
