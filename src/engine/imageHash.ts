/**
 * FNV-1a, 64 bits, over bytes. In two 32-bit halves: BigInt arithmetic is some 30 times slower.
 * Source: Fowler, Noll, Vo; draft-eastlake-fnv (offset basis and prime).
 * @returns 16 lower-case hex digits
 */
export function fnv1a64(bytes: Uint8Array): string {
  let high = 0xcbf29ce4;
  let low = 0x84222325;
  for (let i = 0; i < bytes.length; i++) {
    low = (low ^ bytes[i]) >>> 0;
    // Times 0x100000001b3, modulo 2^64: 2^40 shifts the low half into the high one by 8.
    const product = low * 0x1b3;
    const carry = (product / 2 ** 32) | 0;
    high = (Math.imul(high, 0x1b3) + carry + (low << 8)) >>> 0;
    low = product >>> 0;
  }
  return hex8(high) + hex8(low);
}

function hex8(word: number): string {
  return word.toString(16).padStart(8, '0');
}
