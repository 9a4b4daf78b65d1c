/**
 * FNV-1a, 64 bits, over bytes. In two 32-bit halves: BigInt arithmetic is some 30 times slower.
 * Source: Fowler, Noll, Vo; draft-eastlake-fnv (offset basis and prime).
 * @returns 16 lower-case hex digits
 */
export function fnv1a64(bytes: Uint8Array): string {
  const hash = new Fnv1a64();
  hash.add(bytes);
  return hash.digest;
}

/** The same over bytes that come in parts. */
export class Fnv1a64 {
  private high = 0xcbf29ce4;
  private low = 0x84222325;

  /** Takes the next bytes. */
  add(bytes: Uint8Array): void {
    let { high, low } = this;
    for (let i = 0; i < bytes.length; i++) {
      low = (low ^ bytes[i]) >>> 0;
      // Times 0x100000001b3, modulo 2^64: 2^40 shifts the low half into the high one by 8.
      const product = low * 0x1b3;
      const carry = (product / 2 ** 32) | 0;
      high = (Math.imul(high, 0x1b3) + carry + (low << 8)) >>> 0;
      low = product >>> 0;
    }
    this.high = high;
    this.low = low;
  }

  /** The hash of all bytes so far: 16 lower-case hex digits. */
  get digest(): string {
    return hex8(this.high) + hex8(this.low);
  }
}

function hex8(word: number): string {
  return word.toString(16).padStart(8, '0');
}
