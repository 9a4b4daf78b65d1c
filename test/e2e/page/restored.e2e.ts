import assert from 'node:assert/strict';
import { INITIAL_VIEW } from '../../../webview/viewState';
import { LonePage } from '../support/lonePage';
import { waitForText, waitUntil } from '../support/wait';

const TRACE = 'heap size=4KiB\na first 100 addr=0x5000\na second 50 addr=0x6000\n';
const URI = 'file:///x.alloctrace';

describe('an inspector that comes back', () => {
  let lone: LonePage;

  before(async () => {
    lone = await LonePage.open();
  });
  after(() => lone.close());

  const cameBack = async (view: object, recorded = false) => {
    const saved = { version: 2, uri: URI, at: 2, pinned: false, baseline: null, recorded };
    await lone.load({ ...saved, view: { ...INITIAL_VIEW, ...view } });
    await lone.show('x.alloctrace', TRACE);
    await lone.seek(2);
  };

  it('shows all blocks if its filter can no longer be read, and says so', async () => {
    await cameBack({ filter: 'size>>' });
    await waitForText(lone.part('at-block-table'), 'second');
    const input = lone.part('at-block-filter input');
    assert.equal(await input.inputValue(), 'size>>');
    assert.equal(await input.getAttribute('aria-invalid'), 'true');
  });

  it('keeps a filter that can be read', async () => {
    await cameBack({ filter: 'second' });
    await waitForText(lone.part('at-block-table'), '1 of 3');
    assert.equal(await lone.part('at-block-filter input').inputValue(), 'second');
  });

  it('does the same with recorded blocks', async () => {
    const map = { from: 0, to: 0, sort: 'address', descending: false };
    await cameBack({ recorded: { ...map, filter: 'free' } }, true);
    await waitForText(lone.part('at-recorded-table'), '0x6000');
    await waitForText(lone.part('at-recorded-table .problem'), /./);
  });

  it('shows bytes and events of its heap, whatever was saved', async () => {
    await cameBack({
      mapFrom: 3,
      mapTo: 5,
      scrollRow: 2 ** 32,
      timeline: { ...INITIAL_VIEW.timeline, from: 7, to: 2 ** 31, rangeFrom: 9, rangeTo: 1 },
      columns: [{ key: 'address', width: 1200 }],
    });
    await waitForText(lone.part('at-block-table'), '0x10000000');
    const canvas = lone.part('at-heap-map canvas.heap');
    await waitUntil(
      'the map is there',
      async () => ((await canvas.boundingBox())?.height ?? 0) > 10,
    );
    await lone.part('at-heap-map').getByRole('button', { name: 'all', exact: true }).click();
    await waitForText(lone.part('at-heap-map'), '4 KiB');
    assert.equal(await lone.part('at-event-range > *').count(), 0);
  });
});
