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
 * The index of the first of the ids `from..to` whose text is `text`, or -1. Compares keys, which takes
 * milliseconds for millions of ids: a table to look ids up would cost more memory than the ids.
 */
export function findId(keys: IdKeys, text: string, from: number, to: number): number {
  const bytes = new TextEncoder().encode(text);
  if (bytes.length === 0) return -1;
  const number = plainNumber(bytes, 0, bytes.length);
  if (number >= 0) return findKey(keys, number, NUMBER, from, to);
  const { length } = bytes;
  if (!startsAddress(bytes, 0) || addressEnd(bytes, 0) !== length) {
    return findText(keys, bytes, from, to);
  }
  const low = addressLow(bytes, 2, length);
  return findKey(keys, low, addressHigh(bytes, 2, length), from, to);
}

function findKey(keys: IdKeys, low: number, high: number, from: number, to: number): number {
  for (let id = from; id < to; id++) if (keys.is(id, low, high)) return id;
  return -1;
}

function findText(keys: IdKeys, bytes: Uint8Array, from: number, to: number): number {
  for (let id = from; id < to; id++) {
    if (keys.textLength(id) !== bytes.length) continue;
    if (keys.texts.beginsWith(keys.textAt(id), bytes, 0, bytes.length)) return id;
  }
  return -1;
}
