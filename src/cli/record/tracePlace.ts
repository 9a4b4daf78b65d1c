import { stat } from 'node:fs/promises';
import path from 'node:path';
import { CannotRun } from '../errors';
import { nameOf } from '../input';
import { whyUnwritable } from '../writeFile';

/**
 * A recorder that has no place for its trace lets the program run all the same.
 * @throws CannotRun if there can be no file of that name
 */
export async function refuseNoPlace(output: string): Promise<void> {
  const [folder, there] = await Promise.all(
    [path.dirname(output), output].map((each) => stat(each).catch(() => undefined)),
  );
  const why = there?.isDirectory() ? 'EISDIR' : folder?.isDirectory() ? undefined : 'ENOENT';
  if (why !== undefined) throw new CannotRun(whyUnwritable(why), `${nameOf(output)}:1:1`);
}
