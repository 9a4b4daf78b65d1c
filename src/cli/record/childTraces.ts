import { readdir } from 'node:fs/promises';
import path from 'node:path';

const ENDING = '.alloctrace';

/** The traces of child processes beside a trace, as the recorder names them: `NAME.PID.alloctrace`. */
export async function childTraces(output: string): Promise<readonly string[]> {
  const { dir, base } = path.parse(output);
  const hasEnding = base.endsWith(ENDING) && base !== ENDING;
  const start = `${hasEnding ? base.slice(0, -ENDING.length) : base}.`;
  const end = hasEnding ? ENDING : '';
  const names = await readdir(dir === '' ? '.' : dir).catch(() => []);
  return names
    .filter((name) => name.startsWith(start) && name.endsWith(end))
    .filter((name) => /^\d+(?:\.\d+)?$/.test(name.slice(start.length, name.length - end.length)))
    .map((name) => path.join(dir, name));
}
