import assert from 'node:assert/strict';
import { openWorkbench } from '../workbench/open.mjs';
import type { Workbench } from '../workbench/open.mjs';
import { workbenchReady } from './support/commands.js';
import { openInspector } from './support/inspector.js';
import { screenshot } from './support/screenshot.js';
import { waitForText } from './support/wait.js';

const trace = 'alloctrace 1\nheap size=4KiB\nalloc a 100 "buffer"\nfree a\n';

// Runs only where test/workbench/stages.mjs has installed the VSIX, on a server of its own.
describe('the installed package', () => {
  let workbench: Workbench;

  before(async () => {
    workbench = await openWorkbench({
      contents: { 'installed.alloctrace': trace },
      file: 'installed.alloctrace',
    });
    await workbenchReady(workbench.page);
  });

  after(async () => {
    await workbench?.close();
  });

  it('opens a trace, shows the inspector and steps', async () => {
    const { page } = workbench;
    assert.ok(!(await page.title()).includes('Extension Development Host'));
    const inspector = await openInspector(page);
    const position = inspector.locator('.position');
    await waitForText(position, 'event 0 / 2');
    await inspector.getByRole('button', { name: 'Step Forward' }).click();
    await waitForText(position, 'event 1 / 2');
    await waitForText(inspector.locator('at-step-report'), /alloc a 100/);
    await screenshot(page, 'package');
  });
});
