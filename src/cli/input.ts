import { createReadStream, fstatSync, statSync } from 'node:fs';
import { addAbortSignal, type Readable } from 'node:stream';
import { PackedError } from '../packed/error';
import { unpacked } from '../packed/unpacked';
import { CannotRun, Interrupted } from './errors';
import { printable } from './printable';

/** How a file is named in messages. */
export function nameOf(file: string): string {
  return file === '-' ? '<stdin>' : printable(file);
}

/**
 * The bytes of a file, or of standard input for `-`, unpacked if they are gzip or zstd: looked
 * at, not guessed from the name.
 * @throws CannotRun if they cannot be read to their end, Interrupted after Ctrl-C
 */
export async function* bytesOf(file: string, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  const place = `${nameOf(file)}:1:1`;
  const source = file === '-' ? standardInput() : createReadStream(file);
  addAbortSignal(signal, source);
  try {
    const pieces = unpacked(source as AsyncIterable<Uint8Array>);
    const first = await pieces.next();
    if (first.done === true) return;
    if (isDevice(file) && first.value.every((byte) => byte === 0)) {
      throw new CannotRun('This is a device that gives no text. Name a file.', place);
    }
    yield first.value;
    yield* pieces;
  } catch (error) {
    if (signal.aborted) throw new Interrupted();
    if (error instanceof CannotRun) throw error;
    throw new CannotRun(whyUnreadable(error), place);
  } finally {
    source.destroy();
  }
}

/**
 * Tells of a file that cannot be read before work begins that needs it late.
 * @throws CannotRun if not even its beginning can be read
 */
export async function refuseUnreadable(file: string, signal: AbortSignal): Promise<void> {
  // What standard input or a pipe gives is given once.
  if (file === '-' || statSync(file, { throwIfNoEntry: false })?.isFIFO() === true) return;
  const pieces = bytesOf(file, signal);
  await pieces.next();
  await pieces.return(undefined);
}

/** In a file NULs may be a hole in a trace; a device such as /dev/zero gives them without an end. */
function isDevice(file: string): boolean {
  // What has been opened may have no name any more: it is read to its end all the same.
  const stats = file === '-' ? fstatSync(0) : statSync(file, { throwIfNoEntry: false });
  return stats?.isCharacterDevice() === true;
}

/** Of a folder or a disk as standard input Node gives no byte and no error, as if it were empty. */
function standardInput(): Readable {
  const stat = fstatSync(0);
  const isGiven = !stat.isDirectory() && !stat.isBlockDevice();
  return isGiven ? process.stdin : createReadStream('', { fd: 0, autoClose: false });
}

function whyUnreadable(error: unknown): string {
  if (error instanceof PackedError) return error.message;
  const { code = '', message = String(error) } = error as { code?: string; message?: string };
  if (code === 'ENOENT' || code === 'ENOTDIR') return 'There is no such file.';
  if (code === 'EISDIR') return 'This is a folder. Name a file.';
  if (code === 'EACCES' || code === 'EPERM') return 'The file may not be read.';
  return `The file cannot be read (${printable(message)}).`;
}
