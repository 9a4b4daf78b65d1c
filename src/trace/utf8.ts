/** How many continuation bytes from `at` on lie in their allowed ranges; the first range is special. */
function continues(
  bytes: Uint8Array,
  at: number,
  end: number,
  count: number,
  low: number,
  high: number,
): boolean {
  if (at + count > end) return false;
  const first = bytes[at];
  if (first < low || first > high) return false;
  for (let i = 1; i < count; i++) if ((bytes[at + i] & 0xc0) !== 0x80) return false;
  return true;
}

/**
 * Length of the well-formed UTF-8 sequence at `at`, or 0. Overlong forms, surrogates and values
 * above U+10FFFF are not well-formed (table 3-7 of the Unicode standard).
 */
export function sequenceLength(bytes: Uint8Array, at: number, end: number): number {
  const lead = bytes[at];
  if (lead < 0x80) return 1;
  if (lead < 0xc2) return 0;
  if (lead < 0xe0) return continues(bytes, at + 1, end, 1, 0x80, 0xbf) ? 2 : 0;
  if (lead < 0xf0) {
    const low = lead === 0xe0 ? 0xa0 : 0x80;
    const high = lead === 0xed ? 0x9f : 0xbf;
    return continues(bytes, at + 1, end, 2, low, high) ? 3 : 0;
  }
  if (lead > 0xf4) return 0;
  const low = lead === 0xf0 ? 0x90 : 0x80;
  const high = lead === 0xf4 ? 0x8f : 0xbf;
  return continues(bytes, at + 1, end, 3, low, high) ? 4 : 0;
}

/** Whether all of `bytes[start..end)` is well-formed UTF-8. */
export function isWellFormed(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end;) {
    const length = sequenceLength(bytes, at, end);
    if (length === 0) return false;
    at += length;
  }
  return true;
}

// The label is named so that a byte order mark inside a text stays what it is: a character.
const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** `bytes[start..end)` as text for people: each byte that is not UTF-8 is shown as `\xNN`. */
export function decodeText(bytes: Uint8Array, start: number, end: number): string {
  if (isWellFormed(bytes, start, end)) return strict.decode(bytes.subarray(start, end));
  let text = '';
  let good = start;
  for (let at = start; at < end;) {
    const length = sequenceLength(bytes, at, end);
    if (length > 0) {
      at += length;
      continue;
    }
    if (at > good) text += strict.decode(bytes.subarray(good, at));
    text += `\\x${bytes[at].toString(16).padStart(2, '0')}`;
    good = ++at;
  }
  return good < end ? text + strict.decode(bytes.subarray(good, end)) : text;
}
