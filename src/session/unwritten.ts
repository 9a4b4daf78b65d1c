const LINE_FEED = 10;
const HASH = 0x23;
const BLANK = 0x20;

/** A line of so many bytes is given on as it is. */
const LONGEST_HELD = 1024 * 1024;

const NOTHING = new Uint8Array(0);

/**
 * The text of a file that a recorder is writing, without what it has not written yet: the preload
 * recorder keeps blanks behind its last line, and begins a line with `#` until it is complete. So a
 * last line without an end is left out where it is blank or a comment.
 */
export async function* withoutUnwritten(
  pieces: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  let held: Uint8Array = NOTHING;
  for await (const piece of pieces) {
    const end = piece.lastIndexOf(LINE_FEED) + 1;
    if (end > 0) {
      if (held.length > 0) yield held;
      yield piece.subarray(0, end);
      held = piece.subarray(end);
    } else if (held.length + piece.length > LONGEST_HELD) {
      if (held.length > 0) yield held;
      held = NOTHING;
      yield piece;
    } else held = joined(held, piece);
  }
  if (!isUnwritten(held)) yield held;
}

function isUnwritten(line: Uint8Array): boolean {
  return line.length === 0 || line[0] === HASH || line.every((byte) => byte === BLANK);
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  const all = new Uint8Array(a.length + b.length);
  all.set(a);
  all.set(b, a.length);
  return all;
}
