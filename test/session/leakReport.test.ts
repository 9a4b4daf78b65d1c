import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { blockWindow } from '../../src/projection/blockTable';
import { LEAK_KEYS } from '../../src/protocol/leaks';
import { program } from '../replay/programs';
import { FakeScheduler, sessionOf } from './fakes';
import { tableRows } from '../projection/tableRows';

const TRACE = `heap size=4KiB align=8
alloc net1 100 "buffer"
mark start
alloc net2 300 "buffer" at=x.c:1
alloc d3 8
alloc d4 8 at="a b.c:7:2"
alloc gone 1000 "buffer"
free gone
mark end
free net1
`;

describe('leaks', () => {
  it('are what a part of the trace made that is live after it, as the heap says', async () => {
    await fc.assert(
      fc.asyncProperty(program, fc.nat(200), fc.nat(200), fc.nat(3), async (text, a, b, key) => {
        const { session } = await sessionOf(text);
        const { leaks } = session.studies;
        session.studies.findLeaks(session.replay, Math.min(a, b), Math.max(a, b), LEAK_KEYS[key]);
        const { from, to, blocks, bytes, groups } = leaks.view!;
        const { replay } = session;
        assert(replay);
        replay.seek(to);
        let expected = 0;
        let expectedBytes = 0;
        const { heap } = replay;
        for (let block = 0; block < heap.config.size; block = heap.blockAfter(block)) {
          if (!heap.isLive(block) || heap.tag(block) + 1 < from) continue;
          expected++;
          expectedBytes += heap.requestedSize(block);
        }
        assert.deepEqual([blocks, bytes], [expected, expectedBytes]);
        const all = leaks.groups(0, 1000);
        assert.equal(all.length, groups);
        assert.equal(
          all.reduce((sum, group) => sum + group.blocks, 0),
          blocks,
        );
        // What the table shows of a group are its blocks.
        session.seek(to);
        const list = session.projections!.blocks;
        for (const { filter, ...group } of all) {
          if (filter === '') continue;
          const rows = tableRows(replay, list, { sort: 'age', descending: true, filter });
          const { requested, age } = blockWindow(replay, list, rows, 0, 1000, 0);
          assert.equal(rows.length, group.blocks, filter);
          assert.equal(
            requested.reduce((sum, each) => sum + each, 0),
            group.bytes,
          );
          assert.equal(age[0], to - group.first);
          assert.equal(age.at(-1), to - group.last);
        }
      }),
    );
  });

  it('come in groups, most bytes first', async () => {
    const { session } = await sessionOf(TRACE);
    const groups = (from: number, to: number, by: (typeof LEAK_KEYS)[number]) => {
      session.studies.findLeaks(session.replay, from, to, by);
      return session.studies.leaks
        .groups(0, 10)
        .map(({ name, blocks, bytes, first, last, line }) =>
          [name || '-', blocks, bytes, `${first}..${last}`, `:${line}`].join(' '),
        );
    };
    assert.deepEqual(groups(1, 1e9, 'label'), ['buffer 1 300 3..3 :5', '- 2 16 4..5 :6']);
    assert.deepEqual(groups(0, 8, 'label'), ['buffer 2 400 1..3 :3', '- 2 16 4..5 :6']);
    assert.deepEqual(groups(2, 8, 'label'), ['buffer 1 300 3..3 :5', '- 2 16 4..5 :6']);
    assert.deepEqual(groups(1, 8, 'source'), [
      'x.c:1 1 300 3..3 :5',
      '- 2 108 1..4 :3',
      'a b.c:7:2 1 8 5..5 :7',
    ]);
    assert.deepEqual(groups(1, 8, 'prefix'), ['net 2 400 1..3 :3', 'd 2 16 4..5 :6']);
    assert.deepEqual(groups(4, 8, 'size'), ['8 2 16 4..5 :6']);
    assert.deepEqual(groups(4, 4, 'size'), ['8 1 8 4..4 :6']);
  });

  it('of ids that begin alike are not those whose ids begin longer', async () => {
    const ids = ['net1', 'net', 'netx1', 'net27', 'net_1'];
    const { session } = await sessionOf(
      ids.map((id, i) => `alloc ${id} ${8 * (i + 1)}\n`).join(''),
    );
    session.studies.findLeaks(session.replay, 0, 1e9, 'prefix');
    session.seek(ids.length);
    const list = session.projections!.blocks;
    const found = session.studies.leaks.groups(0, 10).map(({ name, blocks, filter }) => {
      const rows = tableRows(session.replay!, list, { sort: 'address', descending: false, filter });
      const { id } = blockWindow(session.replay!, list, rows, 0, 10, 0);
      return `${name} ${blocks}: ${id.join(' ')}`;
    });
    assert.deepEqual(found, ['net 3: net1 net net27', 'net_ 1: net_1', 'netx 1: netx1']);
  });

  it('can be given up, and are forgotten with the heap that they are about', async () => {
    const scheduler = new FakeScheduler();
    const { session } = await sessionOf(TRACE + 'alloc x 8\n'.repeat(200), scheduler);
    const { leaks } = session.studies;
    const fraction = () => leaks.view?.fraction;
    scheduler.perLook = 10;
    session.studies.findLeaks(session.replay, 1, 1e9, 'label');
    assert.equal(typeof fraction(), 'number');
    leaks.cancel();
    await scheduler.settle();
    assert.equal(leaks.view, null);
    scheduler.perLook = 0;
    session.studies.findLeaks(session.replay, 1, 1e9, 'label');
    assert.equal(fraction(), null);
    await session.override({ policy: 'best-fit' });
    assert.deepEqual([leaks.view, leaks.groups(0, 9)], [null, []]);
  });
});
