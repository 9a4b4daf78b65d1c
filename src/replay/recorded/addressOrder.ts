import type { Work } from '../../base/work';

const DIGIT_BITS = 16;
const DIGITS = 1 << DIGIT_BITS;
/** Rows gone over between two yields. */
const ROWS_AT_ONCE = 2 ** 15;
/** The same where rows are scattered: each may be the first on its page of memory. */
const SCATTERED_AT_ONCE = 2 ** 10;

/**
 * The rows of two columns of halves in the order of their 64-bit numbers; equal ones stay in the
 * order of their rows. Sorted by digits of 16 bits from the lowest on, because that can be cut
 * into slices, and is exact without big integers.
 */
export function* addressOrder(high: Uint32Array, low: Uint32Array): Work<Uint32Array> {
  const count = low.length;
  let order = new Uint32Array(count);
  for (let row = 0; row < count; row++) {
    if (row % ROWS_AT_ONCE === ROWS_AT_ONCE - 1) yield;
    order[row] = row;
  }
  let other = new Uint32Array(count);
  for (const [half, shift] of [
    [low, 0],
    [low, DIGIT_BITS],
    [high, 0],
    [high, DIGIT_BITS],
  ] as const) {
    const places = new Uint32Array(DIGITS);
    for (let row = 0; row < count; row++) {
      if (row % ROWS_AT_ONCE === ROWS_AT_ONCE - 1) yield;
      places[(half[row] >>> shift) & (DIGITS - 1)]++;
    }
    // Of real addresses the highest digit is mostly the same.
    if (count === 0 || places[(half[0] >>> shift) & (DIGITS - 1)] === count) continue;
    let before = 0;
    for (let digit = 0; digit < DIGITS; digit++) {
      const here = places[digit];
      places[digit] = before;
      before += here;
    }
    for (let i = 0; i < count; i++) {
      if (i % SCATTERED_AT_ONCE === SCATTERED_AT_ONCE - 1) yield;
      const row = order[i];
      other[places[(half[row] >>> shift) & (DIGITS - 1)]++] = row;
    }
    [order, other] = [other, order];
  }
  return order;
}
