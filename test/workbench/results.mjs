import { readFile } from 'node:fs/promises';
import { stripVTControlCharacters } from 'node:util';

/**
 * @typedef {object} TestResult
 * @property {string} title with the titles of its suites before it
 * @property {string} [error] why it failed
 * @property {boolean} [skipped]
 */

/** Where the tests in an extension host leave their results: a file of their workspace folder. */
export const resultsFile = '.alloctrace-test-results.json';

/**
 * Reads what mocha's JSON reporter wrote.
 *
 * @param {string} file
 * @returns {Promise<TestResult[]>}
 */
export async function readMochaJson(file) {
  /** @type {{ tests: MochaTest[], failures: MochaTest[] }} */
  const { tests, failures } = JSON.parse(await readFile(file, 'utf8'));
  // A hook that fails is among the failures, but is no test.
  const hooks = failures.filter(
    (failure) => !tests.some(({ fullTitle }) => fullTitle === failure.fullTitle),
  );
  return [...tests, ...hooks].map(({ fullTitle, err, pending }) => ({
    title: fullTitle,
    ...(Object.keys(err).length > 0 && { error: err.stack ?? err.message ?? JSON.stringify(err) }),
    ...(pending && { skipped: true }),
  }));
}

/**
 * @typedef {{ fullTitle: string, pending?: boolean, err: { message?: string, stack?: string } }} MochaTest
 */

/**
 * Prints the failures of some tests, each with its message.
 *
 * @param {string} stage
 * @param {readonly TestResult[]} results
 */
export function printFailures(stage, results) {
  for (const { title, error } of results) {
    if (error === undefined) continue;
    const lines = stripVTControlCharacters(error).trimEnd().split('\n');
    const shown = lines.length > 60 ? [...lines.slice(0, 20), '...', ...lines.slice(-40)] : lines;
    console.log(`\n✘ ${stage}: ${title}\n${shown.map((line) => `    ${line}`).join('\n')}`);
  }
}
