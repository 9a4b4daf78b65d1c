import assert from 'node:assert/strict';
import { LonePage } from '../support/lonePage';
import { shownText } from '../support/shownText';
import { waitForText, waitUntil } from '../support/wait';

/** Two traces that differ in nothing but names: whatever counts is the same in both. */
const NET = `heap size=4KiB
mark "net begins"
a n1 100 "network"
a n2 50 "network"
`;
const DISK = `heap size=4KiB
mark "disk begins"
a d1 100 "disk"
a d2 50 "disk"
`;

describe('the inspector, with one trace after another', () => {
  let lone: LonePage;

  before(async () => {
    lone = await LonePage.open({ height: 1800 });
  });
  after(() => lone.close());

  const said = () => lone.part('at-inspector > [role=status]').textContent();

  beforeEach(async () => {
    for (const [name, text] of [
      ['disk.alloctrace', DISK],
      ['net.alloctrace', NET],
    ] as const) {
      await lone.show(name, text);
      await lone.seek(3);
    }
  });

  it('says what is shown of each, be it the same event', async () => {
    await waitUntil('the one is said', async () => (await said())?.includes('"network"'));
    await lone.show('disk.alloctrace', DISK);
    await waitUntil('the other is said', async () => (await said())?.includes('"disk"'));
  });

  it('says at its foot whose fault it is', async () => {
    const foot = lone.part('at-footer .counts');
    await waitForText(foot, 'no faults');
    await lone.show('both.alloctrace', 'a x 8\nf x\nf x\na y 8\na y 8\na y 8\n');
    await waitForText(foot, '1 fault 2 inconsistencies');
    await lone.show('midway.alloctrace', 'meta capture=midway\nf x\n');
    await waitForText(foot, 'no faults 1 inconsistency');
  });

  it('shows the leaks of each', async () => {
    const leaks = lone.part('at-leaks');
    const heading = lone.part('at-section[name=leaks]').getByRole('button', { name: 'Leaks' });
    if ((await heading.getAttribute('aria-expanded')) === 'false') await heading.click();
    for (const name of ['net', 'disk']) {
      await lone.show(`${name}.alloctrace`, name === 'net' ? NET : DISK);
      await leaks.getByRole('button', { name: /^Find/ }).click();
      await leaks.getByRole('button', { name: /^(network|disk)$/ }).waitFor();
    }
    await lone.show('net.alloctrace', NET);
    await waitForText(leaks, /network.*150/);
    assert.doesNotMatch(await shownText(leaks), /disk/);
  });

  it('offers the marks of each', async () => {
    const leaks = lone.part('at-leaks');
    await leaks.getByRole('combobox', { name: 'Live when' }).selectOption('range');
    await waitUntil('the mark is offered', async () =>
      (await leaks.locator('option').allTextContents()).includes('net begins'),
    );
    await leaks.getByRole('combobox', { name: 'First event' }).fill('2');
    await lone.show('disk.alloctrace', DISK);
    await leaks.getByRole('combobox', { name: 'Live when' }).selectOption('end');
    await leaks.getByRole('combobox', { name: 'Live when' }).selectOption('range');
    await waitUntil('the mark is offered', async () =>
      (await leaks.locator('option').allTextContents()).includes('disk begins'),
    );
    assert.equal(await leaks.getByRole('combobox', { name: 'First event' }).inputValue(), '');
    await leaks.getByRole('combobox', { name: 'Live when' }).selectOption('end');
  });

  it('finds in each what is there', async () => {
    const box = lone.part('at-find-box');
    const find = async (name: string, text: string) => {
      await lone.show(`${name}.alloctrace`, text);
      await box.locator('input').fill('text a ');
      await box.locator('input').press('Enter');
      await waitForText(box.locator('.list'), name === 'net' ? 'network' : 'disk');
    };
    await find('net', NET);
    await find('disk', DISK);
    await lone.show('net.alloctrace', NET);
    await box.locator('input').focus();
    await box.locator('input').press('Enter');
    await waitForText(box.locator('.list'), 'network');
    await box.locator('input').press('Escape');
  });

  it('reads of the timeline only what is so now', async () => {
    await lone.show('odd.alloctrace', 'heap size=1KiB\na p 200\na q 8\nf p\na u 90\n');
    await lone.seek(4);
    const plot = lone.part('at-timeline-plot .plot');
    const read = async () => (await plot.getAttribute('aria-valuetext')) ?? '';
    await lone.part('at-toolbar').getByLabel('Placement policy').focus();
    await plot.focus();
    await plot.press('End');
    await waitUntil('it is exact', async () => /fragmentation/.test(await read()));
    const before = await read();
    await lone.part('at-toolbar').getByLabel('Placement policy').selectOption('worst-fit');
    await waitForText(lone.part('at-footer'), 'worst fit');
    await waitUntil('it says what is so now', async () => (await read()) !== before);
  });
});
