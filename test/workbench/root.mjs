import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/**
 * The project's root folder: the nearest folder upwards from the current one whose package.json is
 * ours. Not derived from `import.meta.url`, which is empty where these scripts are bundled into
 * CommonJS tests.
 *
 * @returns {string}
 */
function findRoot() {
  for (let folder = process.cwd(); ; folder = path.dirname(folder)) {
    const manifest = path.join(folder, 'package.json');
    if (existsSync(manifest) && JSON.parse(readFileSync(manifest, 'utf8')).name === 'alloctrace') {
      return folder;
    }
    if (folder === path.dirname(folder)) {
      throw new Error(`${process.cwd()} is not inside the project. Run this from its root folder.`);
    }
  }
}

/** The project's root folder. */
export const root = findRoot();

/**
 * A path below the root.
 *
 * @param {...string} parts
 */
export function inRoot(...parts) {
  return path.join(root, ...parts);
}
