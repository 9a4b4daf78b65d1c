/** The UTF-16 column of a column that counts bytes of UTF-8, both from 0; the end if it is past it. */
export function utf16Column(line: string, byteColumn: number): number {
  let bytes = 0;
  let column = 0;
  for (const character of line) {
    if (bytes >= byteColumn) return column;
    const code = character.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    column += character.length;
  }
  return column;
}
