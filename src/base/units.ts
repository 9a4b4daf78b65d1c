// Branded numbers: at run time plain ones, but the compiler does not take an offset for an address.

declare const unit: unique symbol;

/** An absolute address in the simulated address space, 0 to 2^53 - 1. */
export type Address = number & { readonly [unit]: 'Address' };
