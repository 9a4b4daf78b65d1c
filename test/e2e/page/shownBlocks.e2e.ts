import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { LonePage } from '../support/lonePage';
import { waitForText, waitUntil } from '../support/wait';

/** Blocks of two places at addresses of their own, half of them given back, and one that fails. */
const TRACE = [
  'heap size=3200',
  ...Array.from(
    { length: 24 },
    (_, i) => `a b${i} 100 addr=0x5000${10 + i}00 at=src/rx.c:${i % 2}1`,
  ),
  ...Array.from({ length: 12 }, (_, i) => `f b${i * 2}`),
  'a large 2000',
  '',
].join('\n');

describe('blocks that another part of the inspector shows in the table', () => {
  let lone: LonePage;

  before(async () => {
    lone = await LonePage.open({ width: 500, height: 500 });
    await lone.show('shown.alloctrace', TRACE);
    await lone.seek(37);
  });
  after(() => lone.close());

  const heading = (name: string, text: string) =>
    lone.part(`at-section[name=${name}]`).getByRole('button', { name: text, exact: true }).first();
  const open = async (name: string, text: string, isOpen: boolean) => {
    const button = heading(name, text);
    if ((await button.getAttribute('aria-expanded')) !== String(isOpen)) await button.click();
  };
  /** Whether the middle of an element is within what the page shows below its toolbar. */
  const isInSight = async (element: Locator) => {
    const box = await element.boundingBox();
    const content = await lone.part('.content').boundingBox();
    if (!box || !content) return false;
    const middle = box.y + box.height / 2;
    return middle > content.y && middle < content.y + content.height;
  };
  const waitForTable = async (tag: string, text: string | RegExp) => {
    await waitForText(lone.part(tag), text);
    await waitUntil('the table is in sight', () => isInSight(lone.part(tag)));
  };

  it('are in sight after a click on a group of leaks, though the table was closed', async () => {
    await open('blocks', 'Blocks', false);
    await open('leaks', 'Leaks', true);
    const leaks = lone.part('at-leaks');
    await leaks.getByRole('combobox', { name: 'Grouped by' }).selectOption('source');
    await leaks.getByRole('button', { name: 'Find leaks' }).click();
    await leaks.getByRole('button', { name: /rx\.c:11/ }).click();
    await waitForTable('at-block-table', /12 of 25/);
  });

  it('are all those in the way of an allocation that failed', async () => {
    await lone
      .part('at-fragmentation')
      .getByRole('button', { name: 'show all in the table' })
      .click();
    await waitForTable('at-block-table', 'b1');
    const filter = lone.part('at-block-filter input').first();
    assert.match(await filter.inputValue(), /^live address:0x10[\da-f]+\.\.0x10[\da-f]+$/);
  });

  it('are those of a range in the heap as recorded, where that is shown', async () => {
    await lone.part('at-heap-choice').getByRole('radio', { name: 'As recorded' }).click();
    await lone.part('at-recorded-table').waitFor();
    const plot = lone.part('at-timeline-plot');
    await plot.scrollIntoViewIfNeeded();
    await plot.getByRole('slider').first().focus();
    await lone.page.keyboard.press('Home');
    await lone.page.keyboard.press('[');
    await lone.page.keyboard.press('PageDown');
    await lone.page.keyboard.press(']');
    await lone
      .part('at-event-range')
      .getByRole('button', { name: /still live/ })
      .click();
    await waitForTable('at-recorded-table', '0x50001000');
    assert.match(await lone.part('at-recorded-table input').first().inputValue(), /^made:/);
  });
});
