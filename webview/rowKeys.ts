import { clamp } from '../src/base/math';

/**
 * How many rows a key moves in a list, without end for the ends of it; undefined if it moves none.
 * @param page rows that are in sight
 */
export function rowsMovedBy(key: string, page: number): number | undefined {
  switch (key) {
    case 'ArrowUp':
      return -1;
    case 'ArrowDown':
      return 1;
    case 'PageUp':
      return -page;
    case 'PageDown':
      return page;
    case 'Home':
      return -Infinity;
    case 'End':
      return Infinity;
    default:
      return undefined;
  }
}

/** A list in which the keyboard is at one row. */
export interface KeyedRows {
  readonly total: number;
  /** Rows that are in sight. */
  readonly page: number;
  /** The row where the keyboard is. */
  readonly current: number;
  moveTo(row: number): void;
  /** Enter or Space was pressed at the current row. */
  choose(): void;
}

/** Does what a key means in a list; a key that means something goes no further. */
export function takeRowKey(event: KeyboardEvent, rows: KeyedRows): void {
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  const moved = rowsMovedBy(event.key, rows.page);
  if (moved !== undefined) {
    rows.moveTo(clamp(rows.current + moved, 0, Math.max(0, rows.total - 1)));
  } else if (event.key === 'Enter' || event.key === ' ') rows.choose();
  else return;
  event.preventDefault();
  event.stopPropagation();
}
