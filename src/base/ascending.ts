/**
 * The row of the first of ascending numbers that is not below `value`, or `count` where all are.
 * @param count how many of the numbers count, from the first on
 */
export function lowerBound(
  numbers: ArrayLike<number>,
  value: number,
  count = numbers.length,
): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (numbers[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
