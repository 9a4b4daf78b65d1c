import assert from 'node:assert/strict';
import { LonePage } from '../support/lonePage';
import { waitForText, waitUntil } from '../support/wait';

const TRACE = [
  'heap size=64KiB log=on',
  ...Array.from({ length: 60 }, (_, i) => `a b${i} ${16 + i}`),
  '',
].join('\n');

describe('the debug log, in its page', () => {
  let lone: LonePage;

  before(async () => {
    lone = await LonePage.open({ width: 1000, height: 1600 });
    await lone.show('log.alloctrace', TRACE);
  });
  after(() => lone.close());

  const log = () => lone.part('at-debug-log');
  const lines = () => log().locator('li');
  const isSeen = (line: number) =>
    lines()
      .nth(line)
      .evaluate((item) => {
        const { top, bottom } = (item as unknown as Box).getBoundingClientRect();
        const list = (item as unknown as Box).parentElement.parentElement.getBoundingClientRect();
        return top >= list.top - 1 && bottom <= list.bottom + 1;
      });
  const last = async () => (await lines().count()) - 1;

  interface Box {
    readonly parentElement: Box;
    getBoundingClientRect(): { readonly top: number; readonly bottom: number };
  }

  it('begins at the top while it is short', async () => {
    await lone.seek(1);
    const box = await log().locator('.lines').boundingBox();
    const first = await lines().first().boundingBox();
    assert(box && first && Math.abs(first.y - box.y) < 2, JSON.stringify([box, first]));
  });

  it('goes along with new lines, until somebody scrolls up', async () => {
    await lone.seek(40);
    await waitUntil('the newest line is seen', async () => isSeen(await last()));
    await log().locator('.lines').hover();
    await lone.page.mouse.wheel(0, -400);
    await waitUntil('an older one is', async () => !(await isSeen(await last())));
    await lone.seek(50);
    assert(!(await isSeen(await last())), 'it stays with what is read');
    await lone.page.mouse.wheel(0, 9000);
    await waitUntil('the newest is', async () => isSeen(await last()));
    await lone.seek(60);
    await waitUntil('and goes along again', async () => isSeen(await last()));
  });

  it('shows a hit, and the end again when the search is over', async () => {
    const box = log().getByRole('textbox');
    await box.fill('allocating 20 ');
    await waitForText(log().locator('output'), '1 of 1');
    await log().locator('mark.here').waitFor();
    await waitUntil('the hit is seen', async () => !(await isSeen(await last())));
    await box.fill('');
    await waitUntil('the newest is', async () => isSeen(await last()));
  });

  it('paints nothing behind a hit where the theme has no color for that', async () => {
    // As high contrast themes have none: the text was dark on dark.
    await log().getByRole('textbox').fill('allocating 20 ');
    const hit = log().locator('mark.here');
    const background = await hit.evaluate(
      (mark) => (globalThis as unknown as Styled).getComputedStyle(mark).backgroundColor,
    );
    assert.equal(background, 'rgba(0, 0, 0, 0)');
  });
});

interface Styled {
  getComputedStyle(element: unknown): { readonly backgroundColor: string };
}
