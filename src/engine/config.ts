import { formatCount, formatHex } from '../base/format';
import { isPowerOfTwo } from '../base/math';
import { MAX_HEAP_SIZE, MIN_HEAP_SIZE } from '../base/limits';
import type { PolicyName } from './policies';

/**
 * What becomes of the bytes between the end of a block and the next multiple of 8.
 * `reference` leaves them out of both blocks, for ever; `rounded` gives them to the block.
 */
export type BlockLayout = 'rounded' | 'reference';

export interface HeapConfig {
  /** Bytes, MIN_HEAP_SIZE to MAX_HEAP_SIZE. */
  readonly size: number;
  /** Address of the first byte: a positive multiple of 8; base + size is at most 2^53 - 1. */
  readonly base: number;
  readonly layout: BlockLayout;
  readonly policy: PolicyName;
  /** Whether realloc may keep a block where it is; the reference allocator never does. */
  readonly reallocInPlace: boolean;
  /** Whether the debug log is written. */
  readonly debugLog: boolean;
}

export const DEFAULT_CONFIG: HeapConfig = {
  size: 1_048_576,
  base: 0x10000000,
  layout: 'rounded',
  policy: 'first-fit',
  reallocInPlace: false,
  debugLog: true,
};

/** Default alignment of an allocation that names none, in bytes. */
export const DEFAULT_ALIGNMENT = 16;

/** Why a configuration cannot be used, or undefined if it can. */
export function configError(config: HeapConfig): string | undefined {
  const { size, base } = config;
  if (!Number.isInteger(size) || size < MIN_HEAP_SIZE || size > MAX_HEAP_SIZE) {
    return `The heap size must be ${MIN_HEAP_SIZE} to ${MAX_HEAP_SIZE} bytes, not ${size}.`;
  }
  if (!Number.isSafeInteger(base) || base <= 0 || base % 8 !== 0) {
    return `The heap's base must be a positive multiple of 8, not ${base}.`;
  }
  if (!Number.isSafeInteger(base + size)) {
    const highest = formatHex(Math.floor((Number.MAX_SAFE_INTEGER - size) / 8) * 8);
    return (
      `The heap must end below 2^53: with ${formatCount(size)} bytes its base may be at most ` +
      `${highest}, not ${formatHex(base)}.`
    );
  }
  return undefined;
}

/** The most bytes that can lie behind what was asked for and belong to the block. */
export function tailLimitOf({ layout }: HeapConfig): 0 | 7 {
  return layout === 'reference' ? 0 : 7;
}

/** Whether the allocator can align to `align`: a power of two below 2^53. */
export function isAlignment(align: number): boolean {
  const low = align | 0;
  if (low === align) return low > 0 && (low & (low - 1)) === 0;
  return Number.isSafeInteger(align) && isPowerOfTwo(align);
}
