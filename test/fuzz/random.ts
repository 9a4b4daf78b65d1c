/** A whole number of 0 to below `below`. */
export type Random = (below: number) => number;

/** A generator that is the same on every run (xorshift32, Marsaglia 2003). */
export function generator(seed: number): Random {
  // Zero would stay zero.
  let state = seed | 0 || 1;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}

/** One of `list`, which is not empty. */
export function oneOf<T>(random: Random, list: readonly T[]): T {
  return list[random(list.length)];
}
