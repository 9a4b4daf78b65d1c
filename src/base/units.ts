/**
 * Branded numbers. A block's offset is not a user offset and neither is an address, though all
 * three are plain numbers at run time; the brands let the compiler tell them apart.
 */
declare const unit: unique symbol;

/** An absolute address in the simulated address space, 0 to 2^53 - 1. */
export type Address = number & { readonly [unit]: 'Address' };

/** Where a block's header starts, in bytes from the heap's base. Always a multiple of 8. */
export type BlockOffset = number & { readonly [unit]: 'BlockOffset' };

/** Where user data starts, in bytes from the heap's base. */
export type UserOffset = number & { readonly [unit]: 'UserOffset' };

/** The number of an event in its trace, counted from 0. */
export type EventIndex = number & { readonly [unit]: 'EventIndex' };
