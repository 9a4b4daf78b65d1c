import { readdir } from 'node:fs/promises';
import path from 'node:path';

const ENDING = '.alloctrace';

/** The trace of a child process. */
export interface ChildTrace {
  readonly file: string;
  /** The number of the process. */
  readonly pid: string;
}

/** The traces of child processes beside a trace, as the recorder names them: `NAME.PID.alloctrace`. */
export async function childTraces(output: string): Promise<readonly ChildTrace[]> {
  const { dir, base } = path.parse(output);
  const hasEnding = base.endsWith(ENDING) && base !== ENDING;
  const start = `${hasEnding ? base.slice(0, -ENDING.length) : base}.`;
  const end = hasEnding ? ENDING : '';
  const names = await readdir(dir === '' ? '.' : dir).catch(() => []);
  return names
    .filter((name) => name.startsWith(start) && name.endsWith(end))
    .toSorted()
    .flatMap((name) => {
      // A process that executes another program has a second trace, and so on.
      const middle = /^(\d+)(?:\.\d+)?$/.exec(name.slice(start.length, name.length - end.length));
      return middle === null ? [] : [{ file: path.join(dir, name), pid: middle[1] }];
    });
}
