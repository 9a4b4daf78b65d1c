// npm run test:desktop: the tests of test/vscode in the desktop program, which is downloaded unless
// one is named:
//
//   npm run test:desktop -- --vscode /path/to/code
//   npm run test:desktop -- --version 1.100.0

import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { behaveAsProgram, messageOf } from './processes.mjs';
import { printFailures, resultsFile } from './results.mjs';
import { inRoot, root } from './root.mjs';
import { temporaryFolder } from './server.mjs';
import { build, ensureDependencies } from './setup.mjs';
import { makeWorkspace } from './workspace.mjs';

behaveAsProgram();
const { values } = parseArgs({
  options: { vscode: { type: 'string' }, version: { type: 'string', default: 'stable' } },
});
await ensureDependencies();
await build({ tests: true });

const named = values.vscode ?? process.env['ALLOCTRACE_VSCODE'];
if (named !== undefined && !existsSync(named)) throw new Error(`There is no ${named}.`);
const executable = named ?? (await download(values.version));
const workspace = await makeWorkspace({ folder: inRoot('media', 'examples') });
const user = await temporaryFolder('desktop');
try {
  const { runTests } = await import('@vscode/test-electron');
  // Its own summary is of no use: the results say more, and are there when tests failed.
  const end = await runTests({
    vscodeExecutablePath: executable,
    extensionDevelopmentPath: root,
    extensionTestsPath: inRoot('out', 'test', 'vscode', 'index.js'),
    launchArgs: [
      workspace,
      '--disable-extensions',
      '--disable-workspace-trust',
      '--skip-welcome',
      '--skip-release-notes',
      `--user-data-dir=${user}`,
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ],
  }).catch((/** @type {unknown} */ error) => error);
  const text = await readFile(path.join(workspace, resultsFile), 'utf8').catch(() => undefined);
  if (text === undefined) {
    console.error(
      `VS Code ended without results: ${String(end)}. On a machine without a screen run this under xvfb-run.`,
    );
    process.exitCode = 1;
  } else {
    /** @type {import('./results.mjs').TestResult[]} */
    const results = JSON.parse(text);
    printFailures('desktop', results);
    const failed = results.filter(({ error }) => error !== undefined).length;
    const skipped = results.filter((result) => result.skipped).length;
    console.log(`${results.length - failed - skipped} passed, ${failed} failed`);
    process.exitCode = failed > 0 || results.length === 0 ? 1 : 0;
  }
} finally {
  for (const folder of [workspace, user]) {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/**
 * @param {string} version
 * @returns {Promise<string>}
 */
async function download(version) {
  const { downloadAndUnzipVSCode } = await import('@vscode/test-electron');
  try {
    return await downloadAndUnzipVSCode({ version, cachePath: inRoot('.vscode-test') });
  } catch (error) {
    throw new Error(
      `Could not download VS Code ${version}: ${messageOf(error)}\n` +
        'Name one that is installed: npm run test:desktop -- --vscode /path/to/code\n' +
        'or set ALLOCTRACE_VSCODE to its path.',
      { cause: error },
    );
  }
}
