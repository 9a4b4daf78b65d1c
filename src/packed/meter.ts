import { formatBytes } from '../base/format';
import { PackedError } from './error';

/** What unpacked bytes may grow to. */
export interface Limits {
  /** Bytes in all; by default what a trace can hold, whose columns count bytes in 31 bits. */
  readonly maxBytes?: number;
  /**
   * Unpacked bytes for a packed one, beyond the first 16 MiB; 500 by default. Text of repeated lines
   * reaches 200 to 300. What is made to fill memory has 1,000 and more.
   */
  readonly maxRatio?: number;
}

const MAX_BYTES = 2 ** 31 - 1;
const MAX_RATIO = 500;
/** So much is let through at any ratio: small files of one repeated line harm nobody. */
const FREE_BYTES = 16 * 2 ** 20;

/** Counts what goes in and what comes out, against files that are made to fill memory. */
export class Meter {
  private packed = 0;
  private unpacked = 0;
  private readonly maxBytes: number;
  private readonly maxRatio: number;

  constructor({ maxBytes = MAX_BYTES, maxRatio = MAX_RATIO }: Limits) {
    this.maxBytes = maxBytes;
    this.maxRatio = maxRatio;
  }

  /** So many packed bytes were taken. */
  take(bytes: number): void {
    this.packed += bytes;
  }

  /** So many unpacked bytes are about to be given. @throws PackedError if that is too much */
  give(bytes: number): void {
    this.unpacked += bytes;
    if (this.unpacked > this.maxBytes) {
      const limit = formatBytes(this.maxBytes);
      throw new PackedError(
        'too-large',
        `There are more than ${limit} of text, and no more can be read. Split it, or record less.`,
      );
    }
    if (this.unpacked > FREE_BYTES && this.unpacked > this.packed * this.maxRatio) {
      throw new PackedError(
        'too-large',
        `The file unpacks to more than ${this.maxRatio} times its size, as files do that are made ` +
          'to fill memory. If you trust it, decompress it yourself and open the result.',
      );
    }
  }
}
