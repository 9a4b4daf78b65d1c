import assert from 'node:assert/strict';
import axe from 'axe-core';
import { LonePage } from '../support/lonePage';
import { waitForText } from '../support/wait';

/**
 * Free blocks of 64 bytes to 4 MiB, more than the chain shows, and an allocation that fails: what is
 * counted in bytes elsewhere is shown in KiB and MiB here.
 */
const LARGE = [
  'heap size=64MiB',
  ...Array.from({ length: 40 }, (_, i) => [`a s${i} ${2 ** ((i % 16) + 6)}`, `a k${i} 8`]).flat(),
  ...Array.from({ length: 40 }, (_, i) => `f s${i}`),
  'a much 60MiB',
  'f k0',
  '',
].join('\n');
/** The event of the allocation that fails. */
const FAILURE = 121;

/** What a person sees of a control is a part of its name: they say it to a program that listens. */
const CONTAINED = 'label-content-name-mismatch';

describe('the names of what a large heap shows', () => {
  let lone: LonePage;

  before(async () => {
    lone = await LonePage.open({ height: 3000 });
    await lone.page.evaluate(axe.source);
    await lone.show('large.alloctrace', LARGE);
    await lone.seek(FAILURE);
    const closed = lone.part('at-section h2 button[aria-expanded=false]');
    while ((await closed.count()) > 0) await closed.first().click();
    await lone.part('at-block-sizes .toggle').click();
  });
  after(() => lone.close());

  const press = (tag: string, name: string | RegExp) =>
    lone.part(tag).getByRole('button', { name }).first().click();

  /** What axe has against the page, but for colors: there is no theme here. */
  async function findings(): Promise<string[]> {
    const { violations } = await lone.page.evaluate(
      (rule) =>
        (globalThis as unknown as { axe: typeof axe }).axe.run('at-inspector', {
          resultTypes: ['violations'],
          rules: { [rule]: { enabled: true }, 'color-contrast': { enabled: false } },
        }),
      CONTAINED,
    );
    return violations
      .filter(({ id, impact }) => id === CONTAINED || impact === 'serious' || impact === 'critical')
      .flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
  }

  it('contain what is seen, where an allocation fails', async () => {
    await waitForText(lone.part('at-free-list'), 'MiB');
    await waitForText(lone.part('at-block-sizes'), '4M');
    assert.deepEqual(await findings(), []);
  });

  it('contain what is seen, with all that can be asked for', async () => {
    await press('at-changes', 'Compare with this event');
    await press('at-leaks', 'Find leaks');
    await press('at-comparison', /^Run this trace/);
    await press('at-fragmentation', /^Find out/);
    await lone.seek(60);
    await waitForText(lone.part('at-leaks'), 'Copy as Markdown');
    await waitForText(lone.part('at-comparison'), 'Copy as Markdown');
    assert.deepEqual(await findings(), []);
  });

  it('contain what is seen, as tables', async () => {
    await press('at-timeline', 'Show as Table');
    await press('at-section[name=freeList]', 'Show as Table');
    await lone.part('at-chain-table').waitFor();
    assert.deepEqual(await findings(), []);
  });
});
