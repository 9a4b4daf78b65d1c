import {
  Z_BUF_ERROR,
  Z_NO_FLUSH,
  Z_OK,
  Z_STREAM_END,
  ZStream,
  zlibInflate,
  zlibInflateInit2,
  zlibInflateReset,
} from 'pako';
import { PackedError } from './error';
import type { Meter } from './meter';
import { PIECE } from './pieces';
import type { Unpacker } from './unpacked';

/** The largest window, and gzip alone: what pako takes from zlib's inflateInit2. */
const WINDOW_BITS = 15 + 16;

const ZERO = 0;
const FIRST = 0x1f;

/**
 * gzip (RFC 1952), any number of members one after the other, as `cat a.gz b.gz` makes them.
 * Not the platform's DecompressionStream: browsers refuse a second member, as its specification
 * asks, and it does not give what lies before a fault.
 */
export class GzipUnpacker implements Unpacker {
  private readonly stream = new ZStream();
  private state: 'member' | 'between' | 'padding' = 'member';

  constructor(private readonly meter: Meter) {
    zlibInflateInit2(this.stream, WINDOW_BITS);
  }

  *push(bytes: Uint8Array): Generator<Uint8Array, void, undefined> {
    const { stream } = this;
    stream.input = bytes;
    stream.next_in = 0;
    stream.avail_in = bytes.length;
    this.meter.take(bytes.length);
    while (stream.avail_in > 0) {
      if (this.state !== 'member') this.goOn(bytes);
      else yield* this.inflate();
    }
  }

  end(): void {
    if (this.state === 'member') throw damaged('it ends in the middle');
  }

  /** Unpacks until the input or the member ends. */
  private *inflate(): Generator<Uint8Array, void, undefined> {
    const { stream } = this;
    for (;;) {
      // What was given stays as it is: a piece begins where the last one ended.
      if (stream.avail_out === 0) this.renewOutput();
      const from = stream.next_out;
      const status = zlibInflate(stream, Z_NO_FLUSH);
      if (stream.next_out > from) {
        this.meter.give(stream.next_out - from);
        yield stream.output.subarray(from, stream.next_out);
      }
      if (status === Z_STREAM_END) {
        this.state = 'between';
        return;
      }
      // Z_BUF_ERROR says that nothing was left to do, which the next bytes change.
      if (status !== Z_OK && status !== Z_BUF_ERROR) throw damaged(stream.msg || 'not gzip');
      if (stream.avail_out > 0) return;
    }
  }

  private renewOutput(): void {
    this.stream.output = new Uint8Array(PIECE);
    this.stream.next_out = 0;
    this.stream.avail_out = PIECE;
  }

  /** After a member: another one, or zeros up to the end, as tapes and some file systems leave them. */
  private goOn(bytes: Uint8Array): void {
    const { stream } = this;
    const next = bytes[stream.next_in];
    if (next === ZERO) {
      this.state = 'padding';
      stream.next_in++;
      stream.avail_in--;
    } else if (this.state === 'between' && next === FIRST) {
      this.state = 'member';
      zlibInflateReset(stream);
    } else throw damaged('something else follows the packed text');
  }
}

function damaged(why: string): PackedError {
  return new PackedError(
    'damaged',
    `The gzip file is damaged or cut off (${why}). Copy it or make it again.`,
  );
}
