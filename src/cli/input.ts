import { createReadStream } from 'node:fs';
import { addAbortSignal, pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { CannotRun, Interrupted } from './errors';
import { printable } from './printable';

/** Bytes of a trace, uncompressed, that are read at most: its columns count them in 31 bits. */
const MOST_BYTES = 2 ** 31 - 1;

const GZIP = [0x1f, 0x8b];
const ZSTD = [0x28, 0xb5, 0x2f, 0xfd];

/** How a file is named in messages. */
export function nameOf(file: string): string {
  return file === '-' ? '<stdin>' : printable(file);
}

/**
 * The bytes of a file, or of standard input for `-`, unpacked if they are gzip: looked at, not
 * guessed from the name.
 * @throws CannotRun if they cannot be read to their end, Interrupted after Ctrl-C
 */
export async function* bytesOf(file: string, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  const place = `${nameOf(file)}:1:1`;
  const source: Readable = file === '-' ? process.stdin : createReadStream(file);
  addAbortSignal(signal, source);
  let total = 0;
  try {
    for await (const chunk of await unpacked(source, place)) {
      total += chunk.length;
      if (total > MOST_BYTES) throw new CannotRun(TOO_LARGE, place);
      yield chunk;
    }
  } catch (error) {
    if (signal.aborted) throw new Interrupted();
    throw error instanceof CannotRun ? error : new CannotRun(whyUnreadable(error), place);
  } finally {
    source.destroy();
  }
}

const TOO_LARGE =
  'The trace has more than 2 GiB uncompressed, and no more can be read. Split it, or record less.';

/**
 * The bytes of `source`, unpacked if they are gzip. What goes wrong later comes out of the iteration.
 * @throws CannotRun if they are packed in another way
 */
export async function unpacked(
  source: Readable,
  place: string,
): Promise<AsyncIterable<Uint8Array>> {
  const chunks = (source as AsyncIterable<Uint8Array>)[Symbol.asyncIterator]();
  const head = await headOf(chunks);
  if (startsWith(head, ZSTD)) {
    throw new CannotRun(
      'The file is compressed with zstd, which is not read here. Decompress it first: zstd -d.',
      place,
    );
  }
  const whole = joined(head, chunks);
  if (!startsWith(head, GZIP)) return whole;
  // The error of a damaged file comes out of the iteration; the callback would say it again.
  return pipeline(Readable.from(whole, { objectMode: false }), createGunzip(), () => {});
}

/** The first chunk, made longer until it is enough to know a format by. */
async function headOf(chunks: AsyncIterator<Uint8Array>): Promise<Uint8Array> {
  let head: Uint8Array = new Uint8Array(0);
  while (head.length < ZSTD.length) {
    const { done, value } = await chunks.next();
    if (done === true) break;
    head = Buffer.concat([head, value]);
  }
  return head;
}

async function* joined(
  head: Uint8Array,
  chunks: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  if (head.length > 0) yield head;
  for (;;) {
    const { done, value } = await chunks.next();
    if (done === true) return;
    yield value;
  }
}

function startsWith(bytes: Uint8Array, magic: readonly number[]): boolean {
  return magic.every((byte, i) => bytes[i] === byte);
}

function whyUnreadable(error: unknown): string {
  const { code = '', message = String(error) } = error as { code?: string; message?: string };
  if (code === 'ENOENT') return 'There is no such file.';
  if (code === 'EISDIR') return 'This is a folder. Name a file.';
  if (code === 'EACCES' || code === 'EPERM') return 'The file may not be read.';
  if (code.startsWith('Z_')) return `The gzip file is damaged or cut off (${message}).`;
  return `The file cannot be read (${printable(message)}).`;
}
