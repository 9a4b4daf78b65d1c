/** How bytes follow from those before. */
export interface BytesDelta {
  /** What is new, one piece after the other. */
  readonly fresh: Uint8Array<ArrayBuffer>;
  /**
   * Threes of numbers: so many bytes of `fresh`, and then, from a place in the bytes before, so many
   * of those.
   */
  readonly runs: Uint32Array<ArrayBuffer>;
}

/** So many bytes are looked up at once; a shorter match is hardly worth its three numbers. */
const SEED = 16;
const TABLE_BITS = 13;
/** After so many places without a match one is left out between two, and so on: it is all new. */
const PATIENCE = 64;

/**
 * The bytes `after`, told by what they have in common with `before`. Looks once at each byte at
 * most: made for some ten thousand of them that are much alike, as two states of a heap are.
 * @param most undefined is returned if more bytes than this are new
 */
export function bytesDelta(
  before: Uint8Array,
  after: Uint8Array,
  most: number,
): BytesDelta | undefined {
  const places = placesOf(before);
  const told = new Telling(after, most);
  /** From a place in the bytes after to that in those before, as it was in the last match. */
  let shift = 0;
  let missed = 0;
  for (let at = 0; at + SEED <= after.length;) {
    const found = (places[slotOf(after, at)] ?? -1) - at;
    const end = matchEnd(before, after, at, found);
    // Mostly as many bytes are new as are gone; but lines that move up are much alike where they were.
    const sameEnd = matchEnd(before, after, at, shift);
    if (end > sameEnd) shift = found;
    else if (sameEnd === at) {
      at += 1 + Math.floor(missed++ / PATIENCE);
      continue;
    }
    missed = 0;
    const begin = matchBegin(before, after, at, shift, told.until);
    at = Math.max(end, sameEnd);
    if (!told.add(begin, begin + shift, at - begin)) return undefined;
  }
  return told.add(after.length, 0, 0) ? told.delta : undefined;
}

/** What has been told of the bytes after. */
class Telling {
  /** What comes before is told. */
  until = 0;
  private readonly runs: number[] = [];
  private readonly fresh: Uint8Array<ArrayBuffer>;
  private kept = 0;

  constructor(
    private readonly after: Uint8Array,
    most: number,
  ) {
    this.fresh = new Uint8Array(most);
  }

  /**
   * New bytes until a place, and then some of those before. Returns false where there are too many
   * new ones.
   */
  add(until: number, from: number, length: number): boolean {
    const { after, fresh, runs } = this;
    const count = until - this.until;
    if (this.kept + count > fresh.length) return false;
    fresh.set(after.subarray(this.until, until), this.kept);
    runs.push(count, from, length);
    this.kept += count;
    this.until = until + length;
    return true;
  }

  get delta(): BytesDelta {
    return { fresh: this.fresh.slice(0, this.kept), runs: Uint32Array.from(this.runs) };
  }
}

/** Where a match begins that goes through a place: not before `least`. */
function matchBegin(
  before: Uint8Array,
  after: Uint8Array,
  at: number,
  shift: number,
  least: number,
): number {
  let begin = at;
  const first = Math.max(least, -shift);
  while (begin > first && before[begin - 1 + shift] === after[begin - 1]) begin--;
  return begin;
}

/** Where a match ends that begins at a place: there, if there is none that is long enough. */
function matchEnd(before: Uint8Array, after: Uint8Array, at: number, shift: number): number {
  if (at + shift < 0) return at;
  let end = at;
  const last = Math.min(after.length, before.length - shift);
  while (end < last && before[end + shift] === after[end]) end++;
  return end - at < SEED ? at : end;
}

/** The bytes after, from those before. */
export function withBytesDelta(
  before: Uint8Array,
  { fresh, runs }: BytesDelta,
): Uint8Array<ArrayBuffer> {
  let size = fresh.length;
  for (let i = 2; i < runs.length; i += 3) size += runs[i] ?? 0;
  const after = new Uint8Array(size);
  let [at, taken] = [0, 0];
  for (let i = 0; i < runs.length; i += 3) {
    const count = runs[i] ?? 0;
    const from = runs[i + 1] ?? 0;
    const length = runs[i + 2] ?? 0;
    after.set(fresh.subarray(taken, taken + count), at);
    after.set(before.subarray(from, from + length), at + count);
    taken += count;
    at += count + length;
  }
  return after;
}

/** Where which SEED bytes are, of those one behind the other; of several the last. */
function placesOf(bytes: Uint8Array): Int32Array {
  const places = new Int32Array(1 << TABLE_BITS).fill(-1);
  for (let at = 0; at + SEED <= bytes.length; at += SEED) places[slotOf(bytes, at)] = at;
  return places;
}

/** The slot of the SEED bytes at a place, by a hash of them all. */
function slotOf(bytes: Uint8Array, at: number): number {
  let hash = 0;
  for (let i = at; i < at + SEED; i += 4) {
    hash = Math.imul(hash ^ wordAt(bytes, i), 0x9e3779b1);
    hash ^= hash >>> 15;
  }
  return Math.imul(hash, 0x85ebca6b) >>> (32 - TABLE_BITS);
}

function wordAt(bytes: Uint8Array, at: number): number {
  const low = (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8);
  return low | ((bytes[at + 2] ?? 0) << 16) | ((bytes[at + 3] ?? 0) << 24);
}
