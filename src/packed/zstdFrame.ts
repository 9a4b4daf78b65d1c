// The frame format of zstd: RFC 8878, section 3.1.

/** Stands for the size of a frame that is not text but notes of some program. */
export const SKIPPABLE = -1;

/** A block holds no more than this, packed or unpacked. */
const MAX_BLOCK = 128 * 1024;

/** How long a frame's header is, by its first 5 bytes or more; undefined if it is no frame. */
export function frameHeaderSize(head: Uint8Array): number | undefined {
  const [a, b, c, d, descriptor] = head;
  if (a >> 4 === 5 && b === 0x2a && c === 0x4d && d === 0x18) return SKIPPABLE;
  if (a !== 0x28 || b !== 0xb5 || c !== 0x2f || d !== 0xfd) return undefined;
  const windowByte = isSingleSegment(descriptor) ? 0 : 1;
  return 5 + windowByte + dictionarySize(descriptor) + contentSizeSize(descriptor);
}

/**
 * What a whole header says. The window is the memory that unpacking needs, in bytes; the size is that
 * of the text, which may be left out.
 */
export function frameHeader(header: Uint8Array) {
  const descriptor = header[4];
  const size = contentSizeSize(descriptor) > 0 ? contentSize(header) : undefined;
  return {
    window: isSingleSegment(descriptor) ? (size ?? 0) : windowSize(header[5]),
    size,
    hasChecksum: (descriptor & CHECKSUM) !== 0,
    dictionary: dictionarySize(descriptor) > 0,
  };
}

/** The header of the same frame without its checksum. */
export function withoutChecksum(header: Uint8Array): Uint8Array {
  const changed = header.slice();
  changed[4] &= ~CHECKSUM;
  return changed;
}

/** What the 3 bytes before a block say; the size is undefined if there can be no such block. */
export function blockHeader(bytes: Uint8Array): { last: boolean; bodySize: number | undefined } {
  const bits = bytes[0] | (bytes[1] << 8) | (bytes[2] << 16);
  const kind = (bits >> 1) & 3;
  const size = bits >> 3;
  const possible = kind !== 3 && size <= MAX_BLOCK;
  // Of a block of one byte many times, only that byte is there.
  const bodySize = kind === 1 ? 1 : size;
  return { last: (bits & 1) === 1, bodySize: possible ? bodySize : undefined };
}

const CHECKSUM = 4;

function isSingleSegment(descriptor: number): boolean {
  return (descriptor & 0x20) !== 0;
}

function dictionarySize(descriptor: number): number {
  return [0, 1, 2, 4][descriptor & 3];
}

function contentSizeSize(descriptor: number): number {
  return [isSingleSegment(descriptor) ? 1 : 0, 2, 4, 8][descriptor >> 6];
}

function windowSize(byte: number): number {
  const base = 2 ** (10 + (byte >> 3));
  return base + (base / 8) * (byte & 7);
}

/** The last field of the header; a field of two bytes counts from 256. */
function contentSize(header: Uint8Array): number {
  const bytes = contentSizeSize(header[4]);
  let size = 0;
  for (let i = 0; i < bytes; i++) size += header[header.length - bytes + i] * 2 ** (8 * i);
  return bytes === 2 ? size + 256 : size;
}
