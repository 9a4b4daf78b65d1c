import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { HEADER_SIZE, NONE } from '../../src/engine/block';
import { BlockList, FREE } from '../../src/projection/blockList';
import { fewestInTheWay, largestKeepers } from '../../src/projection/obstacles';
import { program } from '../replay/programs';
import { replayed } from '../replay/replayed';

/** The fewest live blocks of any run that would do, by trying all runs. */
function byTrying(list: BlockList, size: number, align: number): number | undefined {
  const { blocks, requested, heap } = list;
  let best: number | undefined;
  for (let first = 0; first < blocks.length; first++) {
    let count = 0;
    for (let last = first; last < blocks.length; last++) {
      if (last > first && list.lostAt(last - 1) !== 0) break;
      if (requested[last] !== FREE) count++;
      const joined = blocks[last] + list.size[last] - blocks[first];
      if (joined >= heap.consumed(blocks[first], size, align)) {
        best = Math.min(best ?? Infinity, count);
        break;
      }
    }
  }
  return best;
}

describe('the live blocks in the way of an allocation', () => {
  it('are the fewest there are, and without them it succeeds', () => {
    fc.assert(
      fc.property(
        program,
        fc.integer({ min: 1, max: 2000 }),
        fc.constantFrom(1, 8, 64),
        (text, size, align) => {
          const { heap } = replayed(text);
          const list = new BlockList(heap);
          const run = fewestInTheWay(list, size, align);
          assert.equal(run?.count, byTrying(list, size, align));
          if (run === undefined) return;
          for (let row = run.first; row <= run.last; row++) {
            if (list.requested[row] !== FREE) assert(heap.free(list.user[row]));
          }
          const after = new BlockList(heap);
          const merged = after.indexAt(list.blocks[run.first]);
          assert.deepEqual(
            [after.blocks[merged], after.size[merged]],
            [list.blocks[run.first], run.joined],
          );
          assert.notEqual(heap.alloc(size, align), NONE);
        },
      ),
      { numRuns: 200 },
    );
  });
});

/** Six live blocks, each between two free ones. */
const COMB = [
  ...[200, 24, 80, 40, 320, 16, 120, 64, 500, 8, 90, 30].map((size, i) => `a b${i} ${size}`),
  ...[0, 2, 4, 6, 8, 10].map((i) => `f b${i}`),
  '',
].join('\n');

describe('the live blocks that keep free ones apart', () => {
  it('are those without which the largest free blocks would be there', () => {
    const { heap } = replayed(COMB);
    const list = new BlockList(heap);
    const keepers = largestKeepers(list, 4);
    assert.equal(keepers.length, 4);
    for (const [i, { joined }] of keepers.entries()) {
      assert(i === 0 || joined <= keepers[i - 1].joined);
    }
    const { row, joined } = keepers[0];
    const block = list.blocks[row];
    heap.free(list.user[row]);
    const after = new BlockList(heap);
    const merged = after.indexAt(block);
    assert.equal(after.size[merged], joined);
    assert(after.blocks[merged] + HEADER_SIZE + joined > block);
  });

  it('have a free one on either side', () => {
    const { heap } = replayed('a a 64\na b 64\na c 64\nf b\n');
    const free = new BlockList(heap);
    assert.deepEqual(
      largestKeepers(free, 5).map(({ row }) => free.blocks[row]),
      [free.blocks[2]],
    );
    heap.alloc(64, 16);
    assert.deepEqual(largestKeepers(new BlockList(heap), 5), []);
  });
});
