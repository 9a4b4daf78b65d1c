import { Byte } from '../trace/bytes';

/** A line of so many bytes is given on as it is. */
const LONGEST_HELD = 1024 * 1024;

const NOTHING = new Uint8Array(0);

/**
 * The text of a file that a recorder is writing, without what it has not written yet: the preload
 * recorder keeps blanks behind its last line, and begins a line with `#` until it is complete, its end
 * included. So a last line is left out where it is blank, or a comment that has no end or only blanks
 * behind it.
 */
export async function* withoutUnwritten(
  pieces: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  let held: Uint8Array = NOTHING;
  for await (const piece of pieces) {
    const text = held.length === 0 ? piece : joined(held, piece);
    const last = lastLine(text);
    const isLong = text.length - last > LONGEST_HELD;
    const cut = isLong ? text.length : last;
    if (cut > 0) yield text.subarray(0, cut);
    held = text.subarray(cut);
  }
  yield held.subarray(0, writtenOf(held));
}

/** Where the last line begins or, if a comment with an end is before it, that comment. */
function lastLine(text: Uint8Array): number {
  const end = text.lastIndexOf(Byte.LineFeed);
  // A negative place would count from the back.
  const before = end > 0 ? text.lastIndexOf(Byte.LineFeed, end - 1) + 1 : 0;
  return end > 0 && text[before] === Byte.Hash ? before : end + 1;
}

/** How much of a last line, and a comment before it, is written. */
function writtenOf(held: Uint8Array): number {
  const end = held.indexOf(Byte.LineFeed) + 1;
  const line = held.subarray(end);
  // Lines that end in CR alone are no recorder's.
  if (line.includes(Byte.Return)) return held.length;
  if (line.length === 0) return end;
  if (line.every((byte) => byte === Byte.Space)) return 0;
  return line[0] === Byte.Hash ? end : held.length;
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  const all = new Uint8Array(a.length + b.length);
  all.set(a);
  all.set(b, a.length);
  return all;
}
