import { Byte } from './bytes';
import { Rows } from '../base/rows';
import type { TextStore } from './textStore';

// An id as two words. A number or an address is its own text; for any other id the words say where
// its text is. Nothing is both: each spelling has one key.

// Words are int32, which fit a register where a larger number would be an object.

/** `high` of a number; `low` is the number. */
export const NUMBER = 1 << 30;
/** Flag in `high` of a text: below it 11 bits of the text's hash, then its length less 1. */
const TEXT = 1 << 31;
const LENGTH_BITS = 20;
const LENGTH_MASK = (1 << LENGTH_BITS) - 1;

/** Numbers of so many digits fit an int32. */
export const MOST_DIGITS = 9;
/** Addresses of so many digits fit a safe integer, their upper part in 20 bits. */
export const MOST_HEX_DIGITS = 13;

/** Not the value of a hexadecimal digit. */
export const NOT_HEX = 16;
/** The value of a lowercase hexadecimal digit, or NOT_HEX. */
export const HEX_VALUE: Uint8Array = Uint8Array.from({ length: 256 }, (_, byte) => {
  const digit = '0123456789abcdef'.indexOf(String.fromCharCode(byte));
  return digit < 0 ? NOT_HEX : digit;
});

/** The number that `bytes[start..end)` is the only decimal way to write, or -1. */
export function plainNumber(bytes: Uint8Array, start: number, end: number): number {
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
 * Whether `bytes[start..)` begins like an address, as `%p` writes it: `0x` and lowercase digits, of
 * which `addressEnd` finds the last.
 */
export function startsAddress(bytes: Uint8Array, start: number): boolean {
  return bytes[start] === Byte.Zero && bytes[start + 1] === Byte.LetterX;
}

/** Where the digits of the address at `start` end, or `start` if it is none that fits a key. */
export function addressEnd(bytes: Uint8Array, start: number): number {
  const first = start + 2;
  let at = first;
  while (at < bytes.length && HEX_VALUE[bytes[at]] !== NOT_HEX) at++;
  return at === first || at - first > MOST_HEX_DIGITS || bytes[first] === Byte.Zero ? start : at;
}

/** `low` of the address whose digits are `bytes[start..end)`. */
export function addressLow(bytes: Uint8Array, start: number, end: number): number {
  let low = 0;
  for (let at = start; at < end; at++) low = (low << 4) | HEX_VALUE[bytes[at]];
  return low;
}

/** `high` of that address. */
export function addressHigh(bytes: Uint8Array, start: number, end: number): number {
  return addressLow(bytes, start, end - 8);
}

/** `high` of the key of a text. */
export function textKey(length: number, hash: number): number {
  return TEXT | ((hash << LENGTH_BITS) & ~TEXT) | (length - 1);
}

/**
 * The ids of a trace: 4 bytes each as long as all are small numbers, 8 bytes each from the first on
 * that is not. Keys are only added, so that a snapshot shares them with what is read later.
 */
export class IdKeys {
  /** The numbers before the first id that is none. */
  private narrow = new Rows();
  /** `low` and `high` of all ids from then on. */
  private wide = new Rows();
  readonly texts: TextStore;

  constructor(texts: TextStore) {
    this.texts = texts;
  }

  /** The first so many ids, to be gone on with in a store that holds their texts. */
  upTo(count: number, texts: TextStore): IdKeys {
    const keys = new IdKeys(texts);
    const narrow = Math.min(count, this.narrow.length);
    keys.narrow = this.narrow.upTo(narrow);
    keys.wide = this.wide.upTo(2 * (count - narrow));
    return keys;
  }

  get count(): number {
    return this.narrow.length + (this.wide.length >>> 1);
  }

  /** Bytes set aside, without the texts. */
  get memoryBytes(): number {
    return this.narrow.memoryBytes + this.wide.memoryBytes;
  }

  /** Adds an id; returns its index. @throws RangeError if memory runs out; then it is not there */
  add(low: number, high: number): number {
    const index = this.count;
    if (high === NUMBER && this.wide.length === 0) this.narrow.push(low);
    else {
      this.wide.push(low);
      // On the same page as the first word, which is there.
      this.wide.push(high);
    }
    return index;
  }

  /** Where the text of an id that is a text is. */
  textAt(id: number): number {
    return this.low(id) >>> 0;
  }

  low(id: number): number {
    const first = this.narrow.length;
    return (id < first ? this.narrow.at(id) : this.wide.at(2 * (id - first))) | 0;
  }

  high(id: number): number {
    const first = this.narrow.length;
    return id < first ? NUMBER : this.wide.at(2 * (id - first) + 1) | 0;
  }

  /** Whether the id at `id` has this key. For texts it may still be another one. */
  is(id: number, low: number, high: number): boolean {
    const first = this.narrow.length;
    if (id < first) return high === NUMBER && this.narrow.at(id) === low;
    return this.wide.isPair(2 * (id - first), low, high);
  }

  /** Whether the id at `id` is the text `bytes[start..end)`, of which `high` is the key. */
  isText(id: number, high: number, bytes: Uint8Array, start: number, end: number): boolean {
    return this.high(id) === high && this.texts.beginsWith(this.textAt(id), bytes, start, end);
  }

  /** Length in bytes of the text of an id that is a text; 0 for the others. */
  textLength(id: number): number {
    const high = this.high(id);
    return high < 0 ? (high & LENGTH_MASK) + 1 : 0;
  }

  /** The text of the id at `id`, which must be there. */
  text(id: number): string {
    const low = this.low(id);
    const high = this.high(id);
    if (high === NUMBER) return String(low);
    if (high >= 0) return `0x${(high * 2 ** 32 + (low >>> 0)).toString(16)}`;
    return this.texts.text(low >>> 0, (high & LENGTH_MASK) + 1);
  }
}
