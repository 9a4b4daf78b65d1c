import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** Every file below a folder with one of the given endings, as paths from the repository's root. */
export function filesBelow(folder: string, ...endings: readonly string[]): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((file) => path.posix.join(folder, file.split(path.sep).join('/')))
    .filter((file) => endings.some((ending) => file.endsWith(ending)))
    .toSorted();
}

export function read(file: string): string {
  return readFileSync(file, 'utf8');
}

export function readJson(file: string): unknown {
  return JSON.parse(read(file));
}

/**
 * What a module names in its import and export statements, in `import()` (types too) and in
 * `require()`. A scanner and not a bundler's list: bundlers drop imports of types. The test compares
 * the two, so that nothing a bundler sees is missed here.
 */
export function importsOf(source: string): string[] {
  const statement = /^\s*(?:import|export)\b[^'"`;()]*?\bfrom\s*(['"])([^'"]+)\1/gm;
  const bare = /^\s*import\s*(['"])([^'"]+)\1/gm;
  const call = /(?<!@)\b(?:import|require)\s*\(\s*(['"`])([^'"`]+)\1/g;
  return [statement, bare, call].flatMap((pattern) =>
    [...source.matchAll(pattern)].map((match) => match[2]),
  );
}
