import { Decompress } from 'fzstd';
import { PackedError } from './error';
import { Gatherer } from './gatherer';
import type { Meter } from './meter';
import { piecesOf } from './pieces';
import type { Unpacker } from './unpacked';
import { XxHash64 } from './xxHash64';
import { blockHeader, frameHeader, frameHeaderSize, SKIPPABLE, withoutChecksum } from './zstdFrame';

/** What the zstd program allows unless it is told otherwise. A file can ask for 2 GiB of memory. */
const MAX_WINDOW = 128 * 2 ** 20;

type Step = 'magic' | 'header' | 'block' | 'body' | 'end' | 'skip';

/**
 * zstd (RFC 8878), any number of frames. The library unpacks; the frames are walked here, so that it
 * gets a block at a time (128 KiB unpacked at most) and no window larger than the limit.
 * The library computes no checksum: the one of a frame is verified here, and its size too.
 */
export class ZstdUnpacker implements Unpacker {
  private readonly input = new Gatherer();
  private step: Step = 'magic';
  /** Bytes that the step needs. */
  private need = 8;
  private last = false;
  /** What the frame says that it holds, in bytes, and how many came. */
  private size: number | undefined;
  private came = 0;
  /** Undefined where the frame has no checksum. */
  private hash: XxHash64 | undefined;
  private library = new Decompress();
  private blocks: Uint8Array[] = [];

  constructor(private readonly meter: Meter) {}

  *push(bytes: Uint8Array): Generator<Uint8Array, void, undefined> {
    this.meter.take(bytes.length);
    this.input.push(bytes);
    for (;;) {
      if (this.step === 'skip') {
        this.need -= this.input.skip(this.need);
        if (this.need > 0) return;
        this.expect('magic', 8);
      }
      const { need } = this;
      const part = this.input.peek(need);
      if (part === undefined) return;
      this.advance(part);
      yield* this.given();
    }
  }

  end(): void {
    if (this.step === 'magic' && this.input.length === 0) return;
    throw damaged('it ends in the middle');
  }

  private expect(step: Step, need: number): void {
    this.step = step;
    this.need = need;
  }

  /** Does one step with the bytes it needs. */
  private advance(part: Uint8Array): void {
    switch (this.step) {
      case 'magic':
        return this.beginFrame(part);
      case 'header':
        return this.readHeader(part);
      case 'block':
        return this.beginBlock(part);
      case 'body':
        this.input.skip(part.length);
        this.feed(part, this.last);
        if (!this.last) return this.expect('block', 3);
        return this.expect('end', this.hash === undefined ? 0 : 4);
      case 'end':
        this.input.skip(part.length);
        this.verify(part);
        return this.expect('magic', 8);
      case 'skip':
        return;
    }
  }

  private beginFrame(part: Uint8Array): void {
    const size = frameHeaderSize(part);
    if (size === undefined) throw damaged('something else follows the packed text');
    if (size !== SKIPPABLE) return this.expect('header', size);
    this.input.skip(8);
    this.expect('skip', new DataView(part.buffer, part.byteOffset).getUint32(4, true));
  }

  private readHeader(part: Uint8Array): void {
    this.input.skip(part.length);
    const { window, size, hasChecksum, dictionary } = frameHeader(part);
    if (dictionary) {
      throw new PackedError(
        'unsupported',
        'The zstd file needs a dictionary, which is not read here. Decompress it first: zstd -d -D.',
      );
    }
    if (window > MAX_WINDOW) {
      throw new PackedError(
        'unsupported',
        'The zstd file needs a window of more than 128 MiB. Decompress it first: zstd -d --long=31.',
      );
    }
    this.size = size;
    this.came = 0;
    this.hash = hasChecksum ? new XxHash64() : undefined;
    this.library = new Decompress((block) => void this.blocks.push(block));
    this.feed(withoutChecksum(part), false);
    this.expect('block', 3);
  }

  private beginBlock(part: Uint8Array): void {
    const { last, bodySize } = blockHeader(part);
    if (bodySize === undefined) throw damaged('a block is of no known kind or too large');
    this.last = last;
    this.expect('body', 3 + bodySize);
  }

  /** Gives bytes of a frame to the library, which keeps what it cannot use yet. */
  private feed(part: Uint8Array, last: boolean): void {
    try {
      this.library.push(part, last);
    } catch (error) {
      throw damaged((error as Error).message);
    }
  }

  /** All of a frame was given. What its header says may be wrong without an error of the library. */
  private verify(checksum: Uint8Array): void {
    if (this.size !== undefined && this.size !== this.came) {
      throw damaged('it holds more or less than it says');
    }
    if (this.hash === undefined) return;
    const told = new DataView(checksum.buffer, checksum.byteOffset).getUint32(0, true);
    if (BigInt.asUintN(32, this.hash.digest()) !== BigInt(told)) {
      throw damaged('its checksum is that of another text');
    }
  }

  /** What the library gave. */
  private *given(): Generator<Uint8Array, void, undefined> {
    const { blocks } = this;
    this.blocks = [];
    for (const block of blocks) {
      this.meter.give(block.length);
      this.came += block.length;
      this.hash?.add(block);
      yield* piecesOf(block);
    }
  }
}

function damaged(why: string): PackedError {
  return new PackedError(
    'damaged',
    `The zstd file is damaged or cut off (${why}). Copy it or make it again.`,
  );
}
