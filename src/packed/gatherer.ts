/** Bytes that come in pieces of any size and are wanted in parts of a known one. */
export class Gatherer {
  private readonly pieces: Uint8Array[] = [];
  private size = 0;

  /** Bytes that wait. */
  get length(): number {
    return this.size;
  }

  push(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    this.pieces.push(bytes);
    this.size += bytes.length;
  }

  /** The next `count` bytes, in a copy; undefined if so many have not come yet. */
  peek(count: number): Uint8Array | undefined {
    if (count > this.size) return undefined;
    const part = new Uint8Array(count);
    let filled = 0;
    for (const piece of this.pieces) {
      if (filled === count) break;
      const taken = piece.subarray(0, count - filled);
      part.set(taken, filled);
      filled += taken.length;
    }
    return part;
  }

  /** Drops up to `count` bytes. @returns how many there were to drop */
  skip(count: number): number {
    let left = Math.min(count, this.size);
    const dropped = left;
    this.size -= left;
    while (left > 0) {
      const [first] = this.pieces;
      if (first.length > left) {
        this.pieces[0] = first.subarray(left);
        break;
      }
      left -= first.length;
      this.pieces.shift();
    }
    return dropped;
  }
}
