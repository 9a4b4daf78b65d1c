/** Bytes with a meaning in the language. */
export const enum Byte {
  Nul = 0x00,
  Tab = 0x09,
  LineFeed = 0x0a,
  Return = 0x0d,
  Space = 0x20,
  Quote = 0x22,
  Hash = 0x23,
  Zero = 0x30,
  Nine = 0x39,
  Colon = 0x3a,
  Equals = 0x3d,
  Backslash = 0x5c,
  /** Of `0x` and `\x`. */
  LetterX = 0x78,
}

/** What a byte may be outside quotes. */
export const enum ByteClass {
  /** Part of a word: an id, a number, a verb. Control characters other than those below too. */
  Word = 0,
  Blank,
  LineEnd,
  Hash,
  Quote,
  Equals,
  Nul,
  /** Part of a word, but of more than one byte: it must be well-formed UTF-8 in an id. */
  High,
}

/** The `ByteClass` of every byte. */
export const BYTE_CLASS: Uint8Array = classify();

function classify(): Uint8Array {
  const classes = new Uint8Array(256).fill(ByteClass.High, 0x80);
  classes[Byte.Nul] = ByteClass.Nul;
  classes[Byte.Tab] = classes[Byte.Space] = ByteClass.Blank;
  classes[Byte.LineFeed] = classes[Byte.Return] = ByteClass.LineEnd;
  classes[Byte.Hash] = ByteClass.Hash;
  classes[Byte.Quote] = ByteClass.Quote;
  classes[Byte.Equals] = ByteClass.Equals;
  return classes;
}

/** The bytes of a word of the language itself. */
export function ascii(word: string): Uint8Array {
  return Uint8Array.from(word, (character) => character.charCodeAt(0));
}

/** Whether `bytes[start..end)` is exactly `word`. */
export function spells(bytes: Uint8Array, start: number, end: number, word: Uint8Array): boolean {
  if (end - start !== word.length) return false;
  for (let i = 0; i < word.length; i++) if (bytes[start + i] !== word[i]) return false;
  return true;
}

const NULL = ascii('null');

/** Whether `bytes[start..end)` is `null`, the null pointer. */
export function spellsNull(bytes: Uint8Array, start: number, end: number): boolean {
  return spells(bytes, start, end, NULL);
}
