/** How a machine wrote its words. */
export interface Layout {
  readonly order: 'little' | 'big';
  readonly wordSize: 4 | 8;
}

/** Every layout, the usual one first. */
export const LAYOUTS: readonly Layout[] = [
  { order: 'little', wordSize: 8 },
  { order: 'big', wordSize: 8 },
  { order: 'little', wordSize: 4 },
  { order: 'big', wordSize: 4 },
];

/** A word of up to 64 bits without a sign. Addresses above 2^53 stay apart: see `addressKey`. */
export interface Word {
  readonly isZero: boolean;
  /** Hexadecimal digits without zeros in front. */
  readonly key: string;
  /** The value; undefined above 2^53 - 1. */
  readonly exact: number | undefined;
  /** For people. */
  readonly decimal: string;
}

/** The word at `at`, all of which must be there. */
export function wordAt(bytes: Uint8Array, at: number, { order, wordSize }: Layout): Word {
  const half = (offset: number) => {
    const i = at + offset;
    const [a, b, c, d] =
      order === 'big'
        ? [bytes[i], bytes[i + 1], bytes[i + 2], bytes[i + 3]]
        : [bytes[i + 3], bytes[i + 2], bytes[i + 1], bytes[i]];
    return ((a << 24) | (b << 16) | (c << 8) | d) >>> 0;
  };
  if (wordSize === 4) return wordOf(0, half(0));
  return order === 'big' ? wordOf(half(0), half(4)) : wordOf(half(4), half(0));
}

function wordOf(high: number, low: number): Word {
  const value = high * 2 ** 32 + low;
  const isExact = high < 2 ** 21;
  const key = high === 0 ? low.toString(16) : high.toString(16) + low.toString(16).padStart(8, '0');
  return {
    isZero: high === 0 && low === 0,
    key,
    exact: isExact ? value : undefined,
    decimal: isExact ? String(value) : BigInt(`0x${key}`).toString(),
  };
}
