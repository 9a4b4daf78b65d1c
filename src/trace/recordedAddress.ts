import { ascii, Byte, spells } from './bytes';
import { hexDigit } from './escapes';
import { type Line, TokenKind } from './line';
import { addressValue } from './values';

/** What an event says of the address in the recorded program. */
export const enum AddressKind {
  /** Nothing. */
  None,
  /** The program got the null pointer. */
  Null,
  Known,
}

/** An address of 64 bits, in halves: a number would round what is above 2^53. */
export interface AddressHalves {
  high: number;
  low: number;
}

const ADDR = ascii('addr');
/** What `addr=` cannot hold stands in an attribute of its own, as text. */
const ADDRESS = ascii('address');

const HALF = 2 ** 32;
/** Hexadecimal digits of 64 bits. */
const MOST_DIGITS = 16;

/** Whether a line that was read, and is sound, has an address from token `from` on. */
export function namesAddress(line: Line, from: number): boolean {
  for (let i = from; i < line.count; i++) {
    const token = line.tokens[i];
    if (token.kind !== TokenKind.Attribute) continue;
    const { start, keyEnd } = token;
    if (spells(line.bytes, start, keyEnd, ADDR) || spells(line.bytes, start, keyEnd, ADDRESS)) {
      return true;
    }
  }
  return false;
}

/** Reads the address in a line that was read, and is sound. `addr=` counts before `address=`. */
export function takeAddress(line: Line, into: AddressHalves): AddressKind {
  let found = AddressKind.None;
  // Names of events come first, and are no attributes.
  for (let i = 1; i < line.count; i++) {
    const token = line.tokens[i];
    if (token.kind !== TokenKind.Attribute) continue;
    const { start, keyEnd } = token;
    if (spells(line.bytes, start, keyEnd, ADDR)) {
      const value = addressValue(line, token);
      if (value === undefined) continue;
      if (value === null) return AddressKind.Null;
      into.high = Math.floor(value / HALF);
      into.low = value % HALF;
      return AddressKind.Known;
    }
    if (found === AddressKind.None && spells(line.bytes, start, keyEnd, ADDRESS)) {
      if (takeHex(line.bytes, token.valueStart, token.valueEnd, into)) found = AddressKind.Known;
    }
  }
  return found;
}

/** `0x` and up to sixteen hexadecimal digits, more if they are leading zeros. */
function takeHex(bytes: Uint8Array, start: number, end: number, into: AddressHalves): boolean {
  if (end - start < 3 || bytes[start] !== Byte.Zero || bytes[start + 1] !== Byte.LetterX)
    return false;
  let at = start + 2;
  while (at < end - 1 && bytes[at] === Byte.Zero) at++;
  if (end - at > MOST_DIGITS) return false;
  let [high, low] = [0, 0];
  for (; at < end; at++) {
    const digit = hexDigit(bytes[at]);
    if (digit < 0) return false;
    high = ((high << 4) | (low >>> 28)) >>> 0;
    low = ((low << 4) | digit) >>> 0;
  }
  into.high = high;
  into.low = low;
  return true;
}
