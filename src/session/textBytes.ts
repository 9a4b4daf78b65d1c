/** Bytes of a segment; small enough that the last one wastes little, a power of two. */
const SEGMENT = 2 ** 20;

/**
 * The bytes of a text, kept once and undecoded, in segments: they grow without a moment at which
 * all of them are copied.
 */
export class TextBytes {
  private readonly segments: Uint8Array[] = [];
  private length_ = 0;

  get length(): number {
    return this.length_;
  }

  /** Takes a copy of the next bytes. */
  push(piece: Uint8Array): void {
    for (let taken = 0; taken < piece.length;) {
      const place = this.length_ % SEGMENT;
      if (place === 0) this.segments.push(new Uint8Array(SEGMENT));
      const part = piece.subarray(taken, taken + SEGMENT - place);
      this.segments.at(-1)!.set(part, place);
      taken += part.length;
      this.length_ += part.length;
    }
  }

  /** The first so many bytes, to be gone on with. Full segments, which never change, are shared. */
  upTo(length: number): TextBytes {
    const bytes = new TextBytes();
    const full = Math.floor(length / SEGMENT);
    bytes.segments.push(...this.segments.slice(0, full));
    if (length % SEGMENT > 0) bytes.segments.push(this.segments[full].slice());
    bytes.length_ = length;
    return bytes;
  }

  /** The byte at an offset; undefined beyond the end. */
  at(offset: number): number | undefined {
    if (offset >= this.length_) return undefined;
    return this.segments[Math.floor(offset / SEGMENT)][offset % SEGMENT];
  }

  /** A copy of the bytes `start..end`, as far as they exist. */
  slice(start: number, end: number): Uint8Array {
    const last = Math.min(end, this.length_);
    const result = new Uint8Array(Math.max(0, last - start));
    for (let at = start; at < last;) {
      const place = at % SEGMENT;
      const part = this.segments[Math.floor(at / SEGMENT)].subarray(place, place + last - at);
      result.set(part, at - start);
      at += part.length;
    }
    return result;
  }
}
