import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/**
 * A mocha reporter that writes one line of JSON to a file as soon as a test begins and ends, so that
 * the results so far are there when mocha hangs or is stopped. `results.mjs` reads them.
 *
 * @param {Mocha.Runner} runner
 * @param {{ reporterOptions: { output: string } }} options
 */
export default function lineReporter(runner, { reporterOptions: { output } }) {
  mkdirSync(path.dirname(output), { recursive: true });
  writeFileSync(output, '');
  /** @param {import('./results.mjs').ResultLine} line */
  const write = (line) => appendFileSync(output, `${JSON.stringify(line)}\n`);
  runner.on('test', (test) => write({ begun: test.fullTitle() }));
  runner.on('pass', (test) => write({ title: test.fullTitle(), ms: test.duration ?? 0 }));
  runner.on('pending', (test) => write({ title: test.fullTitle(), skipped: true }));
  runner.on('fail', (test, error) => {
    write({ title: test.fullTitle(), error: error.stack ?? error.message });
  });
  runner.on('end', () => write({ ended: true }));
}
