import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { bytesOf } from '../input';

/** The project's folder: this program is `dist/cli.js` in it. */
const PROJECT = path.join(__dirname, '..');

/** A folder of recorded traces beside the project, where there is one. */
const BESIDE = path.join(PROJECT, '..', 'shared', 'corpus', 'traces');

/** The one that the project ships. */
const SHIPPED = path.join(PROJECT, 'media', 'examples', 'ls.alloctrace');

/** The traces of real programs to measure with: those named, else those beside, else the shipped. */
export function realTraces(named: readonly string[], quick: boolean): readonly string[] {
  if (named.length > 0) return named;
  if (quick || !existsSync(BESIDE)) return existsSync(SHIPPED) ? [SHIPPED] : [];
  return readdirSync(BESIDE)
    .filter((file) => /\.alloctrace(\.gz)?$/.test(file))
    .toSorted()
    .map((file) => path.join(BESIDE, file));
}

/** What a trace is called in tables. */
export function traceName(file: string): string {
  return path.basename(file).replace(/\.alloctrace(\.\w+)?$/, '');
}

/** The text of a trace, unpacked. @throws CannotRun if it cannot be read, Interrupted after Ctrl-C */
export async function wholeText(file: string, signal: AbortSignal): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for await (const piece of bytesOf(file, signal)) pieces.push(piece);
  return new Uint8Array(Buffer.concat(pieces));
}
