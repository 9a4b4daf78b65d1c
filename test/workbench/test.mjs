// npm test: everything, from a fresh clone to the packaged extension in a real VS Code. The last
// line says how many tests passed and failed.
//
//   npm test -- --only unit          one stage, or several: --only unit --only host
//   npm test -- --slowest 20         names the tests of each stage that took longest

import { mkdir, rm } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { behaveAsProgram, messageOf } from './processes.mjs';
import { printFailures, printSlowest } from './results.mjs';
import { inRoot } from './root.mjs';
import { build, ensureDependencies } from './setup.mjs';
import { closeStages, stages } from './stages.mjs';

/** @typedef {import('./stages.mjs').Stage} Stage */

behaveAsProgram();
process.env['CI'] = 'true';
const total = { passed: 0, failed: 0 };
/** How many of the tests that took longest are named for each stage. */
let slowest = 0;

try {
  const chosen = choose();
  await ensureDependencies();
  // Tests whose source is gone must not run.
  await rm(inRoot('out', 'test'), { recursive: true, force: true });
  await mkdir(inRoot('out', 'results'), { recursive: true });
  await build({ tests: true });
  await Promise.all(
    [...new Set(chosen.map(({ lane }) => lane))].map((lane) =>
      inOrder(chosen.filter((stage) => stage.lane === lane)),
    ),
  );
  await closeStages();
} catch (error) {
  console.log(`\n✘ ${messageOf(error)}`);
  total.failed++;
}
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed > 0 ? 1 : 0);

/** @returns {readonly Stage[]} the stages asked for */
function choose() {
  const { values } = parseArgs({
    options: {
      only: { type: 'string', multiple: true },
      slowest: { type: 'string', default: '0' },
    },
  });
  slowest = Number(values.slowest);
  const { only } = values;
  const unknown = only?.find((name) => !stages.some((stage) => stage.name === name));
  if (unknown) {
    const names = stages.map(({ name }) => name).join(', ');
    throw new Error(`There is no stage named ${unknown}. The stages are ${names}.`);
  }
  return stages.filter(({ name }) => only?.includes(name) ?? true);
}

/** @param {readonly Stage[]} group */
async function inOrder(group) {
  for (const stage of group) await runStage(stage);
}

/**
 * Runs a stage and counts its tests. That it crashes, or has no test, is a failure of its own.
 *
 * @param {Stage} stage
 */
async function runStage({ name, run }) {
  const start = Date.now();
  const results = await run().then(
    (found) =>
      found.length > 0 ? found : [{ title: 'tests', error: 'No test was found in this stage.' }],
    (/** @type {unknown} */ error) => [
      {
        title: 'the stage itself',
        error: error instanceof Error ? (error.stack ?? error.message) : String(error),
      },
    ],
  );
  const failed = results.filter(({ error }) => error !== undefined).length;
  const skipped = results.filter((result) => 'skipped' in result && result.skipped).length;
  const passed = results.length - failed - skipped;
  total.passed += passed;
  total.failed += failed;
  printFailures(name, results);
  const counts = [
    `${passed} passed`,
    ...(failed ? [`${failed} failed`] : []),
    ...(skipped ? [`${skipped} skipped`] : []),
  ];
  const seconds = Math.round((Date.now() - start) / 1000);
  console.log(`${failed ? '✘' : '✔'} ${name}: ${counts.join(', ')} (${seconds} s)`);
  printSlowest(results, slowest);
}
