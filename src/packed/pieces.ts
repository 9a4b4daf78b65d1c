/** Bytes given at once. Every reader of a trace is through with so many in a few milliseconds. */
export const PIECE = 64 * 1024;

/** `bytes` in pieces of at most `PIECE`. */
export function* piecesOf(bytes: Uint8Array): Generator<Uint8Array, void, undefined> {
  for (let at = 0; at < bytes.length; at += PIECE) yield bytes.subarray(at, at + PIECE);
}
