// Sizes of real recordings reach 2^64: `Number` alone would round them and say nothing.

/** A decimal number or one with 0x, exactly; undefined above 2^53 - 1. `text` must be a number. */
export function exactNumber(text: string): number | undefined {
  // Rounding never brings a larger number down to a safe one.
  const value = Number(text);
  return value <= Number.MAX_SAFE_INTEGER ? value : undefined;
}

/** Hexadecimal digits without 0x, exactly; undefined above 2^53 - 1. */
export function exactHex(digits: string): number | undefined {
  return exactNumber(`0x${digits}`);
}

/**
 * An address as text that is equal for equal addresses, `0` for the null pointer: a number would
 * merge addresses above 2^53. Undefined for more than 64 bits.
 */
export function addressKey(text: string): string | undefined {
  const digits = text.replace(/^(?:0x)?0*/i, '').toLowerCase();
  if (digits.length > 16) return undefined;
  return digits === '' ? NULL_KEY : digits;
}

/** The key of the null pointer. */
export const NULL_KEY = '0';

/** An alignment as the trace can have it: what is no power of two, or not known, is left out. */
export function powerOf2(value: number | undefined): number | undefined {
  if (value === undefined || value <= 0 || value > 2 ** 52) return undefined;
  return Number.isInteger(Math.log2(value)) ? value : undefined;
}
