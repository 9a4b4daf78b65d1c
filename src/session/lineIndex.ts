import { Byte } from '../trace/bytes';

/** A mark is set at the first line that is so many lines or bytes behind the last mark. */
const LINES_BETWEEN = 256;
const BYTES_BETWEEN = 2 ** 16;
const FIRST_MARKS = 64;

/**
 * Where the lines of a text begin: the offset of at least every 256th one, so that any line is
 * found by a short scan. Lines end with LF, CRLF or CR, as the reader of traces has it. A million
 * lines take 32 KiB. A line for each offset would take a hundred times that, and is wanted of a
 * screenful only.
 */
export class LineIndex {
  private lines = new Float64Array(FIRST_MARKS);
  private offsets = new Float64Array(FIRST_MARKS);
  private marks = 1;
  private count = 1;
  private length = 0;
  /** Where the last line begins. */
  private lineStart = 0;
  private endsInReturn = false;

  /** Lines so far, as an editor counts them: one more than there are line ends. */
  get lineCount(): number {
    return this.count;
  }

  /** Of the first so many lines, which fill so many bytes with their ends; to be gone on with. */
  upTo(lines: number, length: number): LineIndex {
    const index = new LineIndex();
    while (index.marks < this.marks && this.lines[index.marks] <= lines) index.marks++;
    index.lines = this.lines.slice(0, Math.max(index.marks, FIRST_MARKS));
    index.offsets = this.offsets.slice(0, index.lines.length);
    index.count = lines + 1;
    index.length = index.lineStart = length;
    return index;
  }

  /** Takes the next bytes of the text. */
  push(piece: Uint8Array): void {
    const { length: base } = this;
    let at = 0;
    if (this.endsInReturn && piece[0] === Byte.LineFeed) this.movePastLineFeed(++at + base);
    for (const end = piece.length; at < end;) {
      const byte = piece[at++];
      if (byte > Byte.Return || (byte !== Byte.LineFeed && byte !== Byte.Return)) continue;
      if (byte === Byte.Return && piece[at] === Byte.LineFeed) at++;
      this.begin(base + at);
    }
    this.length += piece.length;
    if (piece.length > 0) this.endsInReturn = piece.at(-1) === Byte.Return;
  }

  /**
   * The nearest mark at or before a line (from 0): a line and the offset where it begins. The lines
   * between are fewer than 256 and together shorter than 64 KiB.
   */
  markBefore(line: number): { readonly line: number; readonly offset: number } {
    let low = 0;
    let high = this.marks - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if (this.lines[middle] <= line) low = middle;
      else high = middle - 1;
    }
    return { line: this.lines[low], offset: this.offsets[low] };
  }

  private begin(offset: number): void {
    const last = this.marks - 1;
    const isFar =
      this.count - this.lines[last] >= LINES_BETWEEN ||
      offset - this.offsets[last] >= BYTES_BETWEEN;
    if (isFar) this.mark(this.count, offset);
    this.count++;
    this.lineStart = offset;
  }

  private mark(line: number, offset: number): void {
    if (this.marks === this.lines.length) {
      this.lines = grown(this.lines);
      this.offsets = grown(this.offsets);
    }
    this.lines[this.marks] = line;
    this.offsets[this.marks] = offset;
    this.marks++;
  }

  /** A piece ended between CR and LF: the line that was begun there begins one byte later. */
  private movePastLineFeed(offset: number): void {
    if (this.offsets[this.marks - 1] === this.lineStart && this.marks > 1) {
      this.offsets[this.marks - 1] = offset;
    }
    this.lineStart = offset;
  }
}

function grown(marks: Float64Array): Float64Array<ArrayBuffer> {
  const result = new Float64Array(marks.length * 2);
  result.set(marks);
  return result;
}
