import { Byte } from './bytes';

const LETTER_N = 0x6e;
const LETTER_R = 0x72;
const LETTER_T = 0x74;
const LETTER_U = 0x75;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;

/** The value of a hexadecimal digit, or -1. */
export function hexDigit(byte: number | undefined): number {
  if (byte === undefined) return -1;
  if (byte >= Byte.Zero && byte <= Byte.Nine) return byte - Byte.Zero;
  const lower = byte | 0x20;
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : -1;
}

/** The code point between the braces of `\u{...}`, or -1; the closing brace is at `close`. */
function codePoint(bytes: Uint8Array, open: number, close: number): number {
  if (close - open < 2 || close - open > 7) return -1;
  let value = 0;
  for (let at = open + 1; at < close; at++) {
    const digit = hexDigit(bytes[at]);
    if (digit < 0) return -1;
    value = value * 16 + digit;
  }
  const surrogate = value >= 0xd800 && value <= 0xdfff;
  return surrogate || value > 0x10ffff ? -1 : value;
}

/** Where the brace that closes `\u{` is, or -1. At most six digits are looked at. */
function closingBrace(bytes: Uint8Array, open: number, end: number): number {
  for (let at = open + 1; at < end && at <= open + 7; at++)
    if (bytes[at] === CLOSE_BRACE) return at;
  return -1;
}

/** Length of the escape whose backslash is at `at`, or 0 where it is none of the language. */
export function escapeLength(bytes: Uint8Array, at: number, end: number): number {
  if (at + 1 >= end) return 0;
  switch (bytes[at + 1]) {
    case Byte.Quote:
    case Byte.Backslash:
    case LETTER_N:
    case LETTER_R:
    case LETTER_T:
      return 2;
    case Byte.LetterX:
      return at + 3 < end && hexDigit(bytes[at + 2]) >= 0 && hexDigit(bytes[at + 3]) >= 0 ? 4 : 0;
    case LETTER_U: {
      if (bytes[at + 2] !== OPEN_BRACE) return 0;
      const close = closingBrace(bytes, at + 2, end);
      return close > 0 && codePoint(bytes, at + 2, close) >= 0 ? close + 1 - at : 0;
    }
    default:
      return 0;
  }
}

function pushUtf8(into: number[], point: number): void {
  if (point < 0x80) into.push(point);
  else if (point < 0x800) into.push(0xc0 | (point >> 6), 0x80 | (point & 0x3f));
  else if (point < 0x10000) {
    into.push(0xe0 | (point >> 12), 0x80 | ((point >> 6) & 0x3f), 0x80 | (point & 0x3f));
  } else {
    into.push(0xf0 | (point >> 18), 0x80 | ((point >> 12) & 0x3f));
    into.push(0x80 | ((point >> 6) & 0x3f), 0x80 | (point & 0x3f));
  }
}

/** The bytes that the inside of a quoted string stands for. The escapes must have been checked. */
export function unescape(bytes: Uint8Array, start: number, end: number): Uint8Array {
  const result: number[] = [];
  for (let at = start; at < end;) {
    if (bytes[at] !== Byte.Backslash) {
      result.push(bytes[at++]);
      continue;
    }
    const length = escapeLength(bytes, at, end);
    const letter = bytes[at + 1];
    if (letter === LETTER_N) result.push(Byte.LineFeed);
    else if (letter === LETTER_R) result.push(Byte.Return);
    else if (letter === LETTER_T) result.push(Byte.Tab);
    else if (letter === Byte.LetterX) {
      result.push(hexDigit(bytes[at + 2]) * 16 + hexDigit(bytes[at + 3]));
    } else if (letter === LETTER_U) {
      pushUtf8(result, codePoint(bytes, at + 2, at + length - 1));
    } else result.push(letter);
    at += length;
  }
  return Uint8Array.from(result);
}
