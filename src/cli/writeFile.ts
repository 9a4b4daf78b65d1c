import { open, rm, stat, type FileHandle } from 'node:fs/promises';
import { CannotRun, Interrupted } from './errors';
import { nameOf } from './input';

/** @throws CannotRun if `output` is the file that is read, under whatever name */
export async function refuseSameFile(file: string, output: string): Promise<void> {
  const [from, to] = await Promise.all(
    [file, output].map((each) => stat(each).catch(() => undefined)),
  );
  if (from === undefined || to === undefined) return;
  if (from.dev === to.dev && from.ino === to.ino) {
    throw new CannotRun('-o names the file that is read. Name another one: nothing was written.');
  }
}

/**
 * Writes a file anew. After Ctrl-C, or where the disk is full, there is no half of it.
 * @throws CannotRun if it cannot be written, Interrupted after Ctrl-C
 */
export async function writeFile(
  output: string,
  pieces: readonly Uint8Array[],
  signal: AbortSignal,
): Promise<void> {
  // A device or a pipe is not ours to remove.
  let isPlain = false;
  try {
    const handle = await open(output, 'w');
    try {
      isPlain = (await handle.stat()).isFile();
      for (const piece of pieces) {
        if (signal.aborted) throw new Interrupted();
        await writeAll(handle, piece);
      }
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (isPlain) await rm(output, { force: true });
    if (error instanceof Interrupted) throw error;
    const { code = '', message } = error as NodeJS.ErrnoException;
    throw new CannotRun(whyUnwritable(code || message), `${nameOf(output)}:1:1`);
  }
}

/** What is said of a file that cannot be written, by the code of the error. */
export function whyUnwritable(code: string): string {
  if (code === 'EISDIR') return 'This is a folder. Name a file.';
  if (code === 'ENOENT' || code === 'ENOTDIR') return 'There is no folder for this file.';
  if (code === 'EACCES' || code === 'EPERM') return 'The file may not be written.';
  return `The file cannot be written (${code}).`;
}

/** A disk that is nearly full takes what it can, and says so only by the count. */
async function writeAll(handle: FileHandle, bytes: Uint8Array): Promise<void> {
  for (let at = 0; at < bytes.length;) at += (await handle.write(bytes, at)).bytesWritten;
}
