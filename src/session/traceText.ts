import { sequenceLength } from '../trace/utf8';
import type { LineIndex } from './lineIndex';

const LINE_FEED = 10;
const RETURN = 13;
const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];

/** A line as text; `isCut` where it goes on. */
export interface TextLine {
  readonly text: string;
  readonly isCut: boolean;
}

/** The lines of a trace's text. Holds the bytes once, undecoded; lines are decoded when asked for. */
export class TraceText {
  readonly lineCount: number;
  // Lines are mostly asked for in order: where the last one begins, to go on from there.
  private lastLine = 0;
  private lastOffset = 0;

  /** @param bytes the text that `index` was made of; what is missing at its end reads as empty */
  constructor(
    private readonly bytes: Uint8Array,
    private readonly index: LineIndex,
  ) {
    this.lineCount = index.lineCount;
  }

  /** A line (from 0) without its line end, or at most its first `limit` bytes. Empty if there is none. */
  line(line: number, limit: number): TextLine {
    if (line < 0 || line >= this.lineCount) return { text: '', isCut: false };
    const start = this.startOf(line);
    const end = this.endOf(start, limit);
    const isCut = end < this.bytes.length && !isLineEnd(this.bytes[end]);
    return { text: decode(this.bytes.subarray(start, isCut ? this.charStart(end) : end)), isCut };
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
    while (end < this.bytes.length && (this.bytes[end] & 0xc0) === 0x80) end++;
    return decode(this.bytes.subarray(start, end)).length;
  }

  private startOf(line: number): number {
    const mark = this.index.markBefore(line);
    const isLastNearer = this.lastLine <= line && this.lastLine >= mark.line;
    const { bytes } = this;
    let offset = isLastNearer ? this.lastOffset : mark.offset;
    for (let at = isLastNearer ? this.lastLine : mark.line; at < line; at++) {
      while (offset < bytes.length && !isLineEnd(bytes[offset])) offset++;
      offset += bytes[offset] === RETURN && bytes[offset + 1] === LINE_FEED ? 2 : 1;
    }
    this.lastLine = line;
    this.lastOffset = offset;
    const hasMark = offset === 0 && BYTE_ORDER_MARK.every((byte, i) => bytes[i] === byte);
    return hasMark ? BYTE_ORDER_MARK.length : offset;
  }

  private endOf(start: number, limit: number): number {
    const most = Math.min(start + limit, this.bytes.length);
    let end = start;
    while (end < most && !isLineEnd(this.bytes[end])) end++;
    return end;
  }

  /** The end, or the start of the character that it would cut in two. */
  private charStart(end: number): number {
    for (let back = 1; back <= 3; back++) {
      const at = end - back;
      if ((this.bytes[at] & 0xc0) === 0x80) continue;
      return at + sequenceLength(this.bytes, at, this.bytes.length) > end ? at : end;
    }
    return end;
  }
}

function isLineEnd(byte: number): boolean {
  return byte === LINE_FEED || byte === RETURN;
}

/** As an editor decodes it, so that columns are the editor's. */
function decode(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
}
