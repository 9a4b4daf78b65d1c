import { rowsMovedBy } from '../../rowKeys';

/** What a key asks of the table. */
export type GridWish =
  | { readonly kind: 'reveal' | 'all' }
  | { readonly kind: 'choose'; readonly toggle: boolean }
  | { readonly kind: 'move'; readonly by: number; readonly shift: boolean };

type Key = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

/**
 * The wish behind a key, if it is one of the table's.
 * @param page rows that are in sight
 */
export function gridKey(event: Key, page: number): GridWish | undefined {
  const { key, shiftKey: shift, altKey } = event;
  const ctrl = event.ctrlKey || event.metaKey;
  if (altKey) return undefined;
  if (ctrl && key.toLowerCase() === 'a' && !shift) return { kind: 'all' };
  if (key === 'Enter' && !ctrl) return { kind: 'reveal' };
  if (key === ' ') return { kind: 'choose', toggle: ctrl };
  const by = rowsMovedBy(key, page);
  // With the control key, too, Home and End are the ends of the table.
  if (by === undefined || (ctrl && key !== 'Home' && key !== 'End')) return undefined;
  return { kind: 'move', by, shift };
}
