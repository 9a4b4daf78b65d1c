/** Why packed bytes could not be read to their end. */
export type PackedErrorKind =
  /** They unpack to more than the limit. */
  | 'too-large'
  /** They are cut off, or hold something that cannot be. */
  | 'damaged'
  /** They are sound, but need what is not there: a dictionary, a very large window. */
  | 'unsupported';

/** Packed bytes that cannot be read on. The message says what is wrong and what to do. */
export class PackedError extends Error {
  constructor(
    readonly kind: PackedErrorKind,
    message: string,
  ) {
    super(message);
  }
}
