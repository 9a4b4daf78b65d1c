import { integer, object } from '../base/check';
import { request } from './message';

/** The most bytes one request may ask for. */
export const BYTES_LIMIT = 4096;

/** Bytes of the heap image as stored, and what they are. */
export interface BytesWindow {
  readonly revision: number;
  readonly from: number;
  /** Fewer than asked for where the heap ends. */
  readonly bytes: Uint8Array;
  /** 1 for each byte that the last event gave another value. */
  readonly changed: Uint8Array;
  /** The runs of bytes of one kind, in order; a run ends where the next begins, or the window. */
  readonly runs: BytesRuns;
}

export interface BytesRuns {
  /** Where the run begins, or the window if it begins before. */
  readonly start: Uint32Array;
  /** Index into MAP_KINDS. */
  readonly kind: Uint8Array;
  /** Header offset of the block that it belongs to; for lost bytes, of the block before. */
  readonly block: Uint32Array;
}

export const bytesWindow = request<{ from: number; count: number }, BytesWindow>(
  'bytesWindow',
  object({ from: integer(0, 2 ** 32), count: integer(0, BYTES_LIMIT) }),
);
