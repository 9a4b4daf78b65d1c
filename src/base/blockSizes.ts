/** Size word and next word of a block, in bytes. */
export const HEADER_SIZE = 16;
/** The block's own address, stored right before user data; in bytes. */
export const BACK_POINTER_SIZE = 8;
