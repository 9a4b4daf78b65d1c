import { Byte } from '../trace/bytes';
import { sequenceLength } from '../trace/utf8';
import { LineIndex } from './lineIndex';
import { TextBytes } from './textBytes';

const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];

/** A line as text; `isCut` where it goes on. */
export interface TextLine {
  readonly text: string;
  readonly isCut: boolean;
}

/**
 * The lines of a text that may still grow. Holds the bytes once, undecoded; lines are decoded when
 * somebody looks at them. A trace itself keeps no text of plain lines.
 */
export class TraceText {
  private bytes = new TextBytes();
  private index = new LineIndex();
  // Lines are mostly asked for in order: where the last one begins, to go on from there.
  private lastLine = 0;
  private lastOffset = 0;

  /** The first so many lines, which fill so many bytes with their ends; to be gone on with. */
  upTo(lines: number, bytes: number): TraceText {
    const text = new TraceText();
    text.bytes = this.bytes.upTo(bytes);
    text.index = this.index.upTo(lines, bytes);
    return text;
  }

  /** Takes the next bytes. */
  push(piece: Uint8Array): void {
    this.bytes.push(piece);
    this.index.push(piece);
    // Half of a line end may have been taken for all of it.
    this.lastLine = this.lastOffset = 0;
  }

  /** Bytes so far. */
  get length(): number {
    return this.bytes.length;
  }

  /** Lines so far, as an editor counts them: one more than there are line ends. */
  get lineCount(): number {
    return this.index.lineCount;
  }

  /** Whether it is empty or its last line has an end. */
  get endsWithLine(): boolean {
    return this.length === 0 || isLineEnd(this.bytes.at(this.length - 1));
  }

  /** A copy of the bytes `start..end`, to compare. */
  slice(start: number, end: number): Uint8Array {
    return this.bytes.slice(start, end);
  }

  /** A line (from 0) without its line end, or at most its first `limit` bytes. Empty if there is none. */
  line(line: number, limit: number): TextLine {
    if (line < 0 || line >= this.lineCount) return { text: '', isCut: false };
    const start = this.startOf(line);
    const end = this.endOf(start, limit);
    const isCut = end < this.bytes.length && !isLineEnd(this.bytes.at(end));
    return { text: decode(this.bytes.slice(start, isCut ? this.charStart(end) : end)), isCut };
  }

  /** Lines `start..start + count`, as far as they exist. */
  lines(start: number, count: number, limit: number): TextLine[] {
    const last = Math.min(start + count, this.lineCount);
    return Array.from({ length: Math.max(0, last - start) }, (_, i) => this.line(start + i, limit));
  }

  /**
   * The UTF-16 column of a byte column of a line, both from 0; of at most its first `limit` bytes.
   * Inside a character it is the end of that.
   */
  utf16Column(line: number, byteColumn: number, limit: number): number {
    const start = this.startOf(line);
    let end = this.endOf(start, Math.min(byteColumn, limit));
    while (isContinuation(this.bytes.at(end))) end++;
    return decode(this.bytes.slice(start, end)).length;
  }

  private startOf(line: number): number {
    const mark = this.index.markBefore(line);
    const isLastNearer = this.lastLine <= line && this.lastLine >= mark.line;
    const { bytes } = this;
    let offset = isLastNearer ? this.lastOffset : mark.offset;
    for (let at = isLastNearer ? this.lastLine : mark.line; at < line; at++) {
      while (offset < bytes.length && !isLineEnd(bytes.at(offset))) offset++;
      offset += bytes.at(offset) === Byte.Return && bytes.at(offset + 1) === Byte.LineFeed ? 2 : 1;
    }
    this.lastLine = line;
    this.lastOffset = offset;
    const hasMark = offset === 0 && BYTE_ORDER_MARK.every((byte, i) => bytes.at(i) === byte);
    return hasMark ? BYTE_ORDER_MARK.length : offset;
  }

  private endOf(start: number, limit: number): number {
    const most = Math.min(start + limit, this.bytes.length);
    let end = start;
    while (end < most && !isLineEnd(this.bytes.at(end))) end++;
    return end;
  }

  /** The end, or the start of the character that it would cut in two. */
  private charStart(end: number): number {
    const from = Math.max(0, end - 3);
    const bytes = this.bytes.slice(from, end + 3);
    for (let at = end - from - 1; at >= 0; at--) {
      if (isContinuation(bytes[at])) continue;
      return at + sequenceLength(bytes, at, bytes.length) > end - from ? from + at : end;
    }
    return end;
  }
}

function isLineEnd(byte: number | undefined): boolean {
  return byte === Byte.LineFeed || byte === Byte.Return;
}

/** Whether a byte goes on with a character of UTF-8. */
function isContinuation(byte: number | undefined): boolean {
  return byte !== undefined && (byte & 0xc0) === 0x80;
}

/** As an editor decodes it, so that columns are the editor's. */
function decode(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
}
