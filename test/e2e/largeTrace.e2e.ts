import assert from 'node:assert/strict';
import { appendFile } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import type { FrameLocator, Page } from 'playwright-core';
import { openWorkbench, type Workbench } from '../workbench/open.mjs';
import { root } from '../workbench/root.mjs';
import { openFromExplorer, pick, runCommand, workbenchReady } from './support/commands';
import { inspectorFrame } from './support/inspector';
import { screenshot } from './support/screenshot';
import { setTheme } from './support/theme';
import { waitForText, waitUntil } from './support/wait';

// Large, packed and growing traces as a person meets them: in a view that opens by itself and looks
// and moves like the text editor.

/** Above 50 MiB, of lines that are quickly read; with a fault and a problem near the start. */
function largeTrace(): string {
  const pairs = 'a 1 64\nf 1\n'.repeat(1000);
  const comment = `# ${'-'.repeat(100)}\n`.repeat(10_000);
  const head = 'alloctrace 1\nheap size=64KiB\na x 100\nf x\nf x\nnonsense <b>1</b>\n';
  return `${head}${pairs}${comment.repeat(52)}a last 8\n`;
}

describe('a large trace', () => {
  let workbench: Workbench;
  let page: Page;
  let view: FrameLocator;

  before(async () => {
    workbench = await openWorkbench({
      extension: root,
      theme: 'dark',
      contents: {
        'large.alloctrace': largeTrace(),
        'packed.alloctrace.gz': gzipSync('alloctrace 1\nheap size=4KiB\na x 64\nf x\n'),
        'growing.alloctrace': 'alloctrace 1\na x 64\n',
      },
    });
    ({ page } = workbench);
    await workbenchReady(page);
    // Beside the view there is no other webview yet.
    view = inspectorFrame(page);
  });
  after(() => workbench.close());

  const position = (text: string) =>
    page.locator('.statusbar-item', { hasText: text }).waitFor({ timeout: 30_000 });
  const line = (number: number) => view.locator(`.line[data-line="${number}"]`);
  const current = () => view.locator('.line.current').getAttribute('data-line');
  const open = (name: string) => openFromExplorer(page, name);
  /** Whether there are lines from the top of what is in sight to its bottom. */
  const isFilled = async () => {
    const shown = [view.locator('.scroller'), view.locator('.line').first()];
    const [scroller, top] = await Promise.all(shown.map((each) => each.boundingBox()));
    const last = await view.locator('.line').last().boundingBox();
    if (!scroller || !top || !last) return false;
    return top.y <= scroller.y && last.y + last.height + 1 >= scroller.y + scroller.height;
  };

  it('opens in its view by itself, in place of the text', async () => {
    await open('large.alloctrace');
    await view.locator('.scroller').waitFor({ timeout: 60_000 });
    await waitUntil('one tab is left', async () => (await page.locator('.tab').count()) === 1);
    await position('event 0 / 2,004');
    await waitForText(line(3), 'a x 100');
  });

  it('steps with the keys of the text editor and marks the line', async () => {
    await line(4).click();
    await page.keyboard.press('F10');
    await position('event 1 /');
    await waitUntil('line 3 is marked', async () => (await current()) === '3');
    await page.keyboard.press('F10');
    await position('event 2 /');
    await page.keyboard.press('Alt+F10');
    await position('event 1 /');
    await screenshot(page, 'large-dark-1-stepped');
  });

  it('comes back where its file is opened again', async () => {
    // The second tab may be gone before anybody asks, so the page itself looks for it.
    const most = await page.evaluateHandle(mostTabs);
    await page
      .locator('.explorer-folders-view .monaco-list-row', { hasText: 'large.alloctrace' })
      .dblclick();
    await waitUntil(
      'a second tab has come',
      async () => (await most.evaluate(({ count }) => count)) === 2,
    );
    await waitUntil('one tab is left', async () => {
      const tabs = await page.locator('.tab').count();
      return tabs === 1 && (await line(3).isVisible());
    });
    assert.equal(await page.locator('.monaco-dialog-box').count(), 0);
  });

  it('shows what is wrong where it is, as text and nothing else', async () => {
    await waitForText(line(6).locator('.mark.error'), 'nonsense');
    assert.equal(await line(6).locator('b').count(), 0);
    await waitForText(line(6), 'nonsense <b>1</b>');
    await line(5).locator('.mark.warning').hover();
    await waitForText(view.locator('at-hover'), 'double-free');
    await screenshot(page, 'large-dark-2-hover');
    await runCommand(page, 'Problems: Focus on Problems View');
    await page.locator('.markers-panel', { hasText: 'double-free' }).waitFor();
    await runCommand(page, 'View: Toggle Panel Visibility');
  });

  it('runs to the caret, which moves by keys', async () => {
    await line(3).click();
    for (let i = 0; i < 4; i++) await page.keyboard.press('ArrowDown');
    await waitUntil('the caret is on line 7', async () =>
      (await line(7).getAttribute('class'))?.includes('caret'),
    );
    await page.keyboard.press('Control+F10');
    await position('event 4 /');
    await waitUntil('line 7 is marked', async () => (await current()) === '7');
  });

  it('has breakpoints in its margin, where runs stop', async () => {
    const mark = (number: number) => line(number).locator('.glyph svg');
    const label = (number: number) => mark(number).getAttribute('aria-label');
    await line(9).locator('.glyph').click();
    await line(11).locator('.glyph').click();
    await line(13).locator('.content').click();
    await page.keyboard.press('F9');
    await waitUntil('the key set one', async () => (await label(13)) === 'breakpoint');
    await line(9).locator('.glyph').click();
    await waitUntil('one is gone', async () => (await mark(9).count()) === 0);
    await page.keyboard.press('Control+F9');
    await waitUntil('it stops there', async () => (await label(11)) === 'current line, breakpoint');
    await screenshot(page, 'large-dark-4-breakpoints');
    await page.keyboard.press('F9');
    await line(11).locator('.glyph').click();
    await waitUntil('none is left', async () => (await view.locator('.breakpoint').count()) === 0);
  });

  it('has bookmarks behind its numbers: of the event, and of the line that is clicked on', async () => {
    const ribbon = (number: number) => line(number).getByRole('img', { name: 'bookmark' });
    await page.keyboard.press('Control+Alt+K');
    await ribbon(11).waitFor();
    await line(15).locator('.content').click({ button: 'right' });
    const entry = page.locator('.context-view .action-label', { hasText: 'Toggle Bookmark' });
    await entry.waitFor();
    // A click right after the right one is taken for a part of that.
    await waitUntil('the menu is gone', async () => {
      if (await entry.isVisible()) await entry.click({ timeout: 1000 });
      return !(await entry.isVisible());
    });
    await ribbon(15).waitFor();
    await screenshot(page, 'large-dark-5-bookmarks');
    await line(15).locator('.content').click();
    await page.keyboard.press('Control+Alt+PageDown');
    await waitUntil('it is gone to', async () => (await current()) === '15');
    await page.keyboard.press('Control+Alt+K');
    await ribbon(15).waitFor({ state: 'detached' });
    await page.keyboard.press('Control+Alt+PageUp');
    await waitUntil('it is gone back', async () => (await current()) === '11');
    await page.keyboard.press('Control+Alt+K');
    await ribbon(11).waitFor({ state: 'detached' });
  });

  it('shows any of half a million lines', async () => {
    await page.keyboard.press('Control+End');
    await line(522_007).waitFor();
    await waitForText(line(522_007), 'a last 8');
    await page.keyboard.press('PageUp');
    await page.keyboard.press('Control+Home');
    await waitForText(line(1), 'alloctrace 1');
    await page.keyboard.press('Control+Alt+End');
    await position('event 2,004 /');
    await waitUntil('the end is marked', async () => (await current()) === '522007');
    await screenshot(page, 'large-dark-3-end');
  });

  it('stays at its lines where it becomes lower', async () => {
    const high = page.viewportSize() ?? { width: 1400, height: 900 };
    await page.keyboard.press('Control+End');
    await waitUntil('the end is shown', isFilled);
    await page.setViewportSize({ ...high, height: 600 });
    await waitUntil('the lower one is filled', isFilled);
    await screenshot(page, 'large-dark-6-low');
    await page.setViewportSize(high);
    await waitUntil('the high one is filled', isFilled);
    await line(522_008).waitFor();
  });

  it('looks like an editor in a light theme, too, and beside the inspector', async () => {
    await setTheme(page, 'light');
    await runCommand(page, 'AllocTrace: Open Heap Inspector');
    await page.locator('.tab', { hasText: 'Heap: large.alloctrace' }).waitFor();
    await waitUntil('both are there', async () => {
      return (await page.locator('iframe.webview.ready:visible').count()) === 2;
    });
    await screenshot(page, 'large-light-1-inspector');
    await runCommand(page, 'View: Close All Editors');
    await waitUntil('all are closed', async () => (await page.locator('.tab').count()) === 0);
  });

  it('may be opened as text by who wants to', async () => {
    await open('large.alloctrace');
    await view.locator('.scroller').waitFor({ timeout: 60_000 });
    await waitUntil('one tab is left', async () => (await page.locator('.tab').count()) === 1);
    await runCommand(page, 'View: Reopen Editor With...');
    await pick(page, 'Text Editor');
    // VS Code asks before it shows so much text.
    await page.locator('.monaco-editor-pane-placeholder').waitFor();
    await waitUntil('the view is gone', async () => {
      return (await page.locator('iframe.webview.ready:visible').count()) === 0;
    });
    await screenshot(page, 'large-light-4-text');
    await runCommand(page, 'View: Close Editor');
  });

  it('that is packed opens as it is', async () => {
    await open('packed.alloctrace.gz');
    await waitForText(line(3), 'a x 64');
    await line(1).click();
    await page.keyboard.press('F10');
    await position('event 1 / 2');
    await waitUntil('line 3 is marked', async () => (await current()) === '3');
    await screenshot(page, 'large-light-2-packed');
    await runCommand(page, 'View: Close Editor');
  });

  it('that is still being written is read on', async () => {
    await open('growing.alloctrace');
    await runCommand(page, 'View: Reopen Editor With...');
    await pick(page, 'AllocTrace: Large Trace');
    await waitForText(line(2), 'a x 64');
    const file = path.join(workbench.workspace, 'growing.alloctrace');
    await appendFile(file, 'a y 8\n');
    await view.locator('at-notice').getByRole('button', { name: 'Read Again' }).waitFor();
    await screenshot(page, 'large-light-3-changed');
    await runCommand(page, 'AllocTrace: Follow Trace');
    await position('event 0 / 2');
    await runCommand(page, 'AllocTrace: Go to Last Event');
    await appendFile(file, 'f x\n');
    await position('event 3 / 3');
    await waitUntil('line 4 is marked', async () => (await current()) === '4');
  });
});

/** Counts, inside the page, the most tabs that there have been since. */
function mostTabs(): { count: number } {
  const { document, MutationObserver } = globalThis as unknown as {
    document: { querySelectorAll(selector: string): { length: number } };
    MutationObserver: new (callback: () => void) => { observe(node: unknown, what: object): void };
  };
  const most = { count: 0 };
  new MutationObserver(() => {
    most.count = Math.max(most.count, document.querySelectorAll('.tab').length);
  }).observe(document, { childList: true, subtree: true });
  return most;
}
