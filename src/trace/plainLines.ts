import { Byte, BYTE_CLASS, ByteClass, spellsNull } from './bytes';
import type { Columns } from './columns';
import type { IdTable } from './ids';
import { isAddress, MOST_DIGITS } from './idKeys';
import { KIND_OF_FIRST, longVerbLength } from './plainVerb';
import { DEFAULT_ALIGN, EventKind, NULL_ID } from './trace';

/** The longest line that is read. */
export const MAX_LINE_LENGTH = 2 ** 20;

/** So many digits always fit an int32, and most sizes have fewer. */
const PLAIN_DIGITS = MOST_DIGITS;

/** How the id of a line was found. */
const enum IdForm {
  Number,
  Address,
  Text,
  Null,
}

/**
 * Reads the lines that most traces are made of: `a ID SIZE` and `f ID`, and the same with the other
 * verbs, one blank between fields and nothing else. Everything about such a line is in the columns,
 * so that its text is not kept.
 */
export class PlainLines {
  /** Where the last call stopped. */
  at = 0;
  private readonly columns: Columns;
  private readonly ids: IdTable;

  constructor(columns: Columns, ids: IdTable) {
    this.columns = columns;
    this.ids = ids;
  }

  /**
   * Reads from `start` on, where line number `line` starts, to the first line that is not plain or
   * has no end before `end`. Returns how many lines it read, also where memory runs out: then it
   * throws RangeError, and `at` and the columns say how far it came.
   */
  read(bytes: Uint8Array, start: number, end: number, line: number): void {
    const { columns, ids } = this;
    // Up to the last line end no field needs to look for the end of the bytes.
    const last = bytes.lastIndexOf(Byte.LineFeed, end - 1);
    let isLong = columns.isLong;
    let row = columns.count;
    const shift = line - row;
    // Also where memory runs out: what was read then is a trace.
    try {
      while (start <= last) {
        const kind = KIND_OF_FIRST[bytes[start]];
        if (kind === 0) break;
        const verb = bytes[start + 1] === Byte.Space ? 2 : longVerbLength(bytes, start);
        if (verb === 0) break;
        const idStart = start + verb;
        let at = idStart;
        let number = 0;
        let byte = bytes[at];
        while (byte >= Byte.Zero && byte <= Byte.Nine) {
          number = (number * 10 + byte - Byte.Zero) | 0;
          byte = bytes[++at];
        }
        // A number in its only spelling is its own key. `007` and `7` are two ids.
        const digits = at - idStart;
        let form = IdForm.Number;
        if (
          digits === 0 ||
          digits > MOST_DIGITS ||
          (bytes[idStart] === Byte.Zero && digits > 1) ||
          BYTE_CLASS[byte] === ByteClass.Word
        ) {
          while (BYTE_CLASS[(byte = bytes[at])] === ByteClass.Word) at++;
          if (at === idStart || at - start > MAX_LINE_LENGTH / 2) break;
          form = isAddress(bytes, idStart, at) ? IdForm.Address : IdForm.Text;
          if (spellsNull(bytes, idStart, at)) {
            if (kind !== EventKind.Free) break;
            form = IdForm.Null;
          }
        }
        const idEnd = at;
        let size = 0;
        if (kind !== EventKind.Free) {
          if (byte !== Byte.Space) break;
          const sizeStart = ++at;
          byte = bytes[at];
          while (byte >= Byte.Zero && byte <= Byte.Nine) {
            size = (size * 10 + byte - Byte.Zero) | 0;
            byte = bytes[++at];
          }
          const length = at - sizeStart;
          if (length === 0 || length > PLAIN_DIGITS) break;
          if (length > 1 && bytes[sizeStart] === Byte.Zero) break;
        }
        if (byte === Byte.Return) byte = bytes[++at];
        if (byte !== Byte.LineFeed) break;
        columns.reserve();
        if (verb > 2 !== isLong) {
          isLong = !isLong;
          columns.spell(isLong);
        }
        let id = NULL_ID;
        if (form === IdForm.Number) id = ids.internNumber(number);
        else if (form === IdForm.Address) id = ids.internAddress(bytes, idStart, idEnd);
        else if (form === IdForm.Text) id = ids.internText(bytes, idStart, idEnd, -1);
        columns.add(kind, id, size, DEFAULT_ALIGN, shift + row);
        row++;
        start = at + 1;
      }
    } finally {
      this.at = start;
    }
  }
}
