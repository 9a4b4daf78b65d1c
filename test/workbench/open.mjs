import { rm } from 'node:fs/promises';
import path from 'node:path';
import { launchBrowser, shortLived } from './browser.mjs';
import { startServer } from './server.mjs';
import { giveWebviewsAnOrigin, ownProcessArgs } from './ownOrigin.mjs';
import { makeWorkspace } from './workspace.mjs';

/**
 * The variable that names a server which is already running and shared by several test files.
 */
export const sharedServerVariable = 'ALLOCTRACE_SERVER';

/**
 * What a browser without a graphics card draws dearly. Round corners of panels alone cost 45 ms a
 * frame, twenty times what all else on the page does; what moves takes a seventh of a test's time.
 * Tests of what moves, and benchmarks, put that back. They are settings of the temporary workspace: a
 * test that opens another one gives them to it.
 */
export const cheapLook = {
  'workbench.experimental.modernUI': false,
  'workbench.reduceMotion': 'on',
  'editor.minimap.enabled': false,
};

/** Settings with which things move as they do for most people. */
export const withMotion = { 'workbench.reduceMotion': 'off' };

/**
 * @typedef {object} OpenOptions
 * @property {string} [extension] the folder of the extension under development; none for an
 *   installed one. The page takes one only: install further ones through `startServer`.
 * @property {string} [tests] a script that exports `run`, to be run in the extension host
 * @property {string} [file] a file of the workspace to open, by its name there
 * @property {{ width: number, height: number }} [viewport]
 * @property {boolean} [ownProcess] whether webviews have a process of their own, and the browser
 *   runs scripts as fast as it can, to measure
 * @property {import('./server.mjs').Server} [server] an own server, which stays the caller's
 * @property {(page: import('playwright-core').Page) => Promise<void>} [prepare] called before the
 *   workbench is loaded
 * @property {(search: URLSearchParams, folder: string) => void} [readdress] changes what the address
 *   asks for, which is the temporary workspace by its folder
 */

/**
 * @typedef {object} Workbench
 * @property {import('playwright-core').Page} page
 * @property {string} workspace the temporary workspace folder
 * @property {() => string} log what the page and the extension hosts printed
 * @property {() => Promise<void>} close ends what was started and removes the workspace
 */

/**
 * Opens a real VS Code workbench in a headless browser, on a temporary workspace.
 *
 * @param {OpenOptions & import('./workspace.mjs').WorkspaceOptions} [options]
 * @returns {Promise<Workbench>}
 */
export async function openWorkbench(options = {}) {
  const { extension, tests, file, viewport = { width: 1400, height: 900 }, ownProcess } = options;
  /** @type {(() => Promise<void>)[]} */
  const cleanUp = [];
  const close = async () => {
    for (const undo of cleanUp.splice(0).toReversed()) await undo();
  };
  try {
    const workspace = await makeWorkspace({
      ...options,
      settings: { ...cheapLook, ...options.settings },
    });
    cleanUp.push(() => rm(workspace, { recursive: true, force: true, maxRetries: 5 }));
    let url = options.server?.url ?? process.env[sharedServerVariable];
    if (!url) {
      const server = await startServer();
      cleanUp.push(server.stop);
      ({ url } = server);
    }
    const browser = await launchBrowser(ownProcess ? ownProcessArgs : shortLived);
    cleanUp.push(() => browser.close());
    const context = await browser.newContext({ viewport });
    const page = await context.newPage();
    // A page on a busy machine is slow; the tests' own limits are longer.
    page.setDefaultTimeout(30_000);
    const log = collectLog(page);
    if (ownProcess) await giveWebviewsAnOrigin(page, url);
    await options.prepare?.(page);
    const address = new URL(
      workbenchAddress(url, {
        folder: workspace,
        ...(extension && { extensionDevelopmentPath: extension }),
        ...(tests && { extensionTestsPath: tests }),
        ...(file && { openFile: path.join(workspace, file) }),
      }),
    );
    options.readdress?.(address.searchParams, address.searchParams.get('folder') ?? '');
    await page.goto(address.href);
    return { page, workspace, log, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/**
 * The address at which the server shows a folder.
 *
 * @param {string} url the server's
 * @param {{ folder: string } & Record<string, string>} paths the folder, and the absolute paths
 *   that go into the page's payload
 */
export function workbenchAddress(url, { folder, ...payload }) {
  const entries = Object.entries(payload).map(([key, file]) => [key, remote(url, file)]);
  const address = new URL(url);
  address.searchParams.set('folder', uriPath(folder));
  if (entries.length > 0) address.searchParams.set('payload', JSON.stringify(entries));
  return address.href;
}

/**
 * @param {string} url
 * @param {string} file
 */
function remote(url, file) {
  return `vscode-remote://${new URL(url).host}${encodeURI(uriPath(file))}`;
}

/**
 * An absolute path as the path of a URI, which on Windows has a slash before the drive.
 *
 * @param {string} file
 */
function uriPath(file) {
  const slashed = file.split(path.sep).join('/');
  return slashed.startsWith('/') ? slashed : `/${slashed}`;
}

/**
 * @param {import('playwright-core').Page} page
 * @returns {() => string}
 */
function collectLog(page) {
  /** @type {string[]} */
  const lines = [];
  /** @param {string} line */
  const add = (line) => {
    lines.push(line.slice(0, 2000));
    if (lines.length > 2000) lines.shift();
  };
  page.on('console', (message) => {
    const text = message.text();
    // The server has no native modules and says so at length, many times.
    if (!text.includes('Could not locate the bindings file')) add(`[${message.type()}] ${text}`);
  });
  page.on('pageerror', (error) => add(`[page error] ${error.message}`));
  page.on('crash', () => add('[crash] the page crashed'));
  return () => lines.join('\n');
}
