import { decodeText } from '../utf8';

/** Bytes that are turned into a string at once: a call has so many arguments at most. */
const AT_ONCE = 8192;

/** `bytes[start..end)` as a string in which each character is a byte. */
export function byteString(bytes: Uint8Array, start: number, end: number): string {
  let text = '';
  for (let at = start; at < end; at += AT_ONCE) {
    const part = bytes.subarray(at, Math.min(end, at + AT_ONCE));
    text += String.fromCharCode.apply(null, part as unknown as number[]);
  }
  return text;
}

/** The bytes of a string of bytes. */
export function bytesOf(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}

/** Text of a trace is shortened to this: a path of a mebibyte helps nobody. */
const MOST_SHOWN = 300;

/** A string of bytes as text for people: UTF-8 where it is that, `\xNN` where not; the end of long ones. */
export function shownText(text: string): string {
  const part = text.length > MOST_SHOWN ? text.slice(-MOST_SHOWN) : text;
  // eslint-disable-next-line no-control-regex -- all of ASCII is meant
  if (part === text && /^[\x00-\x7f]*$/.test(text)) return text;
  const bytes = bytesOf(part);
  // A cut may fall into the middle of a character.
  const start = part === text ? 0 : leadingContinuation(bytes);
  const shown = decodeText(bytes, start, bytes.length);
  return part === text ? shown : `...${shown}`;
}

function leadingContinuation(bytes: Uint8Array): number {
  let count = 0;
  while (count < 3 && (bytes[count] & 0xc0) === 0x80) count++;
  return count;
}

const lenient = new TextDecoder();

/** How many UTF-16 units an editor shows for a string of bytes that begins a line. */
export function charactersOf(text: string): number {
  // What is no UTF-8 is shown as a replacement character; a byte order mark is not shown.
  return lenient.decode(bytesOf(text)).length;
}

/** What a terminal acts on: colours, titles, links. Each alternative ends at the first byte that ends it. */
// eslint-disable-next-line no-control-regex -- control characters are what is looked for
const ESCAPES = /\x1b(?:\[[0-9;?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[@-Z\\^_])/g;

/** A line without what a terminal acts on, and where its columns were. */
export function withoutEscapes(line: string): {
  text: string;
  columnInFile: (column: number) => number;
} {
  return {
    text: line.replace(ESCAPES, ''),
    // Seldom asked, and then for the beginning of a line; a line may have a million escapes.
    columnInFile: (column) => {
      let shift = 0;
      for (const { index, 0: match } of line.matchAll(ESCAPES)) {
        if (index - shift > column) break;
        shift += match.length;
      }
      return column + shift;
    },
  };
}

/** Two runs of bytes one after the other, in a copy. */
export function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}
