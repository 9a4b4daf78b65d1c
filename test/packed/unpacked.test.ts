import assert from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import { PackedError } from '../../src/packed/error';
import { packingOf } from '../../src/packed/packing';
import { unpacked } from '../../src/packed/unpacked';
import { hexBytes, ZSTD } from './zstdFiles';

const MiB = 2 ** 20;

interface Result {
  readonly text: string;
  readonly largest: number;
  readonly error?: PackedError;
}

/** All that comes out, and how it ended. */
async function unpack(
  bytes: Uint8Array,
  step: number,
  limits?: Parameters<typeof unpacked>[1],
): Promise<Result> {
  const pieces: Uint8Array[] = [];
  let largest = 0;
  async function* chunks() {
    for (let at = 0; at < bytes.length; at += step) yield bytes.subarray(at, at + step);
  }
  let error: PackedError | undefined;
  try {
    for await (const piece of unpacked(chunks(), limits)) {
      largest = Math.max(largest, piece.length);
      pieces.push(piece);
    }
  } catch (thrown) {
    assert(thrown instanceof PackedError, String(thrown));
    error = thrown;
  }
  return { text: Buffer.concat(pieces).toString('latin1'), largest, ...(error && { error }) };
}

/** Text that does not pack to nearly nothing. */
function variedText(lines: number): string {
  let state = 7;
  let text = '';
  for (let i = 0; i < lines; i++) {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    text += `alloc b${i} ${state % 4096}\n`;
  }
  return text;
}

const STEPS = [1, 3, 5, 64, 65536, 2 ** 30];

async function check(bytes: Uint8Array, expected: string): Promise<void> {
  for (const step of STEPS) {
    const { text, largest, error } = await unpack(bytes, step);
    assert.equal(error, undefined);
    assert.equal(text, expected);
    assert(largest <= 128 * 1024, String(largest));
  }
}

async function checkFault(
  bytes: Uint8Array,
  kind: string,
  message: RegExp,
  before: RegExp,
): Promise<void> {
  for (const step of STEPS) {
    const { text, error } = await unpack(bytes, step);
    assert.equal(error?.kind, kind);
    assert.match(error?.message ?? '', message);
    assert.match(text, before);
  }
}

describe('unpacked', () => {
  const text = variedText(2000);

  it('passes on what is not packed', async () => {
    await check(Buffer.from(''), '');
    await check(Buffer.from('a'), 'a');
    await check(Buffer.from(text), text);
  });

  it('reads gzip of one member, of many, and with padding', async () => {
    await check(gzipSync(text), text);
    await check(gzipSync(''), '');
    const members = Array.from({ length: 40 }, (_, i) => gzipSync(`line ${i}\n`));
    const lines = Array.from({ length: 40 }, (_, i) => `line ${i}\n`).join('');
    await check(Buffer.concat(members), lines);
    await check(Buffer.concat([...members, Buffer.alloc(512)]), lines);
  });

  it('reads zstd of every shape', async () => {
    for (const { name, hex, expected } of ZSTD) {
      assert.equal(packingOf(hexBytes(hex)), 'zstd', name);
      await check(hexBytes(hex), expected);
    }
  });

  it('gives what lies before the end of a gzip file that is cut off', async () => {
    const packed = gzipSync(text);
    const cut = packed.subarray(0, packed.length - 2000);
    const message =
      /^The gzip file is damaged or cut off \(it ends in the middle\)\. Copy it or make it again\.$/;
    await checkFault(cut, 'damaged', message, /^alloc b0 [^]*alloc b1000 /);
    await checkFault(packed.subarray(0, packed.length - 1), 'damaged', message, /b1999 \d+\n$/);
    await checkFault(packed.subarray(0, 3), 'damaged', message, /^$/);
  });

  it('says that a gzip file is damaged', async () => {
    const packed = gzipSync(text);
    const wrongSum = Uint8Array.from(packed);
    wrongSum[packed.length - 8] ^= 1;
    await checkFault(wrongSum, 'damaged', /incorrect data check/, /b1999 \d+\n$/);
    await checkFault(Buffer.of(0x1f, 0x8b, 1, 2, 3, 4), 'damaged', /cut off/, /^$/);
    const followed = Buffer.concat([packed, Buffer.from('alloc')]);
    await checkFault(followed, 'damaged', /something else follows/, /b1999 \d+\n$/);
  });

  it('gives what lies before the end of a zstd file that is cut off', async () => {
    const { hex, expected } = ZSTD[0];
    const twice = Buffer.concat([hexBytes(hex), hexBytes(hex)]);
    const message =
      /^The zstd file is damaged or cut off \(it ends in the middle\)\. Copy it or make it again\.$/;
    for (const missing of [1, 5, hex.length / 2 - 4]) {
      const cut = twice.subarray(0, twice.length - missing);
      await checkFault(cut, 'damaged', message, new RegExp(`^${expected}`));
    }
  });

  it('notices other bytes in a zstd file, although they unpack', async () => {
    const { hex, expected } = ZSTD[0];
    const frame = hexBytes(hex);
    // A letter of the text, and a byte of the checksum itself.
    for (const at of [frame.length - 7, frame.length - 1]) {
      const wrong = Uint8Array.from(frame);
      wrong[at] ^= 1;
      const twice = Buffer.concat([frame, wrong]);
      await checkFault(twice, 'damaged', /checksum/, new RegExp(`^${expected}alloctrace 1\nalloc`));
    }
    // Without a checksum at least the size must be right: a byte more than there is.
    const noChecksum = ZSTD[1].hex.replace(/^28b52ffd2017/, '28b52ffd2018');
    await checkFault(hexBytes(noChecksum), 'damaged', /more or less than it says/, /^alloc/);
  });

  it('refuses zstd that is damaged, wants a dictionary or too much memory', async () => {
    const frame = hexBytes(ZSTD[0].hex);
    const followed = Buffer.concat([frame, Buffer.from('something')]);
    await checkFault(followed, 'damaged', /something else follows/, /^alloc/);
    // A block of the kind that is kept for later, and one byte 2 MiB times.
    await checkFault(hexBytes('28b52ffd0058070000aa'), 'damaged', /no known kind/, /^$/);
    await checkFault(hexBytes('28b52ffd0058fbffffaa'), 'damaged', /too large/, /^$/);
    // A dictionary; a window of 2 GiB; a frame that says it holds 4 GiB in one piece.
    await checkFault(hexBytes('28b52ffd015801000000'), 'unsupported', /dictionary/, /^$/);
    await checkFault(hexBytes('28b52ffd00a8010000aa'), 'unsupported', /128 MiB/, /^$/);
    await checkFault(hexBytes('28b52ffda0ffffffff010000'), 'unsupported', /128 MiB/, /^$/);
  });

  it('stops a file that is made to fill memory', async () => {
    const bomb = gzipSync(Buffer.alloc(40 * MiB));
    const { text: given, error } = await unpack(bomb, 65536);
    assert.equal(error?.kind, 'too-large');
    assert.match(error?.message ?? '', /more than 500 times its size/);
    assert(given.length >= 16 * MiB && given.length <= bomb.length * 500, String(given.length));
    // 300 blocks of one byte 128 KiB times: 1,200 bytes.
    const blocks = '020010aa'.repeat(300);
    const fromZstd = await unpack(hexBytes(`28b52ffd0058${blocks}`), 65536);
    assert.match(fromZstd.error?.message ?? '', /more than 500 times its size/);
    assert(fromZstd.text.length < 17 * MiB);
  });

  it('lets a small file through at any ratio', async () => {
    const repeated = 'alloc a 8\nfree a\n'.repeat(60_000);
    assert(gzipSync(repeated).length * 250 < repeated.length);
    assert.equal((await unpack(gzipSync(repeated), 65536)).text, repeated);
  });

  it('stops at the largest size, packed or not', async () => {
    for (const bytes of [Buffer.from(text), gzipSync(text)]) {
      const { error, text: given } = await unpack(bytes, 100, { maxBytes: 2000 });
      assert.equal(error?.kind, 'too-large');
      assert.match(error?.message ?? '', /^There are more than 2 KiB of text/);
      assert(given.length <= 2000);
    }
  });

  it('passes on what the source throws, and closes the source', async () => {
    let closed = 0;
    async function* source(fail: boolean) {
      try {
        yield Buffer.from('alloctrace 1\n');
        if (fail) throw new TypeError('gone');
        yield Buffer.from('alloc a 8\n');
      } finally {
        closed++;
      }
    }
    await assert.rejects(async () => {
      for await (const piece of unpacked(source(true))) assert(piece.length > 0);
    }, TypeError);
    for await (const piece of unpacked(source(false))) {
      assert(piece.length > 0);
      break;
    }
    assert.equal(closed, 2);
  });
});
