import { lstat, open, rm } from 'node:fs/promises';
import path from 'node:path';
import { CannotRun } from '../errors';
import { nameOf } from '../input';
import { whyUnwritable } from '../writeFile';

/**
 * A recorder that has no place for its trace lets the program run all the same.
 * @throws CannotRun if there can be no file of that name
 */
export async function refuseNoPlace(output: string): Promise<void> {
  const why = await whyNoPlace(output);
  if (why !== undefined) throw new CannotRun(why, `${nameOf(output)}:1:1`);
}

async function whyNoPlace(output: string): Promise<string | undefined> {
  const there = await lstat(output).catch(() => undefined);
  if (there?.isDirectory()) return whyUnwritable('EISDIR');
  // The recorder makes its file anew and takes away only what is a plain file.
  if (there?.isFile() === false) return 'This is a link, a device or a pipe. Name a plain file.';
  // Rights do not tell all: the disk may be read-only, the folder one of the system's, the name too long.
  const beside = path.join(path.dirname(output), `.alloctrace-${process.pid}`);
  const probe = there === undefined ? output : beside;
  try {
    await (await open(probe, 'wx')).close();
    await rm(probe);
    return undefined;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return whyUnwritable(code ?? message);
  }
}
