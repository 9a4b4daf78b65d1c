import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';

/** The project's folder: this program is `dist/cli.js` in it. */
const PROJECT = path.join(__dirname, '..');

/** A folder of recorded traces beside the project, where there is one. */
const BESIDE = path.join(PROJECT, '..', 'shared', 'corpus', 'traces');

/** The one that the project ships. */
const SHIPPED = path.join(PROJECT, 'media', 'examples', 'ls.alloctrace');

/** The traces of real programs to measure with: those named, else those beside, else the shipped. */
export function realTraces(named: readonly string[]): readonly string[] {
  if (named.length > 0) return named;
  if (!existsSync(BESIDE)) return existsSync(SHIPPED) ? [SHIPPED] : [];
  return readdirSync(BESIDE)
    .filter((file) => /\.alloctrace(\.gz)?$/.test(file))
    .toSorted()
    .map((file) => path.join(BESIDE, file));
}
