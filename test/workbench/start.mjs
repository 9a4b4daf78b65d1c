// npm start: shows the extension at work, on an example trace with the Heap Inspector beside it, in
// the desktop VS Code if there is one, else in the browser.
//
//   npm start -- --web       the browser, whatever there is
//   npm start -- --no-open   only print the address

import { spawn } from 'node:child_process';
import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { findDesktopCode } from './desktopCode.mjs';
import { workbenchAddress } from './open.mjs';
import { behaveAsProgram, messageOf, runOrThrow } from './processes.mjs';
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
const code = values.open && !values.web ? await findDesktopCode() : undefined;
if (code === undefined || !(await startDesktop(code))) await startInBrowser();

/**
 * @param {string} program
 * @returns {Promise<boolean>} whether it opens a window
 */
async function startDesktop(program) {
  try {
    await runOrThrow(program, [
      '--new-window',
      // Our own examples, in a folder of ours: nothing to ask a newcomer about.
      '--disable-workspace-trust',
      `--extensionDevelopmentPath=${root}`,
      `--extensionDevelopmentPath=${opener}`,
      workspace,
      path.join(workspace, trace),
    ]);
  } catch (error) {
    console.log(`${messageOf(error).trim()}\nSo it is shown in the browser.`);
    return false;
  }
  // The window outlives this script, so its folder must too.
  console.log(`VS Code is opening ${workspace}, a copy of the examples.`);
  return true;
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
