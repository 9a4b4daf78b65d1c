import { Rows } from '../base/rows';
import { Byte } from '../trace/bytes';
import type { TraceText } from './traceText';

/** Bytes looked through between two looks at the clock: a tenth of a millisecond. */
const PIECE = 2 ** 17;

/**
 * The lines of a text that have something in them, in whatever case the letters a to z are. Looks at
 * the bytes as they are written, comments included: a gigabyte takes seconds.
 */
export class TextSearch {
  /** The lines, from 0, ascending; each once. */
  readonly lines = new Rows();
  private readonly wanted: Uint8Array;
  private offset = 0;
  private line = 0;
  /** The rest of the line needs no look: it is in the list. */
  private isListed = false;

  /**
   * @param text not empty
   * @param most so many lines are listed
   */
  constructor(
    private readonly of: TraceText,
    text: string,
    private readonly most: number,
  ) {
    this.wanted = new TextEncoder().encode(text).map(lower);
  }

  /** How much of the text was looked at, 0 to 1. */
  get fraction(): number {
    return this.offset / Math.max(1, this.of.length);
  }

  /** Whether there may be more lines than are listed. */
  get isCut(): boolean {
    return this.lines.length === this.most;
  }

  /** Looks at the next piece. Returns whether there is no more to look at. */
  go(): boolean {
    const { of, wanted, offset } = this;
    const end = Math.min(offset + PIECE, of.length);
    // What begins in this piece may end in the next.
    const bytes = of.slice(offset, end + wanted.length);
    this.lookAt(bytes, end - offset);
    this.offset = end;
    return end === of.length || this.isCut;
  }

  private lookAt(bytes: Uint8Array, end: number): void {
    const { wanted } = this;
    const [first] = wanted;
    for (let at = 0; at < end; at++) {
      const byte = bytes[at];
      if (byte === Byte.LineFeed || (byte === Byte.Return && bytes[at + 1] !== Byte.LineFeed)) {
        this.line++;
        this.isListed = false;
      } else if (lower(byte) === first && !this.isListed && matchesAt(bytes, at, wanted)) {
        this.lines.push(this.line);
        this.isListed = true;
        if (this.isCut) return;
      }
    }
  }
}

function matchesAt(bytes: Uint8Array, at: number, wanted: Uint8Array): boolean {
  for (let i = 1; i < wanted.length; i++) if (lower(bytes[at + i]) !== wanted[i]) return false;
  return true;
}

function lower(byte: number): number {
  return byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte;
}
