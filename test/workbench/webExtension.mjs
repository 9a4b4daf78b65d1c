import { cp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { temporaryFolder } from './server.mjs';

/**
 * Copies the built extension with a manifest that names no `main` and no kind. VS Code runs it then
 * in the web worker host; otherwise it prefers the server's Node host, whatever is asked for.
 * Tests run in the host of the extension whose folder they are in, so they are copied too.
 *
 * @param {string} extension
 * @returns {Promise<{ folder: string, remove: () => Promise<void> }>}
 */
export async function withoutMain(extension) {
  const folder = await temporaryFolder('web-extension');
  const {
    main: _main,
    extensionKind: _kind,
    ...manifest
  } = JSON.parse(await readFile(path.join(extension, 'package.json'), 'utf8'));
  await writeFile(path.join(folder, 'package.json'), JSON.stringify(manifest, undefined, 2));
  const names = (await readdir(extension)).filter((name) => /^package\.nls.*\.json$/.test(name));
  for (const name of [...names, 'dist', 'media', 'out/test/vscode-web']) {
    await cp(path.join(extension, name), path.join(folder, name), { recursive: true });
  }
  // A Node bundle that is not there cannot be loaded by mistake.
  await rm(path.join(folder, 'dist', 'extension.js'), { force: true });
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}
