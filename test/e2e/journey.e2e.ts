import type { FrameLocator, Page } from 'playwright-core';
import { openWorkbench, withMotion, type Workbench } from '../workbench/open.mjs';
import { root } from '../workbench/root.mjs';
import type { ThemeKind } from '../workbench/workspace.mjs';
import { pick, runCommand, workbenchReady } from './support/commands';
import { inspectorFrame } from './support/inspector';
import { screenshot } from './support/screenshot';
import { waitForText, waitUntil } from './support/wait';

// The main journey through the real workbench and the real webview: a person opens an example,
// steps, steps back, runs to the fault, clicks a block and sees its line.

// The light themes are looked at in inspector.e2e.ts: what happens does not depend on them.
for (const theme of ['dark'] satisfies ThemeKind[]) {
  describe(`the main journey, ${theme}`, () => {
    let workbench: Workbench;
    let page: Page;
    let inspector: FrameLocator;

    before(async () => {
      workbench = await openWorkbench({ extension: root, theme, settings: withMotion });
      ({ page } = workbench);
      await workbenchReady(page);
    });
    after(() => workbench.close());

    const position = () => inspector.locator('at-toolbar .position');
    /** Waits until an element of the inspector shows a text. */
    const shows = (tag: string, text: string | RegExp) =>
      inspector.locator(tag).getByText(text).first().waitFor();
    /** The editor line that carries the mark of the current event, as text. */
    const markedLine = async () => {
      const mark = page.locator('.monaco-editor .view-overlays .cdr[class*="ced-"]').first();
      const box = await mark.boundingBox();
      if (!box) return undefined;
      for (const line of await page.locator('.monaco-editor .view-line').all()) {
        const at = await line.boundingBox();
        if (at && Math.abs(at.y - box.y) < 3)
          return (await line.innerText()).replaceAll('\u00a0', ' ');
      }
      return undefined;
    };

    it('opens an example with the inspector beside it', async () => {
      await runCommand(page, 'AllocTrace: Open Example Trace...');
      await pick(page, 'Fragmentation: plenty is free, yet malloc fails');
      inspector = inspectorFrame(page);
      await waitForText(position(), 'event 0 /');
      await shows('at-step-report', 'The heap is fresh');
      await screenshot(page, `journey-${theme}-1-opened`);
    });

    it('a key steps forward: a block is split, and it says why', async () => {
      // The button is enabled once the workbench knows that there is a step to take.
      await page.locator('.action-item:not(.disabled) > [aria-label^="Step Forward"]').waitFor();
      await page
        .locator('.monaco-editor .view-lines')
        .first()
        .click({ position: { x: 40, y: 9 } });
      await page.keyboard.press('F10');
      await waitForText(position(), 'event 1 /');
      await shows('at-step-report', 'Allocated');
      await shows('at-step-report', 'new free block');
      await page.locator('.statusbar-item', { hasText: 'event 1 /' }).waitFor();
      await waitUntil('the line is marked', async () => (await markedLine())?.includes('alloc'));
      await screenshot(page, `journey-${theme}-2-stepped`);
    });

    it('a key steps back: the heap is whole again', async () => {
      await page.keyboard.press('Alt+F10');
      await waitForText(position(), 'event 0 /');
      await waitUntil('one free block is left', async () => {
        return (await inspector.locator('at-free-list .node').count()) === 1;
      });
    });

    it('keys work with the focus in the inspector, too', async () => {
      await inspector.locator('at-toolbar button').first().focus();
      await page.keyboard.press('F10');
      await waitForText(position(), 'event 1 /');
      await page.keyboard.press('F10');
      await waitForText(position(), 'event 2 /');
    });

    it('runs to the fault and says why plenty of free memory is no use', async () => {
      await runCommand(page, 'AllocTrace: Run to Next Fault');
      await shows('at-step-report', 'Out of memory');
      await shows('at-step-report', 'in one piece');
      await shows('at-step-report', 'external fragmentation');
      await screenshot(page, `journey-${theme}-3-fault`);
    });

    it('clicking a block selects it everywhere and leads to its line', async () => {
      const table = inspector.locator('at-block-table');
      // What is scrolled away follows a little later than the text that was waited for.
      await table.getByRole('row').nth(1).scrollIntoViewIfNeeded();
      await table.getByText('0x10000500').waitFor();
      const row = table.getByRole('row').filter({ hasText: 'live' }).first();
      await row.click();
      await shows('at-selected-block', 'requested');
      const details = inspector.locator('at-selected-block');
      await details
        .getByRole('button', { name: /line \d/ })
        .first()
        .click();
      await waitUntil('the caret is on an alloc line', async () => {
        const status = await page.locator('#status\\.editor\\.selection').innerText();
        return /Ln (?!1\b)\d+/.test(status);
      });
      await screenshot(page, `journey-${theme}-4-selected`);
      await page.locator('.editor-instance .monaco-editor.focused').waitFor();
    });

    it('an edit is carried out at once', async () => {
      await page.keyboard.press('Control+End');
      await page.keyboard.type('alloc an_edit 8\n');
      await waitForText(position(), '/ 22');
      await runCommand(page, 'AllocTrace: Go to Last Event');
      await shows('at-step-report', 'an_edit');
    });
  });
}
