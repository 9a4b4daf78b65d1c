/** Sets of characters 0 to 255, as bytes that are 1 for what is in them. */
export type CharacterSet = Uint8Array;

export function setOf(...ranges: readonly (readonly [number, number])[]): CharacterSet {
  const set = new Uint8Array(256);
  for (const [first, last] of ranges) set.fill(1, first, last + 1);
  return set;
}

export function inverted(set: CharacterSet): CharacterSet {
  return set.map((has) => 1 - has);
}

export function union(a: CharacterSet, b: CharacterSet): CharacterSet {
  return a.map((has, i) => has | b[i]);
}

/** With the other case of each letter. */
export function withBothCases(set: CharacterSet): CharacterSet {
  const both = set.slice();
  for (let upper = 65; upper <= 90; upper++) {
    const lower = upper + 32;
    both[upper] = both[lower] = set[upper] | set[lower];
  }
  return both;
}

const DIGIT = setOf([48, 57]);
const SPACE = setOf([9, 13], [32, 32], [160, 160]);
export const WORD = setOf([48, 57], [65, 90], [95, 95], [97, 122]);
/** `.`: all but line ends. */
export const ANY = inverted(setOf([10, 10], [13, 13]));

/** `\d`, `\D`, `\s`, `\S`, `\w`, `\W`, by their letter. */
export const NAMED_SETS: ReadonlyMap<string, CharacterSet> = new Map([
  ['d', DIGIT],
  ['D', inverted(DIGIT)],
  ['s', SPACE],
  ['S', inverted(SPACE)],
  ['w', WORD],
  ['W', inverted(WORD)],
]);
