import assert from 'node:assert/strict';
import { BlockList } from '../../src/projection/blockList';
import { selectedBlock } from '../../src/projection/selectedBlock';
import { shown } from './shown';

const TRACE = [
  'heap size=1KiB align=8',
  'alloc a 40 at=src/net.c:42:7 "buffer"',
  'realloc a b 56 at=x.c:9',
  'mark here',
  'free b',
  'alloc c 8',
  '',
].join('\n');

describe('the selected block', () => {
  it('tells of a live one where it comes from and where it ends', () => {
    const { replay, list } = shown(TRACE, 1);
    assert.deepEqual(selectedBlock(replay, list, 0), {
      block: 0,
      state: 'live',
      size: 48,
      live: {
        id: 'a',
        label: 'buffer',
        requested: 40,
        user: 24,
        allocEvent: 1,
        allocLine: 3,
        freeEvent: 2,
        freeLine: 4,
        source: 'src/net.c:42:7',
      },
    });
  });

  it('tells of one that a realloc made', () => {
    const { replay, list } = shown(TRACE, 2);
    const { live } = selectedBlock(replay, list, 64) ?? { live: null };
    assert.deepEqual(
      [live?.id, live?.allocEvent, live?.freeEvent, live?.freeLine, live?.source],
      ['b', 2, 4, 6, 'x.c:9'],
    );
  });

  it('tells of a leak that nothing frees it', () => {
    const { replay, list } = shown(TRACE);
    const { live } = selectedBlock(replay, list, 0) ?? { live: null };
    assert.deepEqual([live?.id, live?.freeEvent, live?.freeLine, live?.source], ['c', 0, 0, '']);
  });

  it('tells of a free one its size', () => {
    const { replay, list } = shown(TRACE, 2);
    assert.deepEqual(selectedBlock(replay, list, 0), {
      block: 0,
      state: 'free',
      size: 48,
      live: null,
    });
  });

  it('is null where no block starts', () => {
    const { replay, list } = shown(TRACE);
    for (const block of [null, 1, 8, 1023, 1024, 2 ** 32]) {
      assert.equal(selectedBlock(replay, list, block), null);
    }
  });
});

describe('the list of blocks', () => {
  it('finds the block that covers an offset, and the lost bytes behind it', () => {
    const { replay } = shown('heap size=256 layout=reference align=8\nalloc a 3\nalloc b 8\n');
    const list = new BlockList(replay.heap);
    assert.deepEqual([...list.blocks], [0, 32, 64]);
    assert.deepEqual(
      [0, 26, 27, 31, 32, 63, 64, 255].map((offset) => list.indexAt(offset)),
      [0, 0, 0, 0, 1, 1, 2, 2],
    );
    assert.equal(list.has(32), true);
    assert.equal(list.has(33), false);
  });
});
