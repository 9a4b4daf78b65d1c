import { decodeText } from './utf8';
import { nearest } from './nearest';
import { VERB_NAMES, FOREIGN_VERBS } from './verbs';

/**
 * Makes a problem's text. `excerpt` is the text in question, already fit to be shown; `detail` is
 * what the place that found the problem adds. Functions instead of ready strings, because the text
 * is wanted for the first thousand problems of a file, not for ten million.
 */
export type Message = (excerpt: string, detail: string) => string;

const EXCERPT_LENGTH = 40;

// Control characters, bidirectional overrides and zero-width characters: an excerpt may end up in a
// terminal or an output channel. The text shown in a trace's own views is left to those views.
function isUnfit(point: number): boolean {
  return (
    point < 0x20 ||
    (point >= 0x7f && point < 0xa0) ||
    (point >= 0x200b && point <= 0x200f) ||
    (point >= 0x2028 && point <= 0x202e) ||
    (point >= 0x2060 && point <= 0x206f) ||
    point === 0x061c ||
    point === 0xfeff
  );
}

/** About 40 characters of `bytes[start..end)` that are safe to show anywhere. */
export function excerptOf(bytes: Uint8Array, start: number, end: number): string {
  // Of a line that is too long only the beginning is there.
  const last = Math.min(end, start + 4 * EXCERPT_LENGTH, bytes.length);
  const text = decodeText(bytes, Math.min(start, last), last);
  let result = '';
  for (const character of text) {
    if (result.length >= EXCERPT_LENGTH) return `${result}…`;
    const point = character.codePointAt(0)!;
    result += isUnfit(point) ? `\\u{${point.toString(16)}}` : character;
  }
  return end > start + 4 * EXCERPT_LENGTH ? `${result}…` : result;
}

function named(excerpt: string): string {
  return excerpt.startsWith('"') ? excerpt : `"${excerpt}"`;
}

function suggestVerb(word: string): string {
  const near = nearest(word, VERB_NAMES) ?? nearest(word, [...FOREIGN_VERBS.keys()]);
  if (near === undefined) return `Use one of: ${KNOWN}.`;
  return `Did you mean "${FOREIGN_VERBS.get(near) ?? near}"?`;
}

function suggest(word: string, known: readonly string[], otherwise: string): string {
  const near = nearest(word, known);
  return near === undefined ? otherwise : `Did you mean "${near}"?`;
}

const KNOWN = VERB_NAMES.join(', ');

/** Every message of the reader. What is wrong, then what to do. */
export const messages = {
  missingVersion: () =>
    'The version line is missing; read as version 1. Start the file with "alloctrace 1".',
  badVersion: () => 'This is not a version. Write "alloctrace 1".',
  newerVersion: (excerpt) =>
    `This trace was made by a newer version (${excerpt}); only version 1 is known here. Update the extension; nothing after this line was read.`,
  lateVersion: () =>
    'The version line comes once, as the first line. Remove this one, or move it to the top.',
  unknownVerb: (excerpt) => `"${excerpt}" is not an event. ${suggestVerb(excerpt)}`,
  notAVerb: () => `A line starts with an event or a directive. Use one of: ${KNOWN}.`,
  reservedVerb: (excerpt) =>
    `"${excerpt}" is reserved for a later version. Remove the line, or comment it out with "#".`,
  heapName: (excerpt) =>
    `A name for the heap ("${excerpt}") is reserved for a later version. Remove it.`,
  missingField: (_, detail) => `Something is missing. Write: ${detail}.`,
  badId: (excerpt) =>
    `${excerpt} is not an id. An id has no blank, "#", quote or "=", and is not quoted.`,
  idNotUtf8: (excerpt) =>
    `The id ${excerpt} is not UTF-8. Save the file as UTF-8, or change the id.`,
  nullId: (_, detail) =>
    `"null" is the null pointer; ${detail} must name a block. Choose another id.`,
  badNumber: (excerpt) =>
    `"${excerpt}" is not a whole number. Write decimal digits or 0x and hexadecimal digits.`,
  badSize: (excerpt) =>
    `"${excerpt}" is not a number of bytes. Write for example 64, 0x40 or 4KiB.`,
  badTime: (excerpt) =>
    `"${excerpt}" is not a time. Write nanoseconds, or a whole number of us, ms or s.`,
  badAddress: (excerpt) => `"${excerpt}" is not an address. Write for example 0x1000, or null.`,
  numberTooLarge: (excerpt) =>
    `${excerpt} is above 2^53 - 1, the largest number a trace can hold. Leave out the attribute or the line.`,
  badAlignment: (excerpt) =>
    `${excerpt} is not an alignment. Use a power of two from 1 to 2^52, such as 16.`,
  badLocation: (excerpt) =>
    `"${excerpt}" is not a source location. Write at=PATH:LINE or at=PATH:LINE:COLUMN, with lines from 1.`,
  namelessAttribute: () => 'An attribute needs a name before "=". Write for example tid=1.',
  alignOnOther: (_, detail) => `"${detail}" has no alignment. Remove align=.`,
  duplicateAttribute: (_, detail) => `This line already has ${detail}. Keep one of them.`,
  duplicateLabel: () => 'This line already has a quoted text. Join the two, or remove one.',
  secondText: () => 'The text of a mark is one string. Put all of it in one pair of quotes.',
  unexpectedText: (excerpt) =>
    `${named(excerpt)} is not expected here. Remove it, or start a comment with "#".`,
  oneSize: (excerpt) =>
    `calloc takes one size: "${excerpt}" is not expected. Write the product of count and size.`,
  extraSize: (excerpt) => `free takes only an id: "${excerpt}" is not expected. Remove it.`,
  glued: () => 'Text touches a quoted string here. Put a blank between them.',
  unterminated: () => 'The closing quote is missing. Close the string on this line.',
  badEscape: (excerpt) =>
    `${excerpt} starts no escape. Write \\\\ for a backslash; the others are \\" \\n \\r \\t \\xNN \\u{...}.`,
  unknownHeapKey: (excerpt, detail) =>
    `"${excerpt}" is not a heap setting. ${suggest(excerpt, detail.split(' '), `Use: ${detail.replaceAll(' ', ', ')}.`)}`,
  unknownHeapChoice: (excerpt, detail) =>
    `"${excerpt}" is not one of the choices. ${suggest(excerpt, detail.split(' '), `Use: ${detail.replaceAll(' ', ', ')}.`)}`,
  heapSize: () => 'The heap must have from 64 bytes to 1 GiB. Change size=.',
  heapBase: () =>
    'The base must be a multiple of 8 above 0, with the whole heap below 2^53. Change base=.',
  lateHeap: () => 'The heap must be set before the first event. Move this line up.',
  duplicateHeap: (_, detail) => `The heap is already set on line ${detail}. Keep one of the two.`,
  lineTooLong: (excerpt, detail) =>
    `This line has ${detail} bytes, and the longest allowed is 1 MiB. It was skipped. It starts with: ${excerpt}`,
  nulBytes: (_, detail) =>
    `${detail === '1' ? 'A NUL byte' : `${detail} NUL bytes`} here: part of the file was lost. The line was skipped.`,
  wrongEncoding: (_, detail) => `This file is ${detail}. Save it as UTF-8.`,
  compressed: (_, detail) => `This file is compressed: decompress it first (${detail}).`,
  notATrace: (_, detail) =>
    `This is not a trace but ${detail}. Open a text file that starts with "alloctrace 1".`,
  fileTooLarge: (_, detail) =>
    `Only the first ${detail} bytes were read. Split the trace, or record less.`,
} satisfies Record<string, Message>;

/** Added where the problem is in a last line without a line end. */
export const PROVISIONAL_NOTE =
  ' The line has no line end yet: the file may still be being written.';
