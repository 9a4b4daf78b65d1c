/** "No block": the null pointer as an offset. */
export const NONE = -1;

/** Size word and next word of a block, in bytes. */
export const HEADER_SIZE = 16;
/** The block's own address, stored right before user data. */
export const BACK_POINTER_SIZE = 8;
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
