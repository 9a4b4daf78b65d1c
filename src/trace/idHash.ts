/**
 * Where hashes start. Seeded, so that no file can be made whose ids all fall into one slot. Nothing
 * that can be seen depends on it: an id's index is the order of first occurrence.
 */
export const SEED = Math.trunc(Math.random() * 2 ** 32) | 0;
const FACTOR = Math.trunc(Math.random() * 2 ** 32) | 1;
/** Fowler, Noll and Vo's factor for 32 bits. */
const PRIME = 0x01000193;

/** The unfinished hash of a text and one more byte; of no text it is SEED. */
export function withByte(hash: number, byte: number): number {
  return Math.imul(hash ^ byte, PRIME);
}

/** The unfinished hash of `bytes[start..end)`. */
export function hashOfBytes(bytes: Uint8Array, start: number, end: number): number {
  let hash = SEED;
  for (let at = start; at < end; at++) hash = withByte(hash, bytes[at]);
  return hash;
}

/** The hash of a key of two words. */
export function hashOfKey(low: number, high: number): number {
  return finished(Math.imul(low ^ SEED, 0x9e3779b1), high);
}

/** Spreads every bit of both words over all of the hash. */
export function finished(hash: number, other: number): number {
  hash = Math.imul(hash ^ (hash >>> 15) ^ Math.imul(other, 0x85ebca6b), FACTOR);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
