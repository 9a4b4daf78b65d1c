// The tests that need a real VS Code, as one mocha run inside its extension host. Started by
// test/workbench/hostTests.mjs in VS Code's server and by test/workbench/desktop.mjs in the desktop
// program.

import Mocha from 'mocha';
import { tests } from 'glob:./**/*.test.ts';
import { runAndReport } from '../support/workbenchMocha.js';

/** VS Code calls this; a rejection is a failed run. */
export async function run(): Promise<void> {
  const mocha = new Mocha({ ui: 'bdd', timeout: 60_000, reporter: 'dot' });
  // Makes `describe` and `it` global, which mocha does itself only for files that it loads.
  mocha.suite.emit('pre-require', globalThis, '', mocha);
  for (const load of Object.values(tests)) await load();
  await runAndReport(mocha);
}
