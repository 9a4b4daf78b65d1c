import { fstatSync, type Stats } from 'node:fs';
import { open, readlink, realpath, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { CannotRun, Interrupted } from './errors';
import { nameOf } from './input';

/** @throws CannotRun if `output` is the file that is read, under whatever name */
export async function refuseSameFile(file: string, output: string): Promise<void> {
  const [from, to] = await Promise.all([
    file === '-' ? redirectedFile() : statsOf(file),
    statsOf(output),
  ]);
  if (from === undefined || to === undefined) return;
  if (from.dev === to.dev && from.ino === to.ino) {
    throw new CannotRun('-o names the file that is read. Name another one: nothing was written.');
  }
}

function statsOf(file: string): Promise<Stats | undefined> {
  return stat(file).catch(() => undefined);
}

/** What `< file` makes of standard input. A terminal may be written to while it is read. */
function redirectedFile(): Stats | undefined {
  const stats = fstatSync(0);
  return stats.isFile() ? stats : undefined;
}

/**
 * Writes a file anew. It is made beside its place and takes it when it is whole: until then, after
 * Ctrl-C and where the disk is full there is what was there before.
 * @throws CannotRun if it cannot be written, Interrupted after Ctrl-C
 */
export async function writeFile(
  output: string,
  pieces: readonly Uint8Array[],
  signal: AbortSignal,
): Promise<void> {
  try {
    const there = await stat(output).catch(ifMissing);
    // Of a link, that which it leads to.
    const target = there ? await realpath(output).catch(() => output) : await endOfLinks(output);
    // A device or a pipe is not ours to replace.
    const isReplaced = there === undefined || there.isFile();
    const beside = path.join(path.dirname(target), `.alloctrace-${process.pid}`);
    const unfinished = isReplaced ? await openLike(there, beside) : undefined;
    if (unfinished === undefined) return await fill(await open(target, 'w'), pieces, signal);
    try {
      await fill(unfinished, pieces, signal);
      await rename(beside, target);
    } catch (error) {
      await rm(beside, { force: true });
      throw error;
    }
  } catch (error) {
    if (error instanceof Interrupted) throw error;
    const { code = '', message } = error as NodeJS.ErrnoException;
    throw new CannotRun(whyUnwritable(code || message), `${nameOf(output)}:1:1`);
  }
}

function ifMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}

/** Where links lead to at whose end there is no file yet. */
async function endOfLinks(file: string): Promise<string> {
  const next = await readlink(file).catch(() => undefined);
  if (next === undefined) return file;
  return endOfLinks(path.resolve(await realpath(path.dirname(file)), next));
}

/** A new file with the rights of another; undefined where the folder takes none. */
async function openLike(there: Stats | undefined, file: string): Promise<FileHandle | undefined> {
  const handle = await open(file, 'wx').catch(() => undefined);
  if (handle === undefined || there === undefined) return handle;
  await handle.chmod(there.mode & 0o7777);
  // Only root may give a file to somebody, and only it can need to.
  await handle.chown(there.uid, there.gid).catch(() => undefined);
  return handle;
}

async function fill(
  handle: FileHandle,
  pieces: readonly Uint8Array[],
  signal: AbortSignal,
): Promise<void> {
  try {
    for (const piece of pieces) {
      if (signal.aborted) throw new Interrupted();
      await writeAll(handle, piece);
    }
  } finally {
    await handle.close();
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
