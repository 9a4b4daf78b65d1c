// npm run fuzz: tries each importer with many inputs that are made of recordings.
//
//   npm run fuzz                              a million inputs for each target
//   npm run fuzz -- --only mtrace,ltrace      some targets alone
//   npm run fuzz -- --count 5000 --seed 7     fewer, and others
//   npm run fuzz -- --seconds 60              each target until the time is over
//   npm run fuzz -- --only mtrace --seed 7 --skip 4321 --count 1   one input again
//
// Prints what was tried; a finding with its input; and ends with 1 where there was one.

import { parseArgs } from 'node:util';
import { randomFrom } from '../../src/cli/bench/workloads/random';
import { lastInput, targets, type Target } from './targets';

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    count: { type: 'string', default: '1000000' },
    seed: { type: 'string', default: '1' },
    skip: { type: 'string', default: '0' },
    seconds: { type: 'string', default: 'Infinity' },
  },
});
const only = values.only?.split(',');
const [count, seed, skip, seconds] = [values.count, values.seed, values.skip, values.seconds].map(
  Number,
);

/** Far more than any input here needs: one that takes longer hangs, or nearly. */
const LONGEST_MS = 2000;
const MOST_FINDINGS = 10;

let findings = 0;
for (const target of targets()) {
  if (only === undefined || only.includes(target.name)) fuzz(target);
}
process.exitCode = findings > 0 ? 1 : 0;

function fuzz(target: Target): void {
  const started = performance.now();
  let tried = 0;
  let found = 0;
  let slowest = 0;
  let most = 0;
  for (; tried < count && found < MOST_FINDINGS; tried++) {
    const from = performance.now();
    if (from - started > seconds * 1000) break;
    // Each input has a seed of its own, so that it can be made again without those before it.
    const random = randomFrom(Math.imul(seed * 1_000_003 + skip + tried, 0x9e3779b1));
    try {
      target.run(random);
    } catch (error) {
      found++;
      report(target, tried, String(error));
    }
    const took = performance.now() - from;
    slowest = Math.max(slowest, took);
    if (took > LONGEST_MS) {
      found++;
      report(target, tried, `It took ${Math.round(took)} ms.`);
    }
    if (tried % 10_000 === 0) most = Math.max(most, process.memoryUsage().rss);
  }
  findings += found;
  const took = (performance.now() - started) / 1000;
  console.log(
    `${target.name.padEnd(15)} ${String(tried).padStart(8)} executions ${took.toFixed(1).padStart(7)} s ` +
      `${String(found).padStart(3)} findings, slowest ${slowest.toFixed(0)} ms, memory ${Math.round(most / 2 ** 20)} MiB`,
  );
}

function report({ name }: Target, tried: number, what: string): void {
  console.log(`${name}: --only ${name} --seed ${seed} --skip ${skip + tried} --count 1`);
  console.log(`  ${what.split('\n').slice(0, 6).join('\n  ')}`);
  console.log(`  input: ${lastInput}`);
}
