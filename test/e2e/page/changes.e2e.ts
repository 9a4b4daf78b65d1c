import assert from 'node:assert/strict';
import { LonePage } from '../support/lonePage';
import { waitForText } from '../support/wait';

const MANY = ['heap size=64KiB', ...Array.from({ length: 120 }, (_, i) => `a b${i} 40`), ''].join(
  '\n',
);

describe('the changes since an event, in their page', () => {
  let lone: LonePage;

  before(async () => {
    lone = await LonePage.open({ height: 3000 });
    await lone.show('many.alloctrace', MANY);
    await lone.seek(0);
    await lone.part('at-changes').getByRole('button', { name: 'Compare with this event' }).click();
    await lone.seek(120);
  });
  after(() => lone.close());

  it('shows the last page of a group that has become shorter, and no empty one', async () => {
    const changes = lone.part('at-changes');
    await changes.getByRole('button', { name: 'Show all 120' }).click();
    for (const place of ['51–100 of 120', '101–120 of 120']) {
      await changes.getByRole('button', { name: 'Next' }).click();
      await waitForText(changes, place);
    }
    await lone.seek(60);
    await waitForText(changes, '51–60 of 60');
    assert.equal(await changes.locator('ul.new li').count(), 10);
    await lone.seek(5);
    await waitForText(changes, 'New 5 blocks');
    assert.equal(await changes.locator('ul.new li').count(), 5);
  });

  it('writes an address that is a link as large as one that is none', async () => {
    const place = lone.part('at-changes .new .place').first();
    const link = await place.locator('button').evaluate(fontSize);
    assert.equal(link, await place.evaluate(fontSize));
  });
});

const fontSize = (element: unknown) =>
  (
    globalThis as unknown as { getComputedStyle(of: unknown): { fontSize: string } }
  ).getComputedStyle(element).fontSize;
