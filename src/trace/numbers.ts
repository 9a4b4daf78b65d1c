import { ascii, Byte, spells } from './bytes';
import { hexDigit } from './escapes';

// Numbers are read from bytes by hand: `Number('')` is 0, `parseInt('1e3')` is 1 and both round
// silently above 2^53, and each of those would turn a broken file into a wrong heap.

/** The bytes are not a number of the language. */
export const NOT_A_NUMBER = -1;
/** The bytes are a number above 2^53 - 1. */
export const TOO_LARGE = -2;

interface Suffix {
  readonly word: Uint8Array;
  readonly factor: number;
}

const SIZE_SUFFIXES: readonly Suffix[] = [
  { word: ascii('KiB'), factor: 2 ** 10 },
  { word: ascii('MiB'), factor: 2 ** 20 },
  { word: ascii('GiB'), factor: 2 ** 30 },
  { word: ascii('K'), factor: 2 ** 10 },
  { word: ascii('M'), factor: 2 ** 20 },
  { word: ascii('G'), factor: 2 ** 30 },
];

const TIME_SUFFIXES: readonly Suffix[] = [
  { word: ascii('ns'), factor: 1 },
  { word: ascii('us'), factor: 1e3 },
  { word: ascii('ms'), factor: 1e6 },
  { word: ascii('s'), factor: 1e9 },
];

function isDigit(byte: number): boolean {
  return byte >= Byte.Zero && byte <= Byte.Nine;
}

function readHex(bytes: Uint8Array, start: number, end: number): number {
  if (start === end) return NOT_A_NUMBER;
  let value = 0;
  for (let at = start; at < end; at++) {
    const digit = hexDigit(bytes[at]);
    if (digit < 0) return NOT_A_NUMBER;
    // May reach Infinity, which is too large as well. Never rounds down to a safe integer.
    value = value * 16 + digit;
  }
  return value > Number.MAX_SAFE_INTEGER ? TOO_LARGE : value;
}

function readScaled(
  bytes: Uint8Array,
  start: number,
  end: number,
  suffixes: readonly Suffix[],
): number {
  let value = 0;
  let at = start;
  for (; at < end && isDigit(bytes[at]); at++) {
    value = value * 10 + (bytes[at] - Byte.Zero);
  }
  if (at === start) return NOT_A_NUMBER;
  if (at < end) {
    const suffix = suffixes.find(({ word }) => spells(bytes, at, end, word));
    if (!suffix) return NOT_A_NUMBER;
    value *= suffix.factor;
  }
  return value > Number.MAX_SAFE_INTEGER ? TOO_LARGE : value;
}

function readWith(
  bytes: Uint8Array,
  start: number,
  end: number,
  suffixes: readonly Suffix[],
): number {
  const hex = end - start >= 2 && bytes[start] === Byte.Zero && bytes[start + 1] === Byte.LetterX;
  return hex ? readHex(bytes, start + 2, end) : readScaled(bytes, start, end, suffixes);
}

/** A whole number, decimal or `0x` hexadecimal, or NOT_A_NUMBER or TOO_LARGE. */
export function readNumber(bytes: Uint8Array, start: number, end: number): number {
  return readWith(bytes, start, end, []);
}

/** A number of bytes: as `readNumber`, or decimal with KiB, MiB, GiB, K, M or G. */
export function readSize(bytes: Uint8Array, start: number, end: number): number {
  return readWith(bytes, start, end, SIZE_SUFFIXES);
}

/** Nanoseconds: as `readNumber`, or decimal with ns, us, ms or s. */
export function readTime(bytes: Uint8Array, start: number, end: number): number {
  return readWith(bytes, start, end, TIME_SUFFIXES);
}
