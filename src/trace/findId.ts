import { addressWords, type IdKeys, isAddress, NUMBER, plainNumber } from './idKeys';

/**
 * The index of the first of `count` ids whose text is `text`, or -1. Compares keys, which takes
 * milliseconds for millions of ids: a table to look ids up would cost more memory than the ids.
 */
export function findId(keys: IdKeys, count: number, text: string): number {
  const bytes = new TextEncoder().encode(text);
  if (bytes.length === 0) return -1;
  const number = plainNumber(bytes, 0, bytes.length);
  if (number >= 0) return findKey(keys, count, number, NUMBER);
  if (!isAddress(bytes, 0, bytes.length)) return findText(keys, count, bytes);
  const { low, high } = addressWords(bytes, 0, bytes.length);
  return findKey(keys, count, low, high);
}

function findKey(keys: IdKeys, count: number, low: number, high: number): number {
  for (let id = 0; id < count; id++) if (keys.is(id, low, high)) return id;
  return -1;
}

function findText(keys: IdKeys, count: number, bytes: Uint8Array): number {
  for (let id = 0; id < count; id++) {
    if (keys.textLength(id) !== bytes.length) continue;
    if (keys.texts.beginsWith(keys.low(id), bytes, 0, bytes.length)) return id;
  }
  return -1;
}
