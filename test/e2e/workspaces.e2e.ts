import assert from 'node:assert/strict';
import { access } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { cheapLook, openWorkbench, type Workbench } from '../workbench/open.mjs';
import { inRoot, root } from '../workbench/root.mjs';
import { startServer, type Server } from '../workbench/server.mjs';
import { openFromExplorer, pick, runCommand, workbenchReady } from './support/commands';
import { inspectorFrame } from './support/inspector';
import { screenshot } from './support/screenshot';
import { waitForText, waitUntil } from './support/wait';

// Where a workspace is not trusted, or lies on no disk, everything works but recording, which is
// refused with a message that says why. Where it has several folders, all of them count.

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
      bare: true,
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
    server = await startServer({
      extensionFolders: [inRoot('test', 'e2e', 'virtual-files')],
      settings: cheapLook,
      bare: true,
    });
    workbench = await openWorkbench({
      server,
      extension: root,
      readdress: (search) => search.set('folder', 'virtual:/sample'),
    });
    ({ page } = workbench);
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

/** The trace of one of two folders. */
function traceOf(name: string): string {
  return (
    `alloctrace 1\nheap size=1KiB\nmark "start of ${name}"\nalloc a 40 at=src/net.c:2\n` +
    'alloc b 40 at=src/board.c:1\nalloc c 40 at=/build/both.c:1\n'
  );
}

describe('a workspace of two folders', () => {
  let workbench: Workbench;
  let page: Page;

  before(async () => {
    workbench = await openWorkbench({
      extension: root,
      contents: {
        'all.code-workspace': JSON.stringify({
          folders: [{ path: 'board' }, { path: 'host' }],
          settings: cheapLook,
        }),
        'board/look.alloctrace': traceOf('board'),
        'board/src/net.c': '\n\n',
        'board/src/board.c': '\n\n',
        'board/src/both.c': '\n',
        'host/run.alloctrace': traceOf('host'),
        'host/src/net.c': '\n\n',
        'host/src/both.c': '\n',
      },
      file: 'host/run.alloctrace',
      readdress: (search, folder) => {
        search.delete('folder');
        search.set('workspace', `${folder}/all.code-workspace`);
      },
    });
    ({ page } = workbench);
    await workbenchReady(page);
    await line(page, 'alloc a 40').getByText('→ 0x10000').waitFor();
  });
  after(() => workbench.close());

  /** The source of an event of the trace in `host` is this file of the workspace. */
  async function isFrom(event: string, file: string): Promise<void> {
    await page.locator('.tab', { hasText: 'run.alloctrace' }).click();
    await line(page, event).click({ position: { x: 20, y: 9 } });
    await runCommand(page, 'AllocTrace: Go to Source');
    const names = page.locator('.breadcrumbs-control .label-name');
    await waitUntil(`${file} is shown`, async () => {
      return (await names.allInnerTexts()).join('/') === file;
    });
  }

  it('has the source of a trace in its own folder, and else in the other one', async () => {
    await isFrom('alloc a 40', 'host/src/net.c');
    await isFrom('alloc b 40', 'board/src/board.c');
    await isFrom('alloc c 40', 'host/src/both.c');
  });

  it('is asked for a folder to copy a recorder into, and to record in', async () => {
    const rows = page.locator('.quick-input-list .monaco-list-row .label-name');
    const folders = async () => {
      await page.locator('.quick-input-list .monaco-list-row', { hasText: 'host' }).waitFor();
      return rows.allInnerTexts();
    };
    await runCommand(page, 'AllocTrace: Insert Recorder...');
    await pick(page, 'Zig std.mem.Allocator around another one');
    assert.deepEqual(await folders(), ['board', 'host']);
    await pick(page, 'host');
    await page.locator('.tab.active', { hasText: 'alloctrace.zig' }).waitFor();
    await access(path.join(workbench.workspace, 'host', 'alloctrace.zig'));
    // Elsewhere nothing is asked: nothing can be recorded.
    if (process.platform !== 'linux') return;
    await runCommand(page, 'AllocTrace: Record a Program...');
    assert.deepEqual(await folders(), ['board', 'host']);
    await page.keyboard.press('Escape');
  });

  it('has the marks of all open traces among its symbols', async () => {
    await openFromExplorer(page, 'look.alloctrace');
    await page.keyboard.press('Control+T');
    await page.locator('.quick-input-widget input[type=text]').fill('#start');
    for (const name of ['board', 'host']) {
      await page
        .locator('.quick-input-list .monaco-list-row', { hasText: `start of ${name}` })
        .waitFor();
    }
    await screenshot(page, 'folders');
  });
});
