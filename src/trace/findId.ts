import {
  addressEnd,
  addressHigh,
  addressLow,
  type IdKeys,
  NUMBER,
  plainNumber,
  startsAddress,
} from './idKeys';

/**
 * The index of the first of `count` ids whose text is `text`, or -1. Compares keys, which takes
 * milliseconds for millions of ids: a table to look ids up would cost more memory than the ids.
 */
export function findId(keys: IdKeys, count: number, text: string): number {
  const bytes = new TextEncoder().encode(text);
  if (bytes.length === 0) return -1;
  const number = plainNumber(bytes, 0, bytes.length);
  if (number >= 0) return findKey(keys, count, number, NUMBER);
  const { length } = bytes;
  if (!startsAddress(bytes, 0) || addressEnd(bytes, 0) !== length) {
    return findText(keys, count, bytes);
  }
  return findKey(keys, count, addressLow(bytes, 2, length), addressHigh(bytes, 2, length));
}

function findKey(keys: IdKeys, count: number, low: number, high: number): number {
  for (let id = 0; id < count; id++) if (keys.is(id, low, high)) return id;
  return -1;
}

function findText(keys: IdKeys, count: number, bytes: Uint8Array): number {
  for (let id = 0; id < count; id++) {
    if (keys.textLength(id) !== bytes.length) continue;
    if (keys.texts.beginsWith(keys.textAt(id), bytes, 0, bytes.length)) return id;
  }
  return -1;
}
