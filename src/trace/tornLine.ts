import { BYTE_CLASS, ByteClass } from './bytes';

/** As much as an excerpt may show. */
const HEAD_LENGTH = 256;

/**
 * What is known of a line whose end has not come yet, so that no byte is looked at twice, and a
 * line without end is not kept. Offsets count from the start of the line.
 */
export class TornLine {
  /** How much of its beginning was dropped; the line goes on behind it. */
  dropped = 0;
  /** The first bytes of a line of which some were dropped. */
  head: Uint8Array = new Uint8Array(0);
  /** The first run of NULs, or -1. */
  nulStart = -1;
  nulEnd = -1;
  /** Up to here there is no line end. */
  private searched = 0;

  /** Nothing of the line was looked at. */
  get isFresh(): boolean {
    return this.searched === 0;
  }

  /** Forgets the line: another one begins. */
  begin(): void {
    this.dropped = this.searched = 0;
    this.nulStart = this.nulEnd = -1;
  }

  /** Where in `bytes` the line ends that goes on at `start`; their length if it does not yet. */
  findEnd(bytes: Uint8Array, start: number): number {
    const shift = this.dropped - start;
    let at = this.searched - shift;
    for (; at < bytes.length; at++) {
      const kind = BYTE_CLASS[bytes[at]];
      if (kind === ByteClass.LineEnd) break;
      if (kind !== ByteClass.Nul) continue;
      if (this.nulStart < 0) this.nulStart = this.nulEnd = at + shift;
      if (this.nulEnd === at + shift) this.nulEnd++;
    }
    this.searched = at + shift;
    return at;
  }

  /** Drops `bytes[start..end)`, with which the line goes on. */
  drop(bytes: Uint8Array, start: number, end: number): void {
    if (this.dropped === 0) this.head = bytes.slice(start, Math.min(end, start + HEAD_LENGTH));
    this.dropped += end - start;
  }
}
