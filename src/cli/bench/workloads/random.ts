/** A source of whole numbers from 0 to below a bound. */
export type Random = (below: number) => number;

/** Numbers that are the same on every run (xorshift32: Marsaglia, Xorshift RNGs, 2003). */
export function randomFrom(seed: number): Random {
  // Zero would stay zero.
  let state = seed | 0 || 1;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}
