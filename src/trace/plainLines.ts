import { Byte, BYTE_CLASS, ByteClass, spellsNull } from './bytes';
import type { Columns } from './columns';
import { SEED, withByte } from './idHash';
import type { IdTable } from './ids';
import { HEX_VALUE, MOST_DIGITS, MOST_HEX_DIGITS, NOT_HEX, startsAddress } from './idKeys';
import { KIND_OF_FIRST, longVerbLength } from './plainVerb';
import { EventKind, NULL_ID } from './trace';

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
   * Reads from `start` on, where line number `line` starts, to the first line that is not plain;
   * `at` says where that is, and the columns how many lines were read. The last line end that there
   * is, is at `end`: up to there no field needs to look for the end of the bytes.
   * In one piece, however long: with parts of it as functions, which leave in fields what they found,
   * all kinds of traces took a tenth longer to read.
   * @throws RangeError if memory runs out; what was read before is there
   */
  read(bytes: Uint8Array, start: number, end: number, line: number): void {
    const { columns, ids } = this;
    let isLong = columns.isLong;
    const first = columns.count;
    // Also where memory runs out: what was read then is a trace.
    try {
      while (start <= end) {
        const kind = KIND_OF_FIRST[bytes[start]];
        if (kind === 0) break;
        const verb = bytes[start + 1] === Byte.Space ? 2 : longVerbLength(bytes, start);
        if (verb === 0) break;
        const idStart = start + verb;
        let at = idStart;
        // The number that the id is, or the lower word of the address, or the hash of the text.
        let number = 0;
        let high = 0;
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
          at = idStart;
          if (startsAddress(bytes, at)) {
            let digit = HEX_VALUE[bytes[(at += 2)]];
            if (digit === 0) digit = NOT_HEX;
            while (digit !== NOT_HEX) {
              high = (high << 4) | (number >>> 28);
              number = (number << 4) | digit;
              digit = HEX_VALUE[bytes[++at]];
            }
          }
          byte = bytes[at];
          form = IdForm.Address;
          const hexDigits = at - idStart - 2;
          if (
            hexDigits <= 0 ||
            hexDigits > MOST_HEX_DIGITS ||
            BYTE_CLASS[byte] === ByteClass.Word
          ) {
            at = idStart;
            number = SEED;
            while (BYTE_CLASS[(byte = bytes[at])] === ByteClass.Word) {
              number = withByte(number, byte);
              at++;
            }
            if (at === idStart || at - start > MAX_LINE_LENGTH / 2) break;
            form = IdForm.Text;
            if (spellsNull(bytes, idStart, at)) {
              if (kind !== EventKind.Free) break;
              form = IdForm.Null;
            }
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
        else if (form === IdForm.Address) id = ids.internAddress(number, high);
        else if (form === IdForm.Text) id = ids.internText(number, bytes, idStart, idEnd, -1);
        if (columns.count === first) columns.lines.add(first, line);
        columns.addNext(kind, id, size);
        start = at + 1;
      }
    } finally {
      this.at = start;
    }
  }
}
