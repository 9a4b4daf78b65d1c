import type { Page } from 'playwright-core';
import { openWorkbench, type Workbench } from '../workbench/open.mjs';
import { inRoot, root } from '../workbench/root.mjs';
import { startServer, type Server } from '../workbench/server.mjs';
import { openFromExplorer, runCommand, workbenchReady } from './support/commands';
import { inspectorFrame } from './support/inspector';
import { screenshot } from './support/screenshot';
import { waitForText } from './support/wait';

// Where a workspace is not trusted, or lies on no disk, everything works but recording, which is
// refused with a message that says why.

const TRACE = 'alloctrace 1\nheap size=1KiB\nalloc a 40 at=src/net.c:2\nfree a\nfree a\n';

function line(page: Page, text: string) {
  return page.locator('.monaco-editor .view-line', { hasText: text }).first();
}

/** Hints, problems and their fixes, the inspector, and the way to the source. */
async function everythingWorks(page: Page): Promise<void> {
  await line(page, 'alloc a 40').getByText('→ 0x10000020').waitFor();
  await runCommand(page, 'AllocTrace: Open Heap Inspector');
  await runCommand(page, 'AllocTrace: Step Forward');
  await waitForText(inspectorFrame(page).locator('.position'), /event 1 \/ 3/);
  await runCommand(page, 'View: Toggle Problems');
  const problem = page.locator('.markers-panel .monaco-list-row', { hasText: 'Double free' });
  await problem.waitFor();
  await runCommand(page, 'View: Toggle Problems');
  await line(page, 'alloc a 40').click({ position: { x: 20, y: 9 } });
  await runCommand(page, 'AllocTrace: Go to Source');
  await page.locator('.tab.active', { hasText: 'net.c' }).waitFor();
  await page.locator('.statusbar-item', { hasText: 'Ln 2' }).waitFor();
}

async function isRefused(page: Page, why: string): Promise<void> {
  await runCommand(page, 'AllocTrace: Record a Program...');
  // A workbench that is driven by a test shows no message by itself.
  await runCommand(page, 'Notifications: Show Notifications');
  await page.locator('.notifications-center .notification-list-item', { hasText: why }).waitFor();
}

describe('a workspace that is not trusted', () => {
  let server: Server;
  let workbench: Workbench;
  let page: Page;

  before(async () => {
    server = await startServer({
      settings: {
        'security.workspace.trust.enabled': true,
        'security.workspace.trust.startupPrompt': 'never',
        'security.workspace.trust.untrustedFiles': 'open',
      },
    });
    workbench = await openWorkbench({
      server,
      extension: root,
      contents: { 'look.alloctrace': TRACE, 'src/net.c': '\n\n' },
      file: 'look.alloctrace',
    });
    ({ page } = workbench);
    await workbenchReady(page);
    await page.locator('.statusbar-item', { hasText: 'Restricted Mode' }).waitFor();
  });
  after(async () => {
    await workbench.close();
    await server.stop();
  });

  it('has everything', () => everythingWorks(page));

  it('but recording', async () => {
    await isRefused(page, 'only recorded in a workspace that you trust');
    await screenshot(page, 'restricted');
  });
});

describe('a workspace that lies on no disk', () => {
  let server: Server;
  let workbench: Workbench;
  let page: Page;

  before(async () => {
    server = await startServer({ extensionFolders: [inRoot('test', 'e2e', 'virtual-files')] });
    workbench = await openWorkbench({ server, extension: root });
    ({ page } = workbench);
    const address = new URL(page.url());
    address.searchParams.set('folder', 'virtual:/sample');
    await page.goto(address.href);
    await workbenchReady(page);
    await openFromExplorer(page, 'look.alloctrace');
  });
  after(async () => {
    await workbench.close();
    await server.stop();
  });

  it('has everything', () => everythingWorks(page));

  it('but recording', async () => {
    await isRefused(page, 'sample is a virtual folder: no program can run in it');
    await screenshot(page, 'virtual');
  });
});
