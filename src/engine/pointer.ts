import type { Address } from '../base/units';
import { NONE } from './block';
import type { Heap } from './heap';

/** The address of a user offset; null for NONE. */
export function toAddress(heap: Heap, user: number): Address | null {
  return user === NONE ? null : ((heap.config.base + user) as Address);
}

/** The offset of an address, NONE for null. An address outside the heap gives an offset outside. */
export function toOffset(heap: Heap, pointer: Address | null): number {
  if (pointer === null) return NONE;
  const offset = pointer - heap.config.base;
  // The byte right below the heap must not be taken for the null pointer.
  return offset === NONE ? NONE - 1 : offset;
}
