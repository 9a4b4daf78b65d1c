import * as vscode from 'vscode';

/** Has the name that test/workbench/results.mjs reads. */
const resultsFile = '.alloctrace-test-results.json';

interface Result {
  title: string;
  error?: string;
  skipped?: true;
  ms?: number;
}

/** What is needed of a mocha, which comes from different files under Node and in a browser. */
interface Runs {
  run(done: (failures: number) => void): Mocha.Runner;
}

/**
 * Runs the registered tests and leaves their results in the workspace folder: the one place that
 * every kind of extension host can write to and the program that started it can read from. Rejects
 * when a test failed or there was none.
 */
export async function runAndReport(mocha: Runs): Promise<void> {
  const results: Result[] = [];
  await new Promise<void>((resolve) => {
    const runner = mocha.run(() => resolve());
    runner.on('pass', (test) => {
      results.push({ title: test.fullTitle(), ms: test.duration ?? 0 });
    });
    runner.on('pending', (test) => results.push({ title: test.fullTitle(), skipped: true }));
    runner.on('fail', (test, error: unknown) => {
      results.push({ title: test.fullTitle(), error: textOf(error) });
    });
  });
  await write(results);
  const failed = results.filter(({ error }) => error !== undefined);
  for (const { title, error } of failed) console.error(`${title}\n${error}`);
  if (results.length === 0) throw new Error('No test was found.');
  if (failed.length > 0) throw new Error(`${failed.length} of ${results.length} tests failed.`);
}

function textOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

async function write(results: readonly Result[]): Promise<void> {
  const folder = vscode.workspace.workspaceFolders?.[0];
  if (!folder) throw new Error('The tests need a workspace folder to leave their results in.');
  const text = JSON.stringify(results, undefined, 2);
  const file = vscode.Uri.joinPath(folder.uri, resultsFile);
  await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(text));
}
