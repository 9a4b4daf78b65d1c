import { finished, hashOfBytes, hashOfKey } from './idHash';
import {
  addressEnd,
  addressHigh,
  addressLow,
  type IdKeys,
  NUMBER,
  plainNumber,
  startsAddress,
  textKey,
} from './idKeys';

/** Numbers of a page of the number table. */
const PAGE_BITS = 12;
const PAGE = 1 << PAGE_BITS;
/** The number table has at most so many entries for every id there is, and a few to begin with. */
const SPARSEST = 2;
const FIRST_PAGES = 16;
/** Stands for every page that is not there; never written. */
const NO_PAGE = new Int32Array(PAGE);

/** The hash table is so many tables, each of which grows when it is full. */
const TABLES = 256;
const TABLE_SHIFT = 24;
const FIRST_SLOTS = 16;
const NO_SLOTS = new Int32Array(1);
/** A slot holds index + 1 of an id below 4 bits of its hash. */
const INDEX_MASK = 2 ** 28 - 1;
const TAG_MASK = ~INDEX_MASK;
const TAG_SHIFT = 8;

/**
 * The different ids of a trace, numbered in the order they first occur, and what finds one again
 * while the trace is read. A Map keyed by strings would cost a string an event, and an object keyed
 * by them has a `__proto__`.
 *
 * Ids that are small numbers are looked up in a plain table, all others by hash: with the hash
 * alone, each free of a compiler's numbered ids misses the cache in the slots and in the keys.
 * Both tables are made of small parts, so that none has to be copied as a whole to grow.
 */
export class IdTable {
  /** Index + 1 of the id that is this number, 0 for none; in pages. */
  readonly numbers: Int32Array[] = [];
  private pages = 0;
  /** How many numbers are not in their page, because there was none when they came. */
  private strays = 0;

  private readonly tables: Int32Array[] = Array.from({ length: TABLES }, () => NO_SLOTS);
  private readonly used = new Int32Array(TABLES);

  /** @param keys the ids there are; before any is looked up, `learn` must have found all of them */
  constructor(readonly keys: IdKeys) {}

  get count(): number {
    return this.keys.count;
  }

  /** Bytes set aside for looking up, which nobody needs once all is read. */
  get memoryBytes(): number {
    const slots = this.tables.reduce((sum, table) => sum + table.byteLength, 0);
    return slots + this.pages * NO_PAGE.byteLength;
  }

  /**
   * The index of the id `bytes[start..end)`, which gets the next one if it is new. `kept` is where
   * its text is kept anyhow, or -1. @throws RangeError if memory runs out; then it is not there
   */
  intern(bytes: Uint8Array, start: number, end: number, kept: number): number {
    const number = plainNumber(bytes, start, end);
    if (number >= 0) return this.internNumber(number);
    if (startsAddress(bytes, start) && addressEnd(bytes, start) === end) {
      return this.internAddress(
        addressLow(bytes, start + 2, end),
        addressHigh(bytes, start + 2, end),
      );
    }
    return this.internText(hashOfBytes(bytes, start, end), bytes, start, end, kept);
  }

  /** `intern` of a decimal number below 10^9. */
  internNumber(number: number): number {
    const index = number >>> PAGE_BITS;
    if (index >= this.numbers.length) return this.newNumber(number);
    const page = this.numbers[index];
    const found = page[number & (PAGE - 1)];
    if (found > 0) return found - 1;
    if (page === NO_PAGE || this.strays > 0) return this.newNumber(number);
    const id = this.keys.add(number, NUMBER);
    page[number & (PAGE - 1)] = id + 1;
    return id;
  }

  /** `intern` of an address: see `addressEnd`. */
  internAddress(low: number, high: number): number {
    const hash = hashOfKey(low, high);
    const found = this.findKey(hash, low, high);
    return found >= 0 ? found : this.addHashed(hash, low, high);
  }

  /** `intern` of anything else; `unfinished` is what `hashOfBytes` says of it. */
  internText(
    unfinished: number,
    bytes: Uint8Array,
    start: number,
    end: number,
    kept: number,
  ): number {
    const { keys } = this;
    const hash = finished(unfinished, end - start);
    const high = textKey(end - start, hash);
    const table = this.tables[hash >>> TABLE_SHIFT];
    const mask = table.length - 1;
    for (let slot = hash & mask; table[slot] !== 0; slot = (slot + 1) & mask) {
      if (((table[slot] ^ (hash << TAG_SHIFT)) & TAG_MASK) !== 0) continue;
      const id = (table[slot] & INDEX_MASK) - 1;
      if (keys.isText(id, high, bytes, start, end)) return id;
    }
    return this.addHashed(hash, kept < 0 ? keys.texts.add(bytes, start, end) : kept, high);
  }

  /** Makes ids `from..to` that are there already known to those who look for them. */
  learn(from: number, to: number): void {
    const { keys } = this;
    for (let id = from; id < to; id++) {
      const isNumber = keys.high(id) === NUMBER;
      const page = isNumber ? this.pageFor(keys.low(id)) : undefined;
      if (page !== undefined) page[keys.low(id) & (PAGE - 1)] = id + 1;
      else {
        if (isNumber) this.strays++;
        this.enter(this.hashOf(id), id);
      }
    }
  }

  private findKey(hash: number, low: number, high: number): number {
    const { keys } = this;
    const table = this.tables[hash >>> TABLE_SHIFT];
    const mask = table.length - 1;
    for (let slot = hash & mask; table[slot] !== 0; slot = (slot + 1) & mask) {
      if (((table[slot] ^ (hash << TAG_SHIFT)) & TAG_MASK) !== 0) continue;
      const id = (table[slot] & INDEX_MASK) - 1;
      if (keys.is(id, low, high)) return id;
    }
    return -1;
  }

  /** A number that is not in its page: it is new, or came before there was a page for it. */
  private newNumber(number: number): number {
    const hash = this.strays > 0 ? hashOfKey(number, NUMBER) : 0;
    let id = this.strays > 0 ? this.findKey(hash, number, NUMBER) : -1;
    const page = this.pageFor(number);
    if (page === undefined) {
      if (id >= 0) return id;
      id = this.addHashed(hashOfKey(number, NUMBER), number, NUMBER);
      this.strays++;
      return id;
    }
    if (id < 0) id = this.keys.add(number, NUMBER);
    page[number & (PAGE - 1)] = id + 1;
    return id;
  }

  /** The page of a number, made if the ids are many enough for one more. */
  private pageFor(number: number): Int32Array | undefined {
    const index = number >>> PAGE_BITS;
    if (index < this.numbers.length && this.numbers[index] !== NO_PAGE) return this.numbers[index];
    if (this.pages * PAGE > SPARSEST * this.count + FIRST_PAGES * PAGE) return undefined;
    const page = new Int32Array(PAGE);
    while (this.numbers.length <= index) this.numbers.push(NO_PAGE);
    this.numbers[index] = page;
    this.pages++;
    return page;
  }

  private addHashed(hash: number, low: number, high: number): number {
    if (this.count >= INDEX_MASK) throw new RangeError('There are too many ids');
    this.makeRoom(hash >>> TABLE_SHIFT);
    const id = this.keys.add(low, high);
    this.enter(hash, id);
    return id;
  }

  private enter(hash: number, id: number): void {
    const index = hash >>> TABLE_SHIFT;
    this.makeRoom(index);
    place(this.tables[index], hash, id);
    this.used[index]++;
  }

  private makeRoom(index: number): void {
    if (4 * (this.used[index] + 1) > 3 * this.tables[index].length) this.growTable(index);
  }

  private growTable(index: number): void {
    const old = this.tables[index];
    const slots = new Int32Array(Math.max(FIRST_SLOTS, 2 * old.length));
    for (const slot of old) {
      if (slot === 0) continue;
      const id = (slot & INDEX_MASK) - 1;
      place(slots, this.hashOf(id), id);
    }
    this.tables[index] = slots;
  }

  private hashOf(id: number): number {
    const { keys } = this;
    const length = keys.textLength(id);
    if (length === 0) return hashOfKey(keys.low(id), keys.high(id));
    const { bytes, start } = keys.texts.at(keys.textAt(id));
    return finished(hashOfBytes(bytes, start, start + length), length);
  }
}

function place(slots: Int32Array, hash: number, id: number): void {
  const mask = slots.length - 1;
  let slot = hash & mask;
  while (slots[slot] !== 0) slot = (slot + 1) & mask;
  slots[slot] = ((hash << TAG_SHIFT) & TAG_MASK) | (id + 1);
}
