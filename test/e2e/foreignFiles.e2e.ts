import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { FrameLocator, Page } from 'playwright-core';
import { openWorkbench, type Workbench } from '../workbench/open.mjs';
import { root } from '../workbench/root.mjs';
import { openFromExplorer, runCommand, workbenchReady } from './support/commands';
import { inspectorFrame, openInspector } from './support/inspector';
import { waitForText, waitUntil } from './support/wait';

// Files that come from outside: dropped by the system's own drag, imported, and there again after the
// window was reloaded.

const MTRACE = [
  '= Start',
  '@ ./a.out:[0x10] + 0x5000 0x10',
  '@ ./a.out:[0x11] - 0x5000',
  '@ ./a.out:[0x10] + 0x7000 0x20',
  '= End',
  '',
].join('\n');

describe('files from outside', () => {
  let workbench: Workbench;
  let page: Page;
  let outside: string;

  before(async () => {
    outside = await mkdtemp(path.join(tmpdir(), 'alloctrace-outside-'));
    await writeFile(path.join(outside, 'program.mtrace'), MTRACE);
    await writeFile(path.join(outside, 'other.alloctrace'), 'alloctrace 1\nalloc other 64\n');
    workbench = await openWorkbench({
      extension: root,
      contents: { 'first.alloctrace': 'alloctrace 1\nalloc first 64\n' },
    });
    ({ page } = workbench);
    await workbenchReady(page);
    await openFromExplorer(page, 'first.alloctrace');
    await page.locator('.statusbar-item', { hasText: 'event 0 / 1' }).waitFor();
    await openInspector(page);
  });
  after(async () => {
    await workbench.close();
    await rm(outside, { recursive: true, force: true });
  });

  const inspector = (): FrameLocator => inspectorFrame(page);
  const position = () => inspector().locator('at-toolbar .position');
  const texts = () => page.locator('.tab .label-name').allInnerTexts();

  /** Drags files over the inspector and drops them there, as the system does. */
  async function drop(...names: string[]): Promise<void> {
    const box = await page.locator('iframe.webview.ready').first().boundingBox();
    assert(box);
    const session = await page.context().newCDPSession(page);
    const files = names.map((name) => path.join(outside, name));
    const data = { items: [], files, dragOperationsMask: 1 };
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    const dispatch = (type: 'dragEnter' | 'dragOver' | 'drop') =>
      session.send('Input.dispatchDragEvent', { type, x, y, data });
    await dispatch('dragEnter');
    await dispatch('dragOver');
    await inspector().locator('at-drop .place').waitFor();
    // The workbench may take the pointer only now.
    await dispatch('dragOver');
    await page.waitForTimeout(100);
    await dispatch('dragOver');
    await dispatch('drop');
    await session.detach();
  }

  it('are opened by the inspector, all of them, and not over it', async () => {
    await drop('program.mtrace', 'other.alloctrace');
    await waitUntil('the recording is imported and the trace opened', async () => {
      const tabs = await texts();
      return tabs.includes('Import of program.mtrace') && tabs.length === 5;
    });
    await waitForText(position(), 'event 0 / 1');
    await page.locator('.editor-group-container .view-line', { hasText: 'alloc other' }).waitFor();
  });

  it('stay what they are after a reload: the unsaved text, its heap, as recorded', async () => {
    await page.locator('.tab', { hasText: 'alloctrace 1' }).first().click();
    await waitForText(position(), 'event 0 / 3');
    await runCommand(page, 'AllocTrace: Show Heap as Recorded or Simulated');
    await inspector().locator('at-recorded').waitFor();
    await runCommand(page, 'AllocTrace: Go to Last Event');
    await waitForText(position(), 'event 3 / 3');
    // By the workbench, which first saves what it shows.
    await Promise.all([page.waitForEvent('load'), runCommand(page, 'Developer: Reload Window')]);
    await workbenchReady(page);
    await waitForText(position(), '/ 3');
    await page
      .locator('.editor-group-container .view-line', { hasText: 'recorder="glibc mtrace"' })
      .waitFor();
    await inspector().locator('at-recorded').waitFor();
  });
});
