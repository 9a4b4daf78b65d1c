import { Byte, BYTE_CLASS, ByteClass } from './bytes';
import { decodeText } from './utf8';

const INITIAL_IDS = 1 << 10;
const PRIME = 0x01000193;
/** Numbers of so many digits fit an int32. */
const MOST_DIGITS = 9;
/** The number table has at most so many entries for every id there is. */
const SPARSEST = 8;

/**
 * Where the hash of an id starts. Seeded, so that no file can be made whose ids all fall into one
 * slot. Nothing that can be seen depends on it: an id's index is the order of first occurrence.
 */
const HASH_START = Math.trunc(Math.random() * 2 ** 32) | 0;

function hashOf(bytes: Uint8Array, start: number, end: number): number {
  let hash = HASH_START;
  for (let at = start; at < end; at++) hash = Math.imul(hash ^ bytes[at], PRIME);
  return hash ^ (hash >>> 15);
}

/** Where the id that starts at `start` ends. */
function endOf(bytes: Uint8Array, start: number): number {
  let at = start;
  for (; at < bytes.length; at++) {
    const kind = BYTE_CLASS[bytes[at]];
    if (kind !== ByteClass.Word && kind !== ByteClass.High) break;
  }
  return at;
}

/** The number that `bytes[start..end)` is the only decimal way to write, or -1. */
function numberOf(bytes: Uint8Array, start: number, end: number): number {
  if (end - start > MOST_DIGITS || (bytes[start] === Byte.Zero && end - start > 1)) return -1;
  let value = 0;
  for (let at = start; at < end; at++) {
    const byte = bytes[at];
    if (byte < Byte.Zero || byte > Byte.Nine) return -1;
    value = value * 10 + (byte - Byte.Zero);
  }
  return value;
}

/**
 * The different ids of a trace, numbered in the order they first occur. The ids stay where they
 * are in the source: a Map keyed by strings costs a string an event, and an object keyed by them
 * has a `__proto__`.
 *
 * Ids that are small numbers are looked up in a plain table, all others by hash. Of a compiler's
 * 900,000 numbered ids the hash alone made reading four times slower: each free misses the cache
 * in the slots, in the table and in the source.
 */
export class IdTable {
  count = 0;
  private starts: Uint32Array;

  /** Index + 1 of the id that is this number, 0 for none. Its length follows how many there are. */
  private numbers: Int32Array;

  /** Pairs of hash and index + 1; 0 for an empty slot. Never more than half full. */
  private slots = new Int32Array(4 * INITIAL_IDS);
  private hashed = 0;

  constructor(expectedIds: number) {
    const capacity = Math.max(INITIAL_IDS, expectedIds);
    this.starts = new Uint32Array(capacity);
    this.numbers = new Int32Array(capacity);
  }

  /** The index of the id `bytes[start..end)`, which gets the next one if it is new. */
  intern(bytes: Uint8Array, start: number, end: number): number {
    const number = numberOf(bytes, start, end);
    return number >= 0
      ? this.internNumber(number, bytes, start, end)
      : this.internHashed(bytes, start, end);
  }

  /** `intern` of a decimal number, which the caller has read already. */
  internNumber(number: number, bytes: Uint8Array, start: number, end: number): number {
    if (number >= this.numbers.length) {
      if (number >= SPARSEST * this.count) return this.internHashed(bytes, start, end);
      this.growNumbers(bytes, number);
    }
    const found = this.numbers[number];
    if (found > 0) return found - 1;
    const id = this.add(start);
    this.numbers[number] = id + 1;
    return id;
  }

  /** The text of the id at `index`. */
  text(bytes: Uint8Array, index: number): string {
    if (index < 0 || index >= this.count) return '';
    const start = this.starts[index];
    return decodeText(bytes, start, endOf(bytes, start));
  }

  private internHashed(bytes: Uint8Array, start: number, end: number): number {
    if (4 * (this.hashed + 1) > this.slots.length) this.growSlots();
    const { slots } = this;
    const hash = hashOf(bytes, start, end);
    const slot = this.findSlot(hash, bytes, start, end);
    if (slots[slot + 1] > 0) return slots[slot + 1] - 1;
    const id = this.add(start);
    slots[slot] = hash;
    slots[slot + 1] = id + 1;
    this.hashed++;
    return id;
  }

  /** The slot that holds the id, or the empty one where it belongs. */
  private findSlot(hash: number, bytes: Uint8Array, start: number, end: number): number {
    const { slots } = this;
    const mask = slots.length - 1;
    let slot = (hash << 1) & mask;
    while (slots[slot + 1] > 0) {
      if (slots[slot] === hash && this.isAt(slots[slot + 1] - 1, bytes, start, end)) break;
      slot = (slot + 2) & mask;
    }
    return slot;
  }

  private isAt(id: number, bytes: Uint8Array, start: number, end: number): boolean {
    const first = this.starts[id];
    const shift = first - start;
    for (let at = start; at < end; at++) if (bytes[at] !== bytes[at + shift]) return false;
    return endOf(bytes, first + end - start) === first + end - start;
  }

  private add(start: number): number {
    const id = this.count;
    if (id === this.starts.length) {
      const starts = new Uint32Array(2 * id);
      starts.set(this.starts);
      this.starts = starts;
    }
    this.starts[id] = start;
    this.count = id + 1;
    return id;
  }

  /** Makes room for `number`. Numbers that were too large before are in the slots; both find them. */
  private growNumbers(bytes: Uint8Array, number: number): void {
    let length = this.numbers.length;
    while (length <= number) length *= 2;
    const numbers = new Int32Array(length);
    numbers.set(this.numbers);
    for (let slot = 0; slot < this.slots.length; slot += 2) {
      const id = this.slots[slot + 1] - 1;
      if (id < 0) continue;
      const start = this.starts[id];
      const value = numberOf(bytes, start, endOf(bytes, start));
      if (value >= 0 && value < length) numbers[value] = id + 1;
    }
    this.numbers = numbers;
  }

  private growSlots(): void {
    const old = this.slots;
    const slots = new Int32Array(2 * old.length);
    const mask = slots.length - 1;
    for (let from = 0; from < old.length; from += 2) {
      if (old[from + 1] === 0) continue;
      let slot = (old[from] << 1) & mask;
      while (slots[slot + 1] > 0) slot = (slot + 2) & mask;
      slots[slot] = old[from];
      slots[slot + 1] = old[from + 1];
    }
    this.slots = slots;
  }
}
