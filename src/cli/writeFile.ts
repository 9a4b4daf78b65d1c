import { open, rm, stat } from 'node:fs/promises';
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
 * Writes a file anew. After Ctrl-C there is no half of it.
 * @throws CannotRun if it cannot be written, Interrupted after Ctrl-C
 */
export async function writeFile(
  output: string,
  pieces: readonly Uint8Array[],
  signal: AbortSignal,
): Promise<void> {
  try {
    const handle = await open(output, 'w');
    try {
      for (const piece of pieces) {
        if (signal.aborted) throw new Interrupted();
        await handle.write(piece);
      }
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (error instanceof Interrupted) {
      await rm(output, { force: true });
      throw error;
    }
    const { code = '', message } = error as NodeJS.ErrnoException;
    throw new CannotRun(
      `The file cannot be written (${code || message}).`,
      `${nameOf(output)}:1:1`,
    );
  }
}
