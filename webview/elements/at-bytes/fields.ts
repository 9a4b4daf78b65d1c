import type { BytesWindow } from '../../../src/protocol/bytes';
import { MAP_KINDS, type MapKind } from '../../../src/protocol/messages';

export const WORD = 8;

export type FieldName = 'size' | 'next' | Exclude<MapKind, 'header' | 'freeHeader' | 'freeLink'>;

/** A field of a block in the window. */
export interface Field {
  readonly name: FieldName;
  /** The first byte that is in the window. */
  readonly start: number;
  /** Behind the last byte that is in the window. */
  readonly end: number;
  /** The block that it belongs to; of lost bytes the block before. */
  readonly block: number;
  readonly isFree: boolean;
  /** What a size, next or back pointer word holds; undefined if it is not wholly in the window. */
  readonly value: number | undefined;
}

/** The fields in a window of bytes, in address order. */
export function fieldsOf(window: BytesWindow): Field[] {
  const { from, bytes, runs } = window;
  const fields: Field[] = [];
  for (const [i, runStart] of runs.start.entries()) {
    const end = runs.start[i + 1] ?? from + bytes.length;
    const kind = MAP_KINDS[runs.kind[i] ?? 0] ?? 'free';
    const block = runs.block[i] ?? 0;
    const isFree = kind === 'freeHeader' || kind === 'freeLink' || kind === 'free';
    const add = (name: FieldName, start: number, stop: number) => {
      const isWord = name === 'size' || name === 'next' || name === 'backPointer';
      const value = isWord && stop - start === WORD ? wordAt(bytes, start - from) : undefined;
      if (stop > start) fields.push({ name, start, end: stop, block, isFree, value });
    };
    if (kind === 'freeHeader') add('size', runStart, end);
    else if (kind === 'freeLink') add('next', runStart, end);
    else if (kind === 'header') {
      const middle = block + WORD;
      add('size', runStart, Math.min(middle, end));
      add('next', Math.max(runStart, Math.min(middle, end)), end);
    } else add(kind, runStart, end);
  }
  return fields;
}

/** The field that a byte belongs to, or undefined outside of the window. */
export function fieldAt(fields: readonly Field[], offset: number): Field | undefined {
  return fields.find(({ start, end }) => offset >= start && offset < end);
}

/**
 * Where a word of a block leads: the offset of a block, or undefined for sizes, null, and words
 * that are not what they were (next words of live blocks are stale).
 */
export function targetOf({ name, value, isFree }: Field, base: number): number | undefined {
  if (value === undefined || value === 0) return undefined;
  if (name === 'backPointer' || (name === 'next' && isFree)) return value - base;
  return undefined;
}

/** A word as stored, lowest byte first. Sizes and addresses stay below 2^53. */
export function wordAt(bytes: Uint8Array, start: number): number {
  let value = 0;
  for (let place = WORD - 1; place >= 0; place--) value = value * 256 + (bytes[start + place] ?? 0);
  return value;
}

/** The bytes as unsigned numbers of 1, 2, 4 and 8 bytes, lowest first, as far as they are there. */
export function numbersAt(
  bytes: Uint8Array,
  start: number,
): readonly { readonly size: number; readonly value: bigint }[] {
  return [1, 2, 4, 8]
    .filter((size) => start >= 0 && start + size <= bytes.length)
    .map((size) => {
      let value = 0n;
      for (let place = size - 1; place >= 0; place--) {
        value = value * 256n + BigInt(bytes[start + place] ?? 0);
      }
      return { size, value };
    });
}

/** Printable ASCII as it is, anything else as a dot. */
export function asciiOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) =>
    byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '·',
  ).join('');
}

/** `70 00 2a`. */
export function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(' ');
}
