import { GzipUnpacker } from './gzip';
import { Meter, type Limits } from './meter';
import { PACKING_HEAD, packingOf } from './packing';
import { piecesOf } from './pieces';
import { ZstdUnpacker } from './zstd';

/** Takes packed bytes in pieces of any size and gives unpacked ones. */
export interface Unpacker {
  /** What more bytes unpack to, in pieces of at most 128 KiB. @throws PackedError */
  push(bytes: Uint8Array): Iterable<Uint8Array>;
  /** No more come. @throws PackedError if more should have come */
  end(): void;
}

/**
 * The bytes of a file, unpacked if they are gzip or zstd: looked at, not guessed from a name. Comes
 * in pieces of at most 128 KiB, so that a caller can do other things in between.
 * @throws PackedError out of the iteration, after everything before the fault was given; and what
 *   the iteration of `pieces` throws
 */
export async function* unpacked(
  pieces: AsyncIterable<Uint8Array>,
  limits: Limits = {},
): AsyncGenerator<Uint8Array, void, undefined> {
  const meter = new Meter(limits);
  let head: Uint8Array | undefined = new Uint8Array(0);
  let unpacker: Unpacker | undefined;
  for await (const bytes of pieces) {
    if (unpacker !== undefined) {
      yield* unpacker.push(bytes);
      continue;
    }
    head = joined(head, bytes);
    if (head.length < PACKING_HEAD) continue;
    unpacker = unpackerFor(head, meter);
    yield* unpacker.push(head);
  }
  if (unpacker === undefined) {
    unpacker = unpackerFor(head, meter);
    yield* unpacker.push(head);
  }
  unpacker.end();
}

function unpackerFor(head: Uint8Array, meter: Meter): Unpacker {
  switch (packingOf(head)) {
    case 'gzip':
      return new GzipUnpacker(meter);
    case 'zstd':
      return new ZstdUnpacker(meter);
    case undefined:
      return new Unchanged(meter);
  }
}

/** What is not packed. */
class Unchanged implements Unpacker {
  constructor(private readonly meter: Meter) {}

  *push(bytes: Uint8Array) {
    this.meter.take(bytes.length);
    for (const piece of piecesOf(bytes)) {
      this.meter.give(piece.length);
      yield piece;
    }
  }

  end() {}
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  if (first.length === 0) return second;
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}
