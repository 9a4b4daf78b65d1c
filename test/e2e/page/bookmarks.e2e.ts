import assert from 'node:assert/strict';
import { LonePage, type Inside } from '../support/lonePage';
import { waitUntil } from '../support/wait';

const TRACE = `heap size=4KiB
${Array.from({ length: 20 }, (_, i) => `alloc b${i} 16`).join('\n')}
mark "half"
${Array.from({ length: 19 }, (_, i) => `free b${i}`).join('\n')}
`;

describe('bookmarks, in the page', () => {
  let lone: LonePage;

  before(async () => {
    lone = await LonePage.open();
    await lone.show('marked.alloctrace', TRACE);
  });
  after(() => lone.close());

  /** Sets those of the trace, by lines from 0. */
  const bookmark = (...all: { line: number; name: string }[]) =>
    lone.page.evaluate(
      (those) => (globalThis as unknown as Inside).lone.session?.bookmarks.set(those),
      all,
    );
  const button = () => lone.part('at-toolbar .bookmark');
  const plot = () => lone.part('at-timeline .plot');

  /** The picture of the timeline, as long as it is not the same as before. */
  const picture = () =>
    lone
      .part('at-timeline canvas')
      .first()
      .evaluate((canvas) => (canvas as unknown as { toDataURL(): string }).toDataURL());

  it('the toolbar tells of one at the event, and has none before the first', async () => {
    assert.equal(await button().getAttribute('aria-disabled'), 'true');
    await lone.seek(4);
    assert.equal(await button().getAttribute('aria-disabled'), 'false');
    assert.equal(await button().getAttribute('aria-pressed'), 'false');
    await bookmark({ line: 5, name: '' });
    await waitUntil(
      'it is told',
      async () => (await button().getAttribute('aria-pressed')) === 'true',
    );
    await lone.seek(5);
    assert.equal(await button().getAttribute('aria-pressed'), 'false');
  });

  it('the timeline shows them at once, and reads their names', async () => {
    const legend = lone.part('at-timeline .legend');
    await bookmark();
    await lone.seek(1);
    await waitUntil('the legend has none', () => legend.getByText('bookmarks').isHidden());
    const without = await picture();
    await bookmark({ line: 2, name: 'begin <b>here</b>' }, { line: 22, name: 'middle' });
    await waitUntil('they are drawn', async () => (await picture()) !== without);
    await legend.getByRole('button', { name: 'marks faults bookmarks' }).waitFor();
    await plot().focus();
    const read = async () => (await plot().getAttribute('aria-valuetext')) ?? '';
    await lone.page.keyboard.press('Control+ArrowLeft');
    await lone.page.keyboard.press('Control+ArrowRight');
    await waitUntil('the first is read', async () =>
      (await read()).includes('bookmark: begin <b>here</b>'),
    );
    await lone.seek(21);
    await lone.page.keyboard.press('Escape');
    await waitUntil('it says the mark too', async () =>
      (await read()).includes('bookmark: middle, mark: half'),
    );
    await bookmark();
    await waitUntil('the mark is left', async () => (await read()).includes(', mark: half'));
    await waitUntil('the bookmark is gone', async () => !(await read()).includes('bookmark'));
  });

  it('a long name is read within the page', async () => {
    await lone.resize(360, 900);
    await bookmark({ line: 8, name: 'a name that is longer than there is room for it '.repeat(2) });
    await lone.seek(6);
    await plot().focus();
    await lone.page.keyboard.press('Control+ArrowRight');
    const tip = lone.part('at-timeline .tip');
    await tip.getByText('bookmark: a name').waitFor();
    const box = await tip.boundingBox();
    assert(box && box.x >= 0 && box.x + box.width <= 360, JSON.stringify(box));
  });
});
