import assert from 'node:assert/strict';
import { LonePage } from '../support/lonePage';
import { waitUntil } from '../support/wait';

/** 200 blocks, every other one free. */
const MANY = [
  'heap size=64KiB',
  ...Array.from({ length: 200 }, (_, i) => `a b${i} ${16 + (i % 7) * 8}`),
  ...Array.from({ length: 100 }, (_, i) => `f b${i * 2}`),
  '',
].join('\n');

const FEW = `heap size=64KiB
a x 64
a y 64
`;

describe('the table of blocks, in its page', () => {
  let lone: LonePage;

  before(async () => {
    lone = await LonePage.open({ height: 1200 });
    await lone.show('many.alloctrace', MANY);
    await lone.seek(300);
  });
  after(() => lone.close());

  const table = () => lone.part('at-block-table');
  const heading = (name: string) => table().getByRole('columnheader', { name }).getByRole('button');
  const headings = async () =>
    (await table().getByRole('columnheader').allInnerTexts()).map((text) => text.trim());

  it('a heading that is moved with the keyboard keeps the focus', async () => {
    await heading('State').focus();
    await lone.page.keyboard.press('Control+Shift+ArrowRight');
    await waitUntil('it has moved', async () => (await headings()).indexOf('State') === 2);
    await lone.page.keyboard.press('Control+Shift+ArrowRight');
    await waitUntil('it has moved on', async () => (await headings()).indexOf('State') === 3);
    await lone.waitForFocus('button State');
    await lone.page.keyboard.press('Control+Shift+ArrowLeft');
    await lone.page.keyboard.press('Control+Shift+ArrowLeft');
    await waitUntil('it is back', async () => (await headings()).indexOf('State') === 1);
    await lone.waitForFocus('button State');
  });

  it('says how wide a column is that is made narrower with the keyboard', async () => {
    await heading('Age').focus();
    for (let i = 0; i < 10; i++) await lone.page.keyboard.press('Shift+ArrowLeft');
    await waitUntil('it is said', async () => {
      const said = await lone.part('at-inspector > [role=status]').textContent();
      return said === 'Age: 24 pixels';
    });
  });

  it('a heading can be reached with the keyboard though the sorted column has no room', async () => {
    await heading('Age').click();
    await lone.page.setViewportSize({ width: 320, height: 1200 });
    await waitUntil('it has no room', async () => !(await headings()).includes('Age'));
    const stops = table().locator('.head button[tabindex="0"]');
    await waitUntil('one is left', async () => (await stops.allInnerTexts()).join() === 'Address');
    await lone.page.setViewportSize({ width: 1000, height: 1200 });
    await heading('Address').click();
  });

  it('a heading that was let go outside does not follow the pointer', async () => {
    const { mouse } = lone.page;
    const box = await heading('State').boundingBox();
    assert(box);
    const [x, y] = [box.x + 10, box.y + box.height / 2];
    const before = await headings();
    await mouse.move(x, y);
    await mouse.down();
    await mouse.move(x, y + 300);
    await mouse.up();
    await mouse.move(x + 150, y);
    await mouse.move(x + 160, y);
    await mouse.down();
    await mouse.up();
    assert.equal(await table().locator('.aimed, .dragged').count(), 0);
    assert.deepEqual(await headings(), before);
    await heading('Address').click();
  });

  it('begins at the top with another trace, and selects no row that is not there', async () => {
    await lone.show('long.alloctrace', MANY);
    await lone.seek(300);
    const grid = table().getByRole('grid');
    await waitUntil(
      'all rows are there',
      async () => (await grid.getAttribute('aria-rowcount')) === '202',
    );
    await grid.focus();
    await lone.page.keyboard.press('End');
    await waitUntil(
      'the last row is there',
      async () => (await table().locator('#row-200').count()) > 0,
    );
    await lone.show('other.alloctrace', MANY);
    await lone.seek(300);
    await waitUntil('it is at the top', async () => (await table().locator('#row-0').count()) > 0);
    await lone.show('few.alloctrace', FEW);
    await lone.seek(2);
    await waitUntil('few are left', async () => (await grid.getAttribute('aria-rowcount')) === '4');
    await grid.focus();
    await lone.page.keyboard.press('Space');
    const selected = table().locator('[aria-selected=true]');
    await waitUntil('a row is selected', async () => (await selected.count()) === 1);
    await lone.show('many.alloctrace', MANY);
    await lone.seek(300);
  });

  it('leaves to VS Code what is meant for it', async () => {
    await lone.page.evaluate(() => {
      const heard: string[] = [];
      Object.assign(globalThis, { heard });
      const target = globalThis as unknown as EventTarget;
      target.addEventListener('keydown', (event) => {
        const { key, altKey, ctrlKey } = event as unknown as Record<string, unknown>;
        heard.push(`${ctrlKey ? 'Ctrl+' : ''}${altKey ? 'Alt+' : ''}${String(key)}`);
      });
    });
    await table().getByRole('grid').focus();
    await lone.page.keyboard.press('Alt+ArrowLeft');
    await lone.page.keyboard.press('Control+Alt+Home');
    const heard = await lone.page.evaluate(
      () => (globalThis as unknown as { heard: string[] }).heard,
    );
    assert.deepEqual(
      heard.filter((each) => each.includes('Arrow') || each.includes('Home')),
      ['Alt+ArrowLeft', 'Ctrl+Alt+Home'],
    );
  });

  it('shows its rows where fewer are left than it was scrolled to', async () => {
    await lone.page.setViewportSize({ width: 1000, height: 900 });
    await lone.show('many.alloctrace', MANY);
    await lone.seek(300);
    const rows = async () => (await table().locator('#rows .row').allInnerTexts()).length;
    await table().getByRole('grid').focus();
    await lone.page.keyboard.press('End');
    await waitUntil(
      'it is at its end',
      async () => (await table().getByRole('grid').evaluate(scrollTop)) > 500,
    );
    await lone.seek(2);
    await waitUntil('the few are there', async () => (await rows()) === 3);
    await lone.seek(60);
    await waitUntil('the many are there', async () => {
      const body = await table().getByRole('grid').boundingBox();
      const row = await table().locator('#rows .row').first().boundingBox();
      return body !== null && row !== null && row.y <= body.y && row.y + 3 * row.height > body.y;
    });
  });
});

const scrollTop = (element: unknown) => (element as { scrollTop: number }).scrollTop;
