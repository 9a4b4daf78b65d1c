import assert from 'node:assert/strict';
import { LonePage } from '../support/lonePage';
import { waitForText, waitUntil } from '../support/wait';

/** Twenty free blocks that are too small, and then one that is not: a long search. */
const SEARCH = [
  'heap size=16KiB',
  ...Array.from({ length: 20 }, (_, i) => [`a s${i} 32`, `a k${i} 32`]).flat(),
  ...Array.from({ length: 20 }, (_, i) => `f s${i}`),
  'a large 400',
  '',
].join('\n');

describe('the focus in the inspector', () => {
  let lone: LonePage;

  before(async () => {
    lone = await LonePage.open({ height: 1600 });
    await lone.show('search.alloctrace', SEARCH);
    await lone.seek(61);
  });
  after(() => lone.close());

  /** Keys that nobody in the page took, as VS Code's own page sees them. */
  async function keysLeft(press: () => Promise<void>): Promise<string[]> {
    await lone.page.evaluate(() => {
      const left: string[] = [];
      const target = globalThis as unknown as EventTarget;
      const listen = (event: unknown) => left.push((event as { key: string }).key);
      Object.assign(globalThis, { left });
      target.addEventListener('keydown', listen);
    });
    await press();
    return lone.page.evaluate(() => (globalThis as unknown as { left: string[] }).left);
  }

  it('goes to what was unfolded of a long search', async () => {
    const more = lone.part('at-step-report').getByRole('button', { name: /^\d+ more$/ });
    await more.focus();
    await lone.page.keyboard.press('Enter');
    await more.waitFor({ state: 'detached' });
    await lone.waitForFocus(/^button 0x[\da-f]+$/);
  });

  it('stays in the menu of the columns while one is moved to its end', async () => {
    const menu = lone.part('at-table-menu');
    await menu.getByRole('button', { name: 'Columns and copying' }).click();
    await menu.getByRole('button', { name: 'Move State to the right' }).focus();
    for (let i = 0; i < 7; i++) await lone.page.keyboard.press('Enter');
    await waitUntil('it can go no further', () =>
      menu.getByRole('button', { name: 'Move State to the right' }).isDisabled(),
    );
    await lone.waitForFocus('button Move State to the left');
    await menu.getByRole('button', { name: 'Usual columns and widths' }).click();
    await lone.page.keyboard.press('Escape');
  });

  it('stays at the row of the comparison that was chosen', async () => {
    const comparison = lone.part('at-comparison');
    await comparison.getByRole('button', { name: /Run this trace/ }).click();
    const row = comparison.getByRole('button', { name: 'best fit, rounded' });
    await row.waitFor();
    await comparison.getByRole('button', { name: 'Copy as CSV' }).waitFor();
    await row.focus();
    await lone.page.keyboard.press('Enter');
    await waitForText(lone.part('at-footer'), 'best fit');
    await comparison.locator('tr[aria-current]', { hasText: 'best fit, rounded' }).waitFor();
    await lone.waitForFocus('button best fit, rounded');
    // Anywhere else in the row is as good.
    await comparison.locator('tr', { hasText: 'first fit, rounded' }).locator('td.plot').click();
    await waitForText(lone.part('at-footer'), 'first fit');
  });

  it('scrolls a wide table with the arrows instead of stepping', async () => {
    await lone.page.setViewportSize({ width: 200, height: 1600 });
    const table = lone.part('at-comparison').getByRole('group', { name: 'Comparison' });
    await table.focus();
    const scrolled = () =>
      table.evaluate((each) => (each as unknown as { scrollLeft: number }).scrollLeft);
    await waitUntil('it has scrolled', async () => {
      await lone.page.keyboard.press('ArrowRight');
      return (await scrolled()) > 0;
    });
    await waitForText(lone.part('at-toolbar .position'), 'event 61 /');
    await lone.page.setViewportSize({ width: 1000, height: 1600 });
  });

  it('stays in the debug log when the line that had it is gone', async () => {
    const log = lone.part('at-debug-log');
    await log.locator('li button').nth(40).focus();
    await lone.seek(4);
    await lone.waitForFocus(/^button .*/);
    await lone.seek(61);
  });

  it('leaves to VS Code what is no key of the part', async () => {
    const log = lone.part('at-debug-log');
    await log.locator('li button').last().focus();
    assert.deepEqual(
      (await keysLeft(() => lone.page.keyboard.press('Control+Alt+Home'))).slice(-1),
      ['Home'],
    );
    await lone.part('at-bytes input').focus();
    assert.deepEqual((await keysLeft(() => lone.page.keyboard.press('F10'))).slice(-1), ['F10']);
    await lone.part('at-table-menu').getByRole('button').first().click();
    await lone.part('at-table-menu input').first().focus();
    assert.deepEqual((await keysLeft(() => lone.page.keyboard.press('F10'))).slice(-1), ['F10']);
    await lone.page.keyboard.press('Escape');
  });

  it('goes to the same address again', async () => {
    const input = lone.part('at-bytes input');
    await input.fill('+512');
    await input.press('Enter');
    await waitForText(lone.part('at-bytes .values'), '+0x200');
    await lone.part('at-bytes').getByRole('grid').press('Control+Home');
    await waitForText(lone.part('at-bytes .values'), '+0x0');
    await input.press('Enter');
    await waitForText(lone.part('at-bytes .values'), '+0x200');
  });

  it('takes every press of a key that selects the next block', async () => {
    await lone.seek(61);
    await lone.part('at-heap-map .area').focus();
    await lone.page.keyboard.press('Escape');
    await lone.part('at-heap-map .area').evaluate((area) => {
      for (let i = 0; i < 5; i++) {
        const press = Object.assign(new Event('keydown', { cancelable: true }), {
          key: 'ArrowRight',
        });
        (area as unknown as EventTarget).dispatchEvent(press);
      }
    });
    // Each takes 64 bytes, with its header and padding.
    await waitForText(lone.part('at-selected-block'), '0x10000100');
  });

  it('completes nothing that can no longer be seen', async () => {
    const input = lone.part('at-block-filter input');
    await input.fill('pad');
    await lone.part('at-block-filter [role=option]').first().waitFor();
    await lone.part('at-timeline').hover();
    await lone.page.mouse.wheel(0, 10);
    await lone.part('at-block-filter [role=option]').first().waitFor({ state: 'hidden' });
    await input.press('Enter');
    assert.equal(await input.inputValue(), 'pad');
    await input.press('Escape');
    await input.fill('');
  });

  for (const tag of ['at-histogram', 'at-block-sizes']) {
    it(`goes from bar to bar in ${tag}, and Enter filters`, async () => {
      await lone.seek(61);
      const bars = lone.part(tag).locator('[data-bar]');
      await bars.nth(1).waitFor();
      assert.equal(await lone.part(tag).locator('[data-bar][tabindex="0"]').count(), 1);
      const texts = await bars.allTextContents();
      const names = texts.map(
        (text) => `button ${text.trim().replaceAll(/\s+/g, ' ').slice(0, 80)}`,
      );
      const { keyboard } = lone.page;
      await bars.first().focus();
      for (const [key, place] of [
        ['ArrowLeft', 0],
        ['ArrowRight', 1],
        ['End', -1],
        ['ArrowRight', -1],
        ['Home', 0],
      ] as const) {
        await keyboard.press(key);
        await lone.waitForFocus(names.at(place) ?? '');
      }
      await waitForText(lone.part('at-toolbar .position'), 'event 61 /');
      // The next part, and back to the bar that had the focus.
      await keyboard.press('ArrowRight');
      await keyboard.press('Tab');
      assert.doesNotMatch(await lone.focused(), /bytes/);
      await keyboard.press('Shift+Tab');
      await lone.waitForFocus(names[1] ?? '');
      await keyboard.press('Home');
      await keyboard.press('Enter');
      const filter = lone.part('at-block-filter input');
      await waitUntil('it filters', async () => /size:\d+/.test(await filter.inputValue()));
      await lone.part(tag).locator('[aria-pressed=true][data-bar]').waitFor();
      await keyboard.press('Enter');
      await waitUntil('it filters no longer', async () => (await filter.inputValue()) === '');
    });
  }

  it('goes to the next smaller bar where one is gone', async () => {
    await lone.seek(61);
    const bars = lone.part('at-histogram [data-bar]');
    await bars.last().focus();
    const count = await bars.count();
    await lone.show('small.alloctrace', 'heap size=1KiB\na x 8\n');
    await waitUntil('there are fewer', async () => (await bars.count()) < count);
    await lone.waitForFocus(/free block/);
  });
});
