const INITIAL_BYTES = 1 << 10;

/** The bytes from one push that the next one must start with: a line that is not finished. */
export class Carry {
  private buffer: Uint8Array = new Uint8Array(0);
  length = 0;

  /** What is carried. Valid until more is added or taken away. */
  get bytes(): Uint8Array {
    return this.buffer.subarray(0, this.length);
  }

  /** Carries a copy of `bytes` too. @throws RangeError if memory runs out */
  add(bytes: Uint8Array): void {
    const needed = this.length + bytes.length;
    if (needed > this.buffer.length) {
      const buffer = new Uint8Array(Math.max(needed, 2 * this.buffer.length, INITIAL_BYTES));
      buffer.set(this.bytes);
      this.buffer = buffer;
    }
    this.buffer.set(bytes, this.length);
    this.length = needed;
  }

  /** Takes the first `count` bytes away. */
  take(count: number): void {
    this.buffer.copyWithin(0, count, this.length);
    this.length -= count;
  }
}
