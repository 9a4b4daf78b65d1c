import { spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp, realpath, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { runOrThrow } from './processes.mjs';
import { node24, vscodeServer } from './programs.mjs';
import { inRoot } from './root.mjs';

/** User settings that keep the workbench still: nothing asks, suggests, reports or moves. */
const quietSettings = {
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.colorTheme': 'Dark Modern',
  'workbench.enableExperiments': false,
  'window.commandCenter': false,
  'window.autoDetectColorScheme': false,
  'window.confirmBeforeClose': 'never',
  'security.workspace.trust.enabled': false,
  'chat.disableAIFeatures': true,
  'extensions.ignoreRecommendations': true,
  'git.enabled': false,
  'git.openRepositoryInParentFolders': 'never',
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
};

/**
 * The extensions of VS Code's own that a test sees something of: its themes, and the languages that
 * traces lead to. Of the other ninety each workbench reads all contributions, which is an eighth of
 * the processor time until it is open.
 */
const fewOwn = ['theme-defaults', 'cpp', 'javascript', 'json', 'python', 'rust'];

/**
 * @typedef {object} Server
 * @property {string} url where it answers, without a slash at the end
 * @property {() => Promise<void>} stop ends it and removes its folders
 * @property {() => string} log what it printed so far
 */

/**
 * Starts a VS Code server with fresh folders of its own on a free port.
 *
 * @param {object} [options]
 * @param {string[]} [options.extensionFolders] unpacked extensions to have installed
 * @param {string[]} [options.vsix] packaged extensions to install
 * @param {Record<string, unknown>} [options.settings] user settings to add
 * @param {boolean} [options.bare] with few of the extensions that VS Code itself brings
 * @returns {Promise<Server>}
 */
export async function startServer({
  extensionFolders = [],
  vsix = [],
  settings = {},
  bare = false,
} = {}) {
  const [program, main] = [await node24(), await vscodeServer()];
  const temporary = await temporaryFolder('server');
  const folders = {
    user: path.join(temporary, 'user'),
    server: path.join(temporary, 'server'),
    extensions: path.join(temporary, 'extensions'),
  };
  await mkdir(path.join(folders.user, 'User'), { recursive: true });
  await mkdir(folders.extensions, { recursive: true });
  await writeFile(
    path.join(folders.user, 'User', 'settings.json'),
    JSON.stringify({ ...quietSettings, ...settings }, undefined, 2),
  );
  const own = bare ? await someOf(main, fewOwn, path.join(temporary, 'own')) : undefined;
  const common = [
    main,
    '--accept-server-license-terms',
    `--server-data-dir=${folders.server}`,
    `--extensions-dir=${folders.extensions}`,
    ...(own ? [`--builtin-extensions-dir=${own}`] : []),
  ];
  for (const folder of extensionFolders) {
    await cp(folder, path.join(folders.extensions, path.basename(folder)), { recursive: true });
  }
  for (const file of vsix) {
    await runOrThrow(program, [...common, '--install-extension', file], { timeout: 60_000 });
  }
  const args = [
    ...common,
    `--user-data-dir=${folders.user}`,
    '--host=127.0.0.1',
    '--port=0',
    '--without-connection-token',
    '--enable-smoke-test-driver',
    '--telemetry-level=off',
  ];
  return listening(
    spawn(process.execPath, [guard(), JSON.stringify({ program, args, temporary })], {
      stdio: ['pipe', 'pipe', 'pipe'],
      detached: process.platform !== 'win32',
    }),
  );
}

/**
 * Makes a folder of some of the extensions that VS Code itself brings, as links.
 *
 * @param {string} main the server's program
 * @param {readonly string[]} names
 * @param {string} folder
 */
async function someOf(main, names, folder) {
  const all = path.join(path.dirname(main), '..', 'extensions');
  await mkdir(folder);
  for (const name of names) {
    // A junction, which unlike a link needs no rights on Windows; elsewhere it is a link.
    await symlink(path.join(all, name), path.join(folder, name), 'junction');
  }
  return folder;
}

/**
 * Makes a new temporary folder. Resolved, because VS Code compares real paths and macOS gives a
 * link.
 *
 * @param {string} purpose
 */
export async function temporaryFolder(purpose) {
  return realpath(await mkdtemp(path.join(os.tmpdir(), `alloctrace-${purpose}-`)));
}

function guard() {
  return inRoot('test', 'workbench', 'serverGuard.mjs');
}

/**
 * Waits until the server has said its port and answers there.
 *
 * @param {import('node:child_process').ChildProcessByStdio<
 *   import('node:stream').Writable,
 *   import('node:stream').Readable,
 *   import('node:stream').Readable
 * >} child the guard
 * @returns {Promise<Server>}
 */
async function listening(child) {
  let log = '';
  const ended = new Promise((resolve) => {
    child.on('exit', resolve);
  });
  const stop = async () => {
    child.stdin.end();
    await ended;
  };
  /** @type {number} */
  const port = await new Promise((resolve, reject) => {
    const timer = setTimeout(() => fail('did not start within 60 s'), 60_000);
    /** @param {string} why */
    const fail = (why) => {
      clearTimeout(timer);
      child.stdin.end();
      reject(new Error(`The VS Code server ${why}. It printed:\n${log}`));
    };
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => {
        log = (log + text).slice(-100_000);
        const said = /Extension host agent listening on (\d+)/.exec(log);
        if (!said) return;
        clearTimeout(timer);
        resolve(Number(said[1]));
      });
    }
    child.on('error', (error) => fail(error.message));
    child.on('exit', (code) => fail(`ended with ${code}`));
  });
  const url = `http://127.0.0.1:${port}`;
  const response = await fetch(url);
  await response.arrayBuffer();
  if (!response.ok) {
    await stop();
    throw new Error(`The VS Code server answers ${response.status} at ${url}:\n${log}`);
  }
  return { url, stop, log: () => log };
}
