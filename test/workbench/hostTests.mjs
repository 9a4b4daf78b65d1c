import { EventEmitter, once } from 'node:events';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { openWorkbench } from './open.mjs';
import { resultsFile } from './results.mjs';
import { inRoot, root } from './root.mjs';
import { withoutMain } from './webExtension.mjs';

/** Long enough for a machine that is slow or loaded; a run takes two minutes. */
const patience = 900_000;

/**
 * Nobody looks, and no test asks for these parts of the workbench: drawing them anew with every
 * document that opens takes a quarter of the processor time of all tests in the host.
 */
const bare = {
  'workbench.editor.showTabs': 'none',
  'workbench.editor.editorActionsLocation': 'hidden',
  'workbench.layoutControl.enabled': false,
  'workbench.activityBar.location': 'hidden',
  'breadcrumbs.enabled': false,
  'editor.stickyScroll.enabled': false,
  'editor.occurrencesHighlight': 'off',
  'editor.bracketPairColorization.enabled': false,
  'editor.matchBrackets': 'never',
  'editor.lightbulb.enabled': 'off',
  'editor.cursorBlinking': 'solid',
};

/**
 * Runs the mocha entry inside a real extension host: the Node one of the server, or the web worker
 * one, in which vscode.dev runs extensions.
 *
 * @param {{ web?: boolean, server?: import('./server.mjs').Server }} [options]
 * @returns {Promise<import('./results.mjs').TestResult[]>}
 */
export async function runHostTests({ web = false, server } = {}) {
  const copy = web ? await withoutMain(root) : undefined;
  const extension = copy?.folder ?? root;
  const automation = new EventEmitter();
  const exited = once(automation, 'exit');
  /** @type {string[]} */
  const logs = [];
  const workbench = await openWorkbench({
    extension,
    tests: path.join(extension, 'out', 'test', web ? 'vscode-web' : 'vscode', 'index.js'),
    folder: inRoot('media', 'examples'),
    // A small page leaves the processor to the tests, without a graphics card.
    viewport: { width: 800, height: 500 },
    settings: bare,
    ...(server && { server }),
    prepare: async (page) => {
      await page.exposeFunction('codeAutomationExit', (/** @type {number} */ code) => {
        automation.emit('exit', code);
      });
      await page.exposeFunction('codeAutomationLog', (/** @type {unknown[]} */ ...said) => {
        logs.push(JSON.stringify(said).slice(0, 2000));
      });
    },
  });
  try {
    const [code] = await Promise.race([exited, silence()]);
    const results = await readFile(path.join(workbench.workspace, resultsFile), 'utf8').catch(
      () => undefined,
    );
    if (results !== undefined) return JSON.parse(results);
    const why =
      code === undefined ? `did not end within ${patience / 1000} s` : `ended with ${code}`;
    const tail = [...logs, workbench.log()].join('\n').slice(-6000);
    throw new Error(`The tests in the extension host ${why} and left no results.\n${tail}`);
  } finally {
    await workbench.close();
    await copy?.remove();
  }
}

/** @returns {Promise<[]>} */
function silence() {
  return new Promise((resolve) => {
    setTimeout(() => resolve([]), patience).unref();
  });
}
