import { Byte } from '../bytes';
import { byteString } from './text';

/** Longer lines are not read, and not kept: a line is read in one go, and must hold nobody up. */
export const MAX_LINE = 2 ** 21;

/** Takes one line, as a string of bytes. `tooLong` where only its beginning is there. */
type TakeLine = (text: string, tooLong: boolean) => void;

/** Cuts bytes into lines, which end with LF, CRLF or CR. Chunks of any size give the same lines. */
export class LineSplitter {
  /** The beginning of a line whose end has not come. */
  private parts: string[] = [];
  private length = 0;
  /** The last chunk ended with CR: a LF that follows belongs to it. */
  private afterReturn = false;

  constructor(private readonly take: TakeLine) {}

  push(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    let start = this.afterReturn && bytes[0] === Byte.LineFeed ? 1 : 0;
    this.afterReturn = false;
    let feed = bytes.indexOf(Byte.LineFeed, start);
    let back = bytes.indexOf(Byte.Return, start);
    for (;;) {
      if (feed >= 0 && feed < start) feed = bytes.indexOf(Byte.LineFeed, start);
      if (back >= 0 && back < start) back = bytes.indexOf(Byte.Return, start);
      const end = feed < 0 || (back >= 0 && back < feed) ? back : feed;
      if (end < 0) break;
      this.keep(bytes, start, end);
      this.give();
      start = end + 1;
      if (end !== back) continue;
      if (start === bytes.length) this.afterReturn = true;
      else if (bytes[start] === Byte.LineFeed) start++;
    }
    this.keep(bytes, start, bytes.length);
  }

  /** The file is over. @returns whether its last line had no end */
  end(): boolean {
    if (this.length === 0) return false;
    this.give();
    return true;
  }

  private keep(bytes: Uint8Array, start: number, end: number): void {
    if (end <= start) return;
    const room = Math.max(0, MAX_LINE - this.length);
    if (room > 0) this.parts.push(byteString(bytes, start, Math.min(end, start + room)));
    this.length += end - start;
  }

  private give(): void {
    const text = this.parts.length === 1 ? this.parts[0] : this.parts.join('');
    const tooLong = this.length > MAX_LINE;
    this.parts = [];
    this.length = 0;
    this.take(text, tooLong);
  }
}
