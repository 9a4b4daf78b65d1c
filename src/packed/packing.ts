/** A way of packing that is read here. */
export type Packing = 'gzip' | 'zstd';

/** As many bytes as are needed to know a packing. */
export const PACKING_HEAD = 4;

// The second kind of zstd frame holds notes of other programs: 0x184d2a50 to 0x184d2a5f.
const isZstd = ([a, b, c, d]: Uint8Array) =>
  (a === 0x28 && b === 0xb5 && c === 0x2f && d === 0xfd) ||
  (a >> 4 === 5 && b === 0x2a && c === 0x4d && d === 0x18);

/**
 * How a file is packed, by its first bytes (RFC 1952, RFC 8878); undefined if in no way that is
 * read here. Fewer than `PACKING_HEAD` bytes are taken for a whole file.
 */
export function packingOf(head: Uint8Array): Packing | undefined {
  if (head[0] === 0x1f && head[1] === 0x8b) return 'gzip';
  return isZstd(head) ? 'zstd' : undefined;
}
