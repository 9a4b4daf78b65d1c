// The smoke tests of the web worker host, in which vscode.dev runs extensions: no Node there, so
// mocha's build for browsers.

// Imported for the globals that it makes.
// oxlint-disable-next-line import/no-unassigned-import
import 'mocha/mocha.js';
import { tests } from 'glob:./**/*.test.ts';
import { runAndReport } from '../support/workbenchMocha.js';

/** VS Code calls this; a rejection is a failed run. */
export async function run(): Promise<void> {
  // The build for browsers makes a global of this name and reports to a page unless told not to.
  mocha.setup({ ui: 'bdd', timeout: 60_000, reporter: Quiet });
  for (const load of Object.values(tests)) await load();
  await runAndReport(mocha);
}

/** Reports nothing: the results are collected from the runner, and there is no page to show them. */
class Quiet extends Mocha.reporters.Base {
  override epilogue(): void {}
}
