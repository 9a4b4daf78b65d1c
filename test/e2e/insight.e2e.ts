import type { Page } from 'playwright-core';
import { openWorkbench, type Workbench } from '../workbench/open.mjs';
import { root } from '../workbench/root.mjs';
import { pick, runCommand, workbenchReady } from './support/commands';
import { screenshot } from './support/screenshot';
import { waitUntil } from './support/wait';

// What the editor tells of the lines of a trace, as a person sees it: hints behind the lines, a
// hover with links, the Problems panel with related places, and a quick fix.

describe('a trace in the editor', () => {
  let workbench: Workbench;
  let page: Page;

  before(async () => {
    workbench = await openWorkbench({ extension: root });
    ({ page } = workbench);
    await workbenchReady(page);
  });
  after(() => workbench.close());

  const line = (text: string) =>
    page.locator('.monaco-editor .view-line', { hasText: text }).first();
  const hover = () => page.locator('.monaco-hover:visible', { hasText: 'Go to this event' });

  it('shows behind each line what came of it', async () => {
    await runCommand(page, 'AllocTrace: Open Example Trace...');
    await pick(page, 'Faults');
    await line('alloc a 100').getByText('→ 0x10000018').waitFor();
    await line('free a').getByText('bytes free').waitFor();
    await line('alloc huge').getByText('null: largest free').waitFor();
    await screenshot(page, 'insight-1-hints');
  });

  it('explains an event on hover, with links that go there', async () => {
    await waitUntil('the hover is there', async () => {
      await line('# Faults').hover({ position: { x: 20, y: 9 } });
      await line('free a').hover({ position: { x: 20, y: 9 } });
      await hover().waitFor({ timeout: 3000 });
      return true;
    });
    await screenshot(page, 'insight-2-hover');
    await hover().getByText('Go to its allocation').click();
    await page.locator('.statusbar-item', { hasText: 'event 1 /' }).waitFor();
  });

  it('lists what is wrong, with what came before', async () => {
    await runCommand(page, 'View: Toggle Problems');
    const row = page.locator('.markers-panel .monaco-list-row');
    await row.filter({ hasText: 'Double free' }).waitFor();
    await row.filter({ hasText: 'First freed here.' }).waitFor();
    await row.filter({ hasText: 'are free in all' }).waitFor();
    await screenshot(page, 'insight-3-problems');
  });

  it('mends it', async () => {
    const row = page.locator('.markers-panel .monaco-list-row');
    await line('# Double free.').click({ position: { x: 20, y: 9 } });
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Control+.');
    const action = page.locator('.action-widget .monaco-list-row');
    await action.filter({ hasText: 'Remove this second free' }).waitFor();
    await screenshot(page, 'insight-4-fixes');
    await page.keyboard.press('Enter');
    await waitUntil(
      'the problem is gone',
      async () => (await row.filter({ hasText: 'Double free' }).count()) === 0,
    );
  });

  it('has no mark at a line of what is no trace any more', async () => {
    const arrow = page.locator('.monaco-editor .glyph-margin-widgets [class*="ced-"]');
    await arrow.first().waitFor();
    await runCommand(page, 'Change Language Mode');
    await pick(page, 'Plain Text');
    await page.locator('.statusbar-item', { hasText: 'Plain Text' }).waitFor();
    await waitUntil('the arrow is gone', async () => (await arrow.count()) === 0);
  });
});
