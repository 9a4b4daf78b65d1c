import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { runHostTests } from './hostTests.mjs';
import { sharedServerVariable } from './open.mjs';
import { pack } from './pack.mjs';
import { messageOf, npm, run } from './processes.mjs';
import { readResultLines } from './results.mjs';
import { inRoot, root } from './root.mjs';
import { startServer } from './server.mjs';

/** @typedef {import('./results.mjs').TestResult} TestResult */
/** @typedef {import('./server.mjs').Server} Server */

/**
 * @typedef {object} Stage
 * @property {string} name as `--only` names it
 * @property {number} lane stages of one lane run one after the other, the lanes beside each other.
 *   They are split so that all take about as long. There are more of them than a small machine has
 *   cores, because a stage in a workbench waits half of its time.
 * @property {() => Promise<TestResult[]>} run
 */

/**
 * The longest that a program may take before it counts as hung. The whole run should take 5
 * minutes, and takes 7 on two cores; on a machine that is slow or does other work as well it takes a
 * multiple of that, and is no failure.
 */
const patience = 900_000;

/**
 * Milliseconds for a test: in a browser, and without one. Only against hanging: what a test in a
 * browser waits for has 30 s each, and says what it was.
 */
const BROWSER_TIMEOUT = 180_000;
const PLAIN_TIMEOUT = 60_000;

/** The folders below out/test whose tests are not for plain Node. */
const notPlain = new Set(['vscode', 'vscode-web', 'e2e', 'chunks']);

/** @type {readonly Stage[]} */
export const stages = [
  { name: 'check', lane: 1, run: check },
  { name: 'unit', lane: 0, run: unit },
  { name: 'host', lane: 1, run: async () => runHostTests({ server: await shared() }) },
  {
    name: 'web-host',
    lane: 1,
    run: async () => runHostTests({ web: true, server: await shared() }),
  },
  { name: 'package', lane: 1, run: packageTest },
  { name: 'page', lane: 1, run: page },
  { name: 'e2e', lane: 2, run: e2e },
];

/** Ends what the stages share. */
export async function closeStages() {
  const server = sharedServer;
  sharedServer = undefined;
  await (await server?.catch(() => undefined))?.stop();
}

/** @type {Promise<Server> | undefined} */
let sharedServer;

function shared() {
  return (sharedServer ??= startServer({ bare: true }));
}

/** Types, lint and format, each as one test. */
async function check() {
  /** @type {TestResult[]} */
  const results = [];
  for (const script of ['check:types', 'check:lint', 'check:format']) {
    const title = `npm run ${script}`;
    try {
      await npm(['run', script, '--silent'], { cwd: root, timeout: patience });
      results.push({ title });
    } catch (error) {
      results.push({ title, error: messageOf(error) });
    }
  }
  return results;
}

async function unit() {
  const entries = await readdir(inRoot('out', 'test'), { withFileTypes: true });
  const folders = entries.filter((entry) => entry.isDirectory() && !notPlain.has(entry.name));
  return mocha(
    'unit',
    folders.map(({ name }) => `out/test/${name}/**/*.test.mjs`),
    PLAIN_TIMEOUT,
  );
}

/** The inspector's page alone in a browser, which needs no workbench. */
async function page() {
  return mocha('page', ['out/test/e2e/page/*.e2e.js'], BROWSER_TIMEOUT);
}

async function e2e() {
  const { url } = await shared();
  const all = await readdir(inRoot('out', 'test', 'e2e'), { recursive: true });
  // What has a stage of its own is not run again.
  const files = all.filter(
    (file) =>
      file.endsWith('.e2e.js') && file !== 'package.e2e.js' && path.dirname(file) !== 'page',
  );
  return mocha(
    'e2e',
    files.map((file) => `out/test/e2e/${file}`),
    BROWSER_TIMEOUT,
    url,
  );
}

/** Packs the extension and looks at it installed, in a workbench that knows of no other. */
async function packageTest() {
  await mkdir(inRoot('out'), { recursive: true });
  const { file, faults } = await pack(inRoot('out'));
  const title = 'the package holds what it should and nothing else';
  const content = { title, ...(faults.length > 0 && { error: faults.join('\n') }) };
  const server = await startServer({ vsix: [file] });
  try {
    const files = ['out/test/e2e/package.e2e.js'];
    return [content, ...(await mocha('package', files, BROWSER_TIMEOUT, server.url))];
  } finally {
    await server.stop();
  }
}

/**
 * Runs mocha on bundled test files.
 *
 * @param {string} name
 * @param {string[]} files
 * @param {number} timeout for each test, in milliseconds
 * @param {string} [server] the address of the workbench's server
 * @returns {Promise<TestResult[]>}
 */
async function mocha(name, files, timeout, server) {
  if (files.length === 0) return [];
  const lines = inRoot('out', 'results', `${name}.jsonl`);
  await rm(lines, { force: true });
  const { code, output } = await run(
    process.execPath,
    [
      '--enable-source-maps',
      inRoot('node_modules', 'mocha', 'bin', 'mocha.js'),
      '--forbid-only',
      `--reporter=${inRoot('test', 'workbench', 'reporter.mjs')}`,
      `--reporter-option=output=${lines}`,
      `--timeout=${timeout}`,
      ...files,
    ],
    {
      cwd: root,
      timeout: patience,
      env: { ...process.env, ...(server && { [sharedServerVariable]: server }) },
    },
  );
  const text = await readFile(lines, 'utf8').catch(() => undefined);
  if (text === undefined)
    throw new Error(`mocha ended with ${code} and left no results.\n${output}`);
  const results = readResultLines(text);
  if (code !== 0 && !results.some(({ error }) => error !== undefined)) {
    throw new Error(`No test failed, but mocha ended with ${code}.\n${output}`);
  }
  return results;
}
