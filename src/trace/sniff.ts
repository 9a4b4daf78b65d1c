import { Byte } from './bytes';
import { messages, type Message } from './messages';
import type { ProblemCode } from './problem';
import { sequenceLength } from './utf8';

/** How many bytes of a file are looked at before any line is read. */
export const HEAD_LENGTH = 4096;

/** Why a file is not read at all. */
export interface Refusal {
  readonly code: ProblemCode;
  readonly message: Message;
  readonly detail: string;
}

interface Magic {
  readonly bytes: readonly number[];
  readonly refusal: Refusal;
}

function encoding(name: string, ...bytes: number[]): Magic {
  return {
    bytes,
    refusal: { code: 'wrong-encoding', message: messages.wrongEncoding, detail: name },
  };
}

function compressed(name: string, ...bytes: number[]): Magic {
  return { bytes, refusal: { code: 'not-a-trace', message: messages.compressed, detail: name } };
}

function binary(name: string, ...bytes: number[]): Magic {
  return { bytes, refusal: { code: 'not-a-trace', message: messages.notATrace, detail: name } };
}

/** The first match decides, so longer marks come before their beginnings. */
const MAGICS: readonly Magic[] = [
  encoding('UTF-32 (little endian)', 0xff, 0xfe, 0x00, 0x00),
  encoding('UTF-32 (big endian)', 0x00, 0x00, 0xfe, 0xff),
  encoding('UTF-16 (little endian)', 0xff, 0xfe),
  encoding('UTF-16 (big endian)', 0xfe, 0xff),
  compressed('gzip', 0x1f, 0x8b),
  compressed('zip', 0x50, 0x4b, 0x03, 0x04),
  compressed('zip', 0x50, 0x4b, 0x05, 0x06),
  compressed('zstd', 0x28, 0xb5, 0x2f, 0xfd),
  compressed('xz', 0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00),
  compressed('bzip2', 0x42, 0x5a, 0x68),
  compressed('7-Zip', 0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c),
  binary('a program (ELF)', 0x7f, 0x45, 0x4c, 0x46),
  binary('a PNG image', 0x89, 0x50, 0x4e, 0x47),
  binary('a PDF document', 0x25, 0x50, 0x44, 0x46, 0x2d),
];

function isText(byte: number): boolean {
  return (byte >= Byte.Space && byte < 0x7f) || (byte >= Byte.Tab && byte <= Byte.Return);
}

/** UTF-16 without a mark: the first two characters, both ASCII, have a NUL on the same side. */
function sniffUtf16(head: Uint8Array): Refusal | undefined {
  if (head.length < 4) return undefined;
  const [a, b, c, d] = [head[0], head[1], head[2], head[3]];
  if (isText(a) && b === 0 && isText(c) && d === 0) {
    return encoding('UTF-16 (little endian)').refusal;
  }
  if (a === 0 && isText(b) && c === 0 && isText(d)) return encoding('UTF-16 (big endian)').refusal;
  return undefined;
}

/**
 * Whether three bytes of ten or more belong to no text. A run of NULs counts once: a hole in a
 * trace is a problem of one line, not of the file.
 */
function looksBinary(head: Uint8Array): boolean {
  let seen = 0;
  let odd = 0;
  for (let at = 0; at < head.length;) {
    const byte = head[at];
    const repeated = byte === 0 && at > 0 && head[at - 1] === 0;
    if (!repeated) seen++;
    const length = sequenceLength(head, at, head.length);
    // A character may be cut by the end of the head.
    const cut = length === 0 && head.length - at < 4 && head.length === HEAD_LENGTH;
    const control = byte < 0x80 && !isText(byte) && byte !== 0x1b;
    if (!repeated && !cut && (length === 0 || control)) odd++;
    at += Math.max(1, length);
  }
  return odd >= 2 && odd * 10 >= seen * 3;
}

/** Why a file that starts with these bytes cannot be a trace, or undefined if it may be one. */
export function refusalOf(head: Uint8Array): Refusal | undefined {
  const magic = MAGICS.find(({ bytes }) => bytes.every((byte, i) => head[i] === byte));
  if (magic) return magic.refusal;
  const utf16 = sniffUtf16(head);
  if (utf16) return utf16;
  return looksBinary(head) ? binary('a binary file').refusal : undefined;
}

/** Length of the UTF-8 byte order mark at the start of a file: 3 or 0. */
export function byteOrderMark(head: Uint8Array): number {
  return head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf ? 3 : 0;
}
