/** The smallest multiple of `step` (a power of two up to 2^30) that is not below `value` (an int32). */
export function alignUp(value: number, step: number): number {
  return (value + step - 1) & -step;
}

/** Whether `value` is a power of two, exactly, for any number up to 2^53. */
export function isPowerOfTwo(value: number): boolean {
  if (value <= 2 ** 30) return value > 0 && Number.isInteger(value) && (value & (value - 1)) === 0;
  return Number.isInteger(Math.log2(value)) && 2 ** Math.log2(value) === value;
}

export function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}
