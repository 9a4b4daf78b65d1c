import assert from 'node:assert/strict';
import { LonePage, type Inside } from '../support/lonePage';
import { shownText } from '../support/shownText';
import { waitForText, waitUntil } from '../support/wait';

describe('the bytes of the heap, in their page', () => {
  let lone: LonePage;

  before(async () => {
    lone = await LonePage.open({ height: 1600 });
    await lone.show('steps.alloctrace', 'heap size=1KiB\na a 40\na b 72\nf a\nf b\n');
  });
  after(() => lone.close());

  it('names the fields of the step that is shown', async () => {
    const first = lone.part('at-bytes .line').first();
    const sentence = lone.part('at-bytes #field');
    for (const [at, size, state] of [
      [0, '1,008', 'free'],
      [1, '56', 'live'],
      [2, '56', 'live'],
      [3, '56', 'free'],
      [4, '1,008', 'free'],
      [1, '56', 'live'],
    ] as const) {
      await lone.seek(at);
      await waitForText(sentence, `size ${size} of the ${state} block 0x10000000`);
      await waitForText(first, `size ${size}`);
    }
  });

  it('goes as far with each Page Down, also while the bytes are not there yet', async () => {
    await lone.show('large.alloctrace', 'heap size=64KiB\na a 40\n');
    await lone.seek(1);
    for (const width of [320, 380, 700, 1000, 1600]) {
      await lone.page.setViewportSize({ width, height: 1600 });
      const grid = lone.part('at-bytes').getByRole('grid');
      await grid.focus();
      await lone.page.keyboard.press('Control+Home');
      await waitForText(lone.part('at-bytes #field'), 'size 56 of the live block');
      await lone.page.evaluate(() => ((globalThis as unknown as Inside).lone.held = []));
      const place = async () => {
        const text = await shownText(lone.part('at-bytes .values'));
        return Number.parseInt(/\+0x([\da-f]+)/.exec(text)?.[1] ?? '', 16);
      };
      const places = [0];
      for (let i = 0; i < 5; i++) {
        await lone.page.keyboard.press('PageDown');
        const next = await waitUntil('it has moved', async () => {
          const found = await place();
          return found > (places.at(-1) ?? 0) && found;
        });
        places.push(next);
      }
      await lone.page.evaluate(() => (globalThis as unknown as Inside).lone.letGo());
      const jumps = places.slice(1).map((to, i) => to - (places[i] ?? 0));
      assert.equal(new Set(jumps).size, 1, `${width} pixels: ${jumps.join(', ')}`);
      assert((jumps[0] ?? 0) >= 8 * 8, `${width} pixels`);
    }
  });
});
