import assert from 'node:assert/strict';
import axe from 'axe-core';
import type { Frame, FrameLocator, Locator, Page } from 'playwright-core';
import { openWorkbench, type Workbench } from '../workbench/open.mjs';
import { root } from '../workbench/root.mjs';
import { runCommand, workbenchReady } from './support/commands';
import { inspectorFrame, openInspector } from './support/inspector';
import { screenshot } from './support/screenshot';
import { setTheme, themeKinds } from './support/theme';
import { waitForText, waitUntil } from './support/wait';

/** Ids and labels that would do harm if anything took them for HTML, or broke objects by name. */
const HOSTILE = `alloctrace 1
heap size=4KiB
alloc <img/src> 64 "<script>globalThis.__pwned=1</script>"
alloc __proto__ 64 "</script><b>bold</b>"
alloc constructor 32 at="command:workbench.action.quit:1"
alloc kept 8 "<img src=x onerror=globalThis.__pwned=1>"
free <img/src>
mark "<iframe src=javascript:globalThis.__pwned=1>"
`;

/** 20,000 blocks, every other one free. */
const MANY = [
  'alloctrace 1',
  'heap size=4MiB',
  ...Array.from({ length: 20_000 }, (_, i) => `a ${i} ${16 + (i % 7) * 8}`),
  ...Array.from({ length: 10_000 }, (_, i) => `f ${i * 2}`),
  '',
].join('\n');

const SMALL = `alloctrace 1
heap size=2KiB
alloc a 64 "first"
alloc b 100 align=64 at=src/net.c:42
free a
alloc c 24
free c
free b
`;

/** What is needed of a canvas: the tests are compiled without the types of a page. */
interface Canvas {
  readonly width: number;
  readonly height: number;
  getContext(kind: '2d'): {
    getImageData(
      left: number,
      top: number,
      width: number,
      height: number,
    ): { readonly data: Uint8ClampedArray };
  };
}

describe('the Heap Inspector', () => {
  let workbench: Workbench;
  let page: Page;
  let inspector: FrameLocator;

  before(async () => {
    workbench = await openWorkbench({
      extension: root,
      theme: 'dark',
      contents: {
        'hostile.alloctrace': HOSTILE,
        'many.alloctrace': MANY,
        'small.alloctrace': SMALL,
        'net.c': '\n'.repeat(60),
      },
    });
    ({ page } = workbench);
    await workbenchReady(page);
    await open('small.alloctrace');
    inspector = await openInspector(page);
  });
  after(() => workbench.close());

  const position = () => inspector.locator('at-toolbar .position');
  const shows = (tag: string, text: string | RegExp) =>
    inspector.locator(tag).getByText(text).first().waitFor();
  const move = (name: string) =>
    inspector.locator('at-toolbar').getByRole('button', { name }).click();

  /**
   * Opens a file of the workspace by its name, as a person does: a file that the page's address
   * names would be opened again, and alone, after a reload.
   */
  async function open(name: string): Promise<void> {
    const input = page.locator('.quick-input-widget input[type=text]');
    const row = page.locator('.quick-input-list .monaco-list-row', { hasText: name }).first();
    // By its file: the label of the inspector's tab has the name, too.
    const tab = page.locator(`.tab.active[data-resource-name="${name}"]`);
    // A key pressed while the workbench is busy may be lost, what was typed before the files can be
    // searched finds nothing, and a row that is drawn anew under the mouse is not clicked on: so it is
    // done until it was heard. To open a file twice changes nothing.
    await waitUntil(`${name} is opened`, async () => {
      if (!(await input.isVisible())) {
        // In the editors' group: a file opened from the inspector's would cover the inspector.
        await page.keyboard.press('Control+1');
        await page.keyboard.press('Control+P');
      }
      await input.fill('', { timeout: 1500 });
      await input.fill(name, { timeout: 1500 });
      await row.waitFor({ timeout: 3000 });
      await row.click({ timeout: 3000 });
      await tab.waitFor({ timeout: 5000 });
      return true;
    });
    await page.locator('.monaco-editor .view-line').first().waitFor();
  }

  async function show(name: string): Promise<void> {
    await open(name);
    await inspector.locator('at-footer').getByText(name).waitFor({ timeout: 30_000 });
  }

  async function frame(): Promise<Frame> {
    const handle = await inspector.locator('body').elementHandle();
    const owner = await handle?.ownerFrame();
    assert(owner);
    return owner;
  }

  it('steps with its own buttons and keys', async () => {
    await waitForText(position(), 'event 0 / 6');
    await move('Step Forward');
    await waitForText(position(), 'event 1 / 6');
    await move('Last Event');
    await waitForText(position(), 'event 6 / 6');
    await page.keyboard.press('ArrowLeft');
    await waitForText(position(), 'event 5 / 6');
    await move('Restart');
    await waitForText(position(), 'event 0 / 6');
  });

  it('draws the timeline behind the slider, and says it in words', async () => {
    const slider = inspector.locator('at-scrubber input');
    const summary = inspector.locator('at-scrubber #timeline');
    const said = await waitUntil(
      'the timeline is there',
      async () => (await summary.textContent()) || undefined,
    );
    assert.equal(said, 'Peak of live bytes: 164 B, at event 2. No allocation failed.');
    const drawn = () =>
      inspector.locator('at-scrubber canvas').evaluate((canvas) => {
        const shown = canvas as unknown as Canvas;
        const { width, height } = shown;
        const { data } = shown.getContext('2d').getImageData(0, 0, width, height);
        // One byte in four says how opaque a pixel is.
        const opaque = (x: number) =>
          data.filter((byte, i) => i % 4 === 3 && byte > 0 && Math.floor(i / 4) % width === x)
            .length;
        return { height, peak: opaque(Math.floor(width * 0.25)), end: opaque(width - 1) };
      });
    // It is drawn in the frame after the words.
    const { height, peak, end } = await waitUntil('it is drawn', async () => {
      const found = await drawn();
      return found.peak > 0 && found;
    });
    assert(peak > height / 2 && end < height / 4, JSON.stringify({ height, peak, end }));
    const box = await slider.boundingBox();
    assert(box);
    await slider.hover({ position: { x: box.width / 4, y: box.height / 2 } });
    await waitForText(inspector.locator('at-scrubber .tip'), 'event 2 live 164 B');
    await inspector.locator('at-toolbar .position').hover();
  });

  it('finds events, lines, addresses and ids', async () => {
    const box = inspector.locator('at-find-box input');
    for (const [query, expected] of [
      ['4', 'event 4 / 6'],
      [':4', 'event 2 / 6'],
      ['c', 'event 4 / 6'],
    ]) {
      await box.fill(query);
      await box.press('Enter');
      await waitForText(position(), expected);
    }
    await box.fill('0x10000000');
    await box.press('Enter');
    await shows('at-selected-block', '0x10000000');
    await box.fill('nobody');
    await box.press('Enter');
    await shows('at-find-box', 'Nothing here is called "nobody".');
  });

  it('leads to the source of a block, in the group of the trace', async () => {
    const box = inspector.locator('at-find-box input');
    for (const query of ['2', 'id b']) {
      await box.fill(query);
      await box.press('Enter');
    }
    await inspector.locator('at-selected-block').getByRole('button', { name: 'net.c:42' }).click();
    await page.locator('.tab.active[data-resource-name="net.c"]').waitFor();
    await page.locator('.statusbar').getByText('Ln 42, Col 1').waitFor();
    // The inspector is not covered, and its line leads back.
    await inspector.locator('at-selected-block').getByRole('button', { name: 'line 4' }).click();
    await page.locator('.tab.active[data-resource-name="small.alloctrace"]').waitFor();
    assert.equal(await page.locator('.tab[data-resource-name="small.alloctrace"]').count(), 1);
  });

  it('another policy keeps the event, and says that it is not the trace’s own', async () => {
    await move('Last Event');
    await inspector.getByLabel('Placement policy').selectOption('best-fit');
    await shows('at-footer', 'best fit');
    await inspector.getByRole('img', { name: /Overridden/ }).waitFor();
    await waitForText(position(), 'event 6 / 6');
    await inspector.getByLabel('Placement policy').selectOption('first-fit');
    await inspector.getByRole('img', { name: /Overridden/ }).waitFor({ state: 'detached' });
  });

  it('says in its footer what a command has said in the status bar', async () => {
    await move('First Event');
    await runCommand(page, 'AllocTrace: Run to Next Breakpoint');
    await shows('at-footer .told', 'No breakpoints in small.alloctrace.');
    await waitForText(
      inspector.locator('[role=status].unseen'),
      'No breakpoints in small.alloctrace.',
    );
    await move('Last Event');
  });

  it('a closed table of blocks takes no more room than its heading', async () => {
    const table = inspector.locator('at-block-table');
    const height = async () => (await table.boundingBox())?.height ?? 0;
    const heading = table.getByRole('button', { name: 'Blocks', exact: true });
    await waitUntil('the table is tall', async () => (await height()) > 300);
    await heading.click();
    await waitUntil('only the heading is left', async () => (await height()) < 60);
    await heading.click();
    await waitUntil('the table is tall again', async () => (await height()) > 300);
  });

  it('shows hostile text as text', async () => {
    await show('hostile.alloctrace');
    await waitForText(position(), 'event 0 / 6');
    for (let event = 1; event <= 6; event++) {
      await move('Step Forward');
      await waitForText(position(), `event ${event} / 6`);
    }
    await shows('at-step-report', '<iframe src=javascript:globalThis.__pwned=1>');
    await shows('at-block-table', '<img src=x onerror=globalThis.__pwned=1>');
    await move('Step Back');
    await move('Step Back');
    await shows('at-block-table', '<script>globalThis.__pwned=1</script>');
    await shows('at-block-table', '__proto__');
    const inside = await frame();
    assert.equal(await inside.evaluate(() => '__pwned' in globalThis), false);
    assert.equal(await inside.locator('iframe, img').count(), 0);
    await screenshot(page, 'inspector-hostile');
  });

  it('20,000 blocks: the table scrolls to the last, the map shows them all', async () => {
    await show('many.alloctrace');
    await move('Last Event');
    await waitForText(position(), 'event 30,000 / 30,000');
    const grid = inspector.locator('at-block-table').getByRole('grid');
    const rows = await waitUntil('the table has all rows', async () => {
      const count = Number(await grid.getAttribute('aria-rowcount'));
      return count > 20_000 && count;
    });
    await inspector.locator('at-block-table').getByRole('row').nth(2).click();
    await page.keyboard.press('Control+End');
    await waitUntil('the last row is there', async () => {
      const last = inspector.locator(`at-block-table [aria-rowindex="${rows}"]`);
      return (await last.count()) > 0;
    });
    await screenshot(page, 'inspector-many');
  });

  it('holding a key down never leaves it behind', async () => {
    await move('Restart');
    await waitForText(position(), 'event 0 / 30,000');
    await inspector.locator('at-toolbar button').first().focus();
    for (let i = 0; i < 100; i++) await page.keyboard.press('F10');
    await waitForText(position(), 'event 100 / 30,000');
  });

  it('shows a step that was foreseen at the key, and it is the one', async () => {
    await move('First Event');
    await waitForText(position(), 'event 1 / 30,000');
    for (const [key, step] of [
      ['ArrowRight', 1],
      ['ArrowLeft', -1],
    ] as const) {
      // The first one that way was not expected.
      // oxlint-disable-next-line no-await-in-loop
      await waitUntil('a step is shown at its key', async () => {
        const [before, after] = await eventsAtKey(inspector.locator('at-inspector'), key);
        await waitForText(position(), `event ${before + step} / 30,000`);
        return after === before + step;
      });
    }
    const shown = Number(/event (\d+)/.exec((await position().textContent()) ?? '')?.[1]);
    const status = page.locator('.statusbar-item', { hasText: /event [\d,]+ \/ 30,000/ });
    await waitForText(status, `event ${shown} / 30,000`);
  });

  it('comes back as it was after being hidden', async () => {
    await show('small.alloctrace');
    await move('First Event');
    const header = () =>
      inspector.locator('at-block-table').getByRole('columnheader', { name: /Requested/ });
    const isSorted = async () =>
      /ascending|descending/.test((await header().getAttribute('aria-sort')) ?? '');
    await header().click();
    await waitUntil('it is sorted', isSorted);
    // Over the inspector, not beside it.
    await runCommand(page, 'View: Focus Last Editor Group');
    await runCommand(page, 'File: New Untitled Text File');
    await page.locator('iframe.webview').first().waitFor({ state: 'hidden' });
    await runCommand(page, 'View: Close Editor');
    inspector = inspectorFrame(page);
    await waitForText(position(), 'event 1 / 6');
    await waitUntil('it is sorted as it was', isSorted);
  });

  it('comes back where it was, pinned, with the bookmark, after the window is reloaded', async () => {
    await move('Step Forward');
    await waitForText(position(), 'event 2 / 6');
    await move('Bookmark');
    await inspector.locator('at-toolbar .bookmark[aria-pressed=true]').waitFor();
    await inspector.getByLabel('Placement policy').selectOption('worst-fit');
    await inspector.getByRole('img', { name: /Overridden/ }).waitFor();
    const pin = () => inspector.locator('at-toolbar').getByRole('button', { name: 'Pin to' });
    await pin().click();
    await inspector.locator('at-toolbar .pin[aria-pressed=true]').waitFor();
    await open('hostile.alloctrace');
    const reloaded = page.waitForEvent('load');
    await runCommand(page, 'Developer: Reload Window');
    await reloaded;
    await workbenchReady(page);
    inspector = inspectorFrame(page);
    await waitForText(position(), 'event 2 / 6', 30_000);
    await inspector.locator('at-toolbar .pin[aria-pressed=true]').waitFor();
    await inspector.locator('at-toolbar .bookmark[aria-pressed=true]').waitFor();
    await shows('at-footer', 'worst fit');
    await inspector.getByLabel('Placement policy').selectOption('first-fit');
    // It follows again, and goes where the work is.
    await pin().click();
    await waitForText(inspector.locator('at-footer'), 'hostile.alloctrace');
    await show('small.alloctrace');
    await waitForText(position(), 'event 2 / 6');
  });

  it('lives in the activity bar, too, and both show the same', async () => {
    await runCommand(page, 'View: Show AllocTrace');
    const view = inspectorFrame(page, 'view');
    await waitForText(view.locator('at-toolbar .position'), 'event 2 / 6');
    await move('Step Forward');
    await waitForText(view.locator('at-toolbar .position'), 'event 3 / 6');
    await screenshot(page, 'inspector-side-bar');
  });

  for (const kind of themeKinds) {
    it(`axe finds nothing serious, ${kind}`, async () => {
      await setTheme(page, kind);
      await position().waitFor();
      await screenshot(page, `inspector-${kind}`);
      const inside = await frame();
      await inside.evaluate(axe.source);
      const { violations } = await inside.evaluate(() =>
        // What is in order is not described, which takes as long as finding what is not.
        (globalThis as unknown as { axe: typeof axe }).axe.run({ resultTypes: ['violations'] }),
      );
      const serious = violations.filter(
        ({ impact }) => impact === 'serious' || impact === 'critical',
      );
      assert.deepEqual(
        serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join('\n')}`),
        [],
      );
    });
  }
});

/**
 * How many events have happened in what the page shows: before a key, and right after it, when no
 * message can have come yet.
 */
function eventsAtKey(inspector: Locator, key: string): Promise<[number, number]> {
  return inspector.evaluate((element, pressed) => {
    const place = () =>
      (element as unknown as { app: { inspector: { view: { at: number } } } }).app.inspector.view
        .at;
    const before = place();
    const press = Object.assign(new Event('keydown', { bubbles: true, cancelable: true }), {
      key: pressed,
    });
    (element as unknown as EventTarget).dispatchEvent(press);
    return [before, place()] as [number, number];
  }, key);
}
