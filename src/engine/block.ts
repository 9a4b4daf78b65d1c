import { BACK_POINTER_SIZE, HEADER_SIZE } from '../base/blockSizes';

export { BACK_POINTER_SIZE, HEADER_SIZE };

/** "No block": the null pointer as an offset. */
export const NONE = -1;

/** A remainder smaller than this stays with its block: header, header alignment, one pointer. */
export const MIN_FREE_BLOCK = 32;

/**
 * User offset of a block: where its user data starts if it is aligned to `align`, a power of two.
 * @param base address of the heap's first byte
 */
export function userOffsetOf(base: number, block: number, align: number): number {
  const raw = block + HEADER_SIZE + BACK_POINTER_SIZE;
  return raw + ((align - ((base + raw) % align)) % align);
}
