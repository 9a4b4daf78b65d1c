import { stripVTControlCharacters } from 'node:util';

/**
 * @typedef {object} TestResult
 * @property {string} title with the titles of its suites before it
 * @property {string} [error] why it failed
 * @property {boolean} [skipped]
 * @property {number} [ms] how long it took, hooks not counted
 */

/** Where the tests in an extension host leave their results: a file of their workspace folder. */
export const resultsFile = '.alloctrace-test-results.json';

/** @typedef {TestResult | { begun: string } | { ended: true }} ResultLine */

/**
 * Reads what the reporter wrote. A run that did not come to its end is a failure of its own, which
 * says in which test that was.
 *
 * @param {string} text
 * @returns {TestResult[]}
 */
export function readResultLines(text) {
  /** @type {TestResult[]} */
  const results = [];
  let ended = false;
  let last = '';
  for (const line of text.split('\n').filter(Boolean)) {
    /** @type {ResultLine} */
    const result = JSON.parse(line);
    if ('title' in result) results.push(result);
    else if ('begun' in result) last = result.begun;
    else ended = true;
  }
  if (!ended) results.push({ title: 'the run', error: `It stopped in or after: ${last}` });
  return results;
}

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

/**
 * Prints the tests of a stage that took longest.
 *
 * @param {readonly TestResult[]} results
 * @param {number} count
 */
export function printSlowest(results, count) {
  const slowest = results.toSorted((a, b) => (b.ms ?? 0) - (a.ms ?? 0)).slice(0, count);
  for (const { title, ms = 0 } of slowest) console.log(`  ${String(ms).padStart(6)} ms  ${title}`);
}
