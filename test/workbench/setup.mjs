import { statSync } from 'node:fs';
import { npm, runOrThrow } from './processes.mjs';
import { inRoot, root } from './root.mjs';

/**
 * Installs the project's dependencies when they are missing or older than the lock file. Package
 * scripts are not run: nothing the project uses needs them.
 */
export async function ensureDependencies() {
  const installed = modified(inRoot('node_modules', '.package-lock.json'));
  if (installed !== undefined && installed >= (modified(inRoot('package-lock.json')) ?? 0)) return;
  console.log('Installing dependencies');
  await npm(['ci', '--ignore-scripts'], { cwd: root });
}

/**
 * Builds the extension.
 *
 * @param {{ tests?: boolean, production?: boolean }} [options] `tests`: the test bundles too;
 *   `production`: as in the package
 */
export async function build({ tests = false, production = false } = {}) {
  console.log(tests ? 'Building the extension and its tests' : 'Building the extension');
  const args = [
    'esbuild.js',
    ...(tests ? ['--tests'] : []),
    ...(production ? ['--production'] : []),
  ];
  await runOrThrow(process.execPath, args, { cwd: root });
}

/**
 * @param {string} file
 * @returns {number | undefined}
 */
function modified(file) {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs;
}
