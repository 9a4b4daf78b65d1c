import { Byte, spellsNull } from './bytes';
import { unescape } from './escapes';
import type { Line, Token } from './line';
import { messages, type Message } from './messages';
import { NOT_A_NUMBER, readNumber, readSize, readTime, TOO_LARGE } from './numbers';
import { isPowerOfTwo } from '../base/math';
import { decodeText } from './utf8';

// Each reader returns the value, or undefined after noting on the line what is wrong with it.

type NumberReader = (bytes: Uint8Array, start: number, end: number) => number;

function numberAt(
  line: Line,
  token: Token,
  read: NumberReader,
  otherwise: Message,
): number | undefined {
  const value = read(line.bytes, token.valueStart, token.valueEnd);
  if (value >= 0) return value;
  if (value === TOO_LARGE) line.failAtValue(token, 'number-too-large', messages.numberTooLarge);
  else line.failAtValue(token, 'bad-number', otherwise);
  return undefined;
}

/** A plain whole number. */
export function numberValue(line: Line, token: Token): number | undefined {
  return numberAt(line, token, readNumber, messages.badNumber);
}

/** A number of bytes. */
export function sizeValue(line: Line, token: Token): number | undefined {
  return numberAt(line, token, readSize, messages.badSize);
}

/** Nanoseconds. */
export function timeValue(line: Line, token: Token): number | undefined {
  return numberAt(line, token, readTime, messages.badTime);
}

/** An address, or null for `null`. */
export function addressValue(line: Line, token: Token): number | null | undefined {
  if (spellsNull(line.bytes, token.valueStart, token.valueEnd)) return null;
  return numberAt(line, token, readNumber, messages.badAddress);
}

/** An alignment in bytes. */
export function alignValue(line: Line, token: Token): number | undefined {
  const value = sizeValue(line, token);
  if (value === undefined || isPowerOfTwo(value)) return value;
  line.failAtValue(token, 'bad-alignment', messages.badAlignment);
  return undefined;
}

/** What a token's value says, as text for people. */
export function textValue(line: Line, token: Token): string {
  if (!token.escaped) return decodeText(line.bytes, token.valueStart, token.valueEnd);
  const bytes = unescape(line.bytes, token.valueStart, token.valueEnd);
  return decodeText(bytes, 0, bytes.length);
}

/** Where in the recorded program's source an event comes from. `column` 0 means: not known. */
interface Location {
  readonly bytes: Uint8Array;
  readonly start: number;
  readonly pathEnd: number;
  readonly line: number;
  readonly column: number;
}

/** The decimal number right of the last colon before `end`, and where that colon is. */
function numberFromRight(bytes: Uint8Array, start: number, end: number) {
  let colon = end - 1;
  while (colon >= start && bytes[colon] !== Byte.Colon) {
    if (bytes[colon] < Byte.Zero || bytes[colon] > Byte.Nine) return undefined;
    colon--;
  }
  if (colon < start) return undefined;
  const value = readNumber(bytes, colon + 1, end);
  return value === NOT_A_NUMBER ? undefined : { colon, value };
}

/** `PATH:LINE[:COL]`, taken apart from the right because a path may hold colons. */
function location(line: Line, token: Token): Location | undefined {
  const bytes = token.escaped ? unescape(line.bytes, token.valueStart, token.valueEnd) : line.bytes;
  const start = token.escaped ? 0 : token.valueStart;
  const end = token.escaped ? bytes.length : token.valueEnd;
  const last = numberFromRight(bytes, start, end);
  const before = last && numberFromRight(bytes, start, last.colon);
  const row = before ?? last;
  if (!row || row.colon === start || row.value === 0) {
    line.failAtValue(token, 'bad-attribute', messages.badLocation);
    return undefined;
  }
  const column = before && last ? last.value : 0;
  if (row.value === TOO_LARGE || column === TOO_LARGE) {
    line.failAtValue(token, 'number-too-large', messages.numberTooLarge);
    return undefined;
  }
  return { bytes, start, pathEnd: row.colon, line: row.value, column };
}

/** Whether a token's value is a source location. */
export function isLocation(line: Line, token: Token): boolean {
  return location(line, token) !== undefined;
}

/** A source location, its path as text for people. */
export function locationValue(line: Line, token: Token) {
  const found = location(line, token);
  if (!found) return undefined;
  const path = decodeText(found.bytes, found.start, found.pathEnd);
  return found.column > 0
    ? { path, line: found.line, column: found.column }
    : { path, line: found.line };
}
