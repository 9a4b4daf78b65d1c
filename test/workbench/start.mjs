// npm start: shows the extension at work, on an example trace with the Heap Inspector beside it, in
// the desktop VS Code if there is one, else in the browser.
//
//   npm start -- --web       the browser, whatever there is
//   npm start -- --no-open   only print the address

import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { workbenchAddress } from './open.mjs';
import { behaveAsProgram, runOrThrow } from './processes.mjs';
import { inRoot, root } from './root.mjs';
import { startServer } from './server.mjs';
import { build, ensureDependencies } from './setup.mjs';
import { makeWorkspace } from './workspace.mjs';

behaveAsProgram();
const { values } = parseArgs({
  options: {
    web: { type: 'boolean', default: false },
    open: { type: 'boolean', default: true },
  },
  allowNegative: true,
});
await ensureDependencies();
await build();

// An extension for this script alone: opens the inspector without the product having to know.
const opener = inRoot('test', 'workbench', 'start-extension');
const workspace = await makeWorkspace({ folder: inRoot('media', 'examples') });
const trace = await firstTrace(workspace);
const code = values.open && !values.web ? desktopCode() : undefined;
if (code) await startDesktop(code);
else await startInBrowser();

/** @param {string} program */
async function startDesktop(program) {
  await runOrThrow(program, [
    '--new-window',
    `--extensionDevelopmentPath=${root}`,
    `--extensionDevelopmentPath=${opener}`,
    workspace,
    path.join(workspace, trace),
  ]);
  // The window outlives this script, so its folder must too.
  console.log(`VS Code is opening ${workspace}, a copy of the examples.`);
}

async function startInBrowser() {
  const server = await startServer({ extensionFolders: [opener] });
  const remove = () => rm(workspace, { recursive: true, force: true, maxRetries: 5 });
  const address = workbenchAddress(server.url, {
    folder: workspace,
    extensionDevelopmentPath: root,
    openFile: path.join(workspace, trace),
  });
  console.log(`AllocTrace in VS Code: ${address}`);
  if (values.open) openInBrowser(address);
  console.log('Ctrl-C ends it.');
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.removeAllListeners(signal).once(signal, () => {
      void Promise.all([server.stop(), remove()]).then(() => process.exit(0));
    });
  }
}

/**
 * The tour first, for people who see this for the first time.
 *
 * @param {string} folder
 */
async function firstTrace(folder) {
  const traces = (await readdir(folder)).filter((name) => name.endsWith('.alloctrace')).toSorted();
  const first = traces.find((name) => name === 'first-tour.alloctrace') ?? traces[0];
  if (!first) throw new Error('There is no example trace in media/examples.');
  return first;
}

/**
 * The `code` command on the PATH. Not inside a terminal of a remote window: `code` there speaks to
 * that window and cannot load an extension under development.
 *
 * @returns {string | undefined}
 */
function desktopCode() {
  if (process.env['VSCODE_IPC_HOOK_CLI']) return undefined;
  const name = process.platform === 'win32' ? 'code.cmd' : 'code';
  return (process.env['PATH'] ?? '')
    .split(path.delimiter)
    .map((folder) => path.join(folder, name))
    .find((file) => existsSync(file));
}

/** @param {string} address */
function openInBrowser(address) {
  /** @type {Partial<Record<NodeJS.Platform, [string, string[]]>>} */
  const openers = {
    darwin: ['open', [address]],
    // Not `start`, a word of the shell, to which the address would have to be quoted.
    win32: ['rundll32', ['url.dll,FileProtocolHandler', address]],
  };
  const [program, args] = openers[process.platform] ?? ['xdg-open', [address]];
  const child = spawn(program, args, { stdio: 'ignore', detached: true });
  // No browser to open is no failure: the address is printed.
  child.on('error', () => console.log('Open it in a browser.'));
  child.unref();
}
