import assert from 'node:assert/strict';
import { BlockList } from '../../src/projection/blockList';
import { blockWindow, histogramOf } from '../../src/projection/blockTable';
import { BLOCK_COLUMNS, type TableOrder } from '../../src/protocol/blockTable';
import { lifeEndsOf } from '../../src/replay/lifeEnds';
import { longProgram } from '../replay/programs';
import { bytesOf, FakeScheduler, sessionOf } from './fakes';
import { tableRows } from '../projection/tableRows';
import { atOnce } from '../support/atOnce';

/** A session in which any look at the clock ends a slice. */
async function busySession() {
  const { session, scheduler } = await sessionOf(longProgram(3, 600), new FakeScheduler());
  session.seek(500);
  scheduler.perLook = 10;
  const { replay, projections } = session;
  assert(replay && projections);
  return { session, scheduler, replay, projections };
}

const order = (patch: Partial<TableOrder>): TableOrder => ({
  sort: 'address',
  descending: false,
  filter: '',
  ...patch,
});

describe('the block table in slices', () => {
  it('is what it is at once, in every order', async () => {
    const { scheduler, replay, projections } = await busySession();
    const ends = atOnce(lifeEndsOf(replay.trace, replay.journal));
    const list = new BlockList(replay.heap);
    for (const sort of BLOCK_COLUMNS) {
      for (const filter of ['', 'live size>20', 'i1', '-id:3 age<400']) {
        const asked = order({ sort, filter, descending: sort.length > 4 });
        const answer = projections.blockWindow(asked, 0, 500, true);
        // One after the other: a newer order ends the older.
        // oxlint-disable-next-line no-await-in-loop
        await scheduler.settle();
        // oxlint-disable-next-line no-await-in-loop
        const window = await answer;
        const rows = tableRows(replay, list, asked, ends);
        const expected = blockWindow(replay, list, rows, 0, 500, window.revision, ends);
        assert.deepEqual(window, expected, `${sort} ${filter}`);
      }
    }
  });

  it('shares what is filtered with the sizes beside it, and keeps two filters', async () => {
    const { scheduler, replay, projections } = await busySession();
    const list = new BlockList(replay.heap);
    const wide = projections.blockHistogram('i1');
    const window = projections.blockWindow(order({ filter: 'i1 size:32..63' }), 0, 100, false);
    await scheduler.settle();
    const rows = tableRows(replay, list, order({ filter: 'i1' }));
    assert.deepEqual(await wide, histogramOf(list, rows, (await wide).revision));
    assert((await window).total < rows.length);
    assert(!(projections.blockHistogram('i1') instanceof Promise), 'it is known');
  });

  it('is made anew where the words of the trace have changed', async () => {
    const { session } = await sessionOf('alloc a 8 "old"\n');
    session.seek(1);
    const labelled = async (label: string) => {
      const filter = order({ filter: `label:${label}` });
      const window = await session.projections?.blockWindow(filter, 0, 10, false);
      return window?.total;
    };
    assert.deepEqual([await labelled('old'), await labelled('new')], [1, 0]);
    await session.load(bytesOf('alloc a 8 "new"\n'), { at: 1 });
    assert.deepEqual([await labelled('old'), await labelled('new')], [0, 1]);
  });

  it('is given up when the heap goes on', async () => {
    const { session, scheduler, projections } = await busySession();
    const answer = projections.blockWindow(order({ sort: 'label', filter: 'i' }), 0, 10, true);
    assert(answer instanceof Promise);
    const refused = assert.rejects(answer, /overtaken/);
    session.seek(501);
    await scheduler.settle();
    await refused;
  });
});
