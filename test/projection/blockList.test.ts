import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { BlockList } from '../../src/projection/blockList';
import type { Replay } from '../../src/replay/replay';
import { program } from '../replay/programs';
import { replayed } from '../replay/replayed';

/** Every column, as plain lists to compare. */
function columnsOf(list: BlockList) {
  const { blocks, size, requested, user, tag, free, freeSizes } = list;
  const columns = { blocks, size, requested, user, tag, free, freeSizes };
  return Object.fromEntries(
    Object.entries(columns).map(([name, column]) => [name, Array.from(column as Uint32Array)]),
  );
}

/** 6,000 blocks, every third of them free. */
const manyBlocks = [
  'heap size=1MiB',
  ...Array.from({ length: 6000 }, (_, i) => `alloc a${i} 8`),
  ...Array.from({ length: 2000 }, (_, i) => `free a${3 * i}`),
  '',
].join('\n');

function freeListOf({ heap }: Replay): number[] {
  const blocks: number[] = [];
  for (let block = heap.head; block >= 0; block = heap.nextFree(block)) blocks.push(block);
  return blocks;
}

describe('a list of blocks', () => {
  it('has the free blocks in the order of the free list', () => {
    fc.assert(
      fc.property(program, (text) => {
        const replay = replayed(text);
        for (let at = 0; at <= replay.eventCount; at++) {
          replay.seek(at);
          assert.deepEqual(Array.from(new BlockList(replay.heap).free), freeListOf(replay));
        }
      }),
      { numRuns: 50 },
    );
  });

  for (const layout of ['rounded', 'reference'] as const) {
    it(`that follows a walk to and fro is the list made anew, ${layout}`, () => {
      fc.assert(
        fc.property(program, fc.array(fc.boolean(), { maxLength: 200 }), (text, walk) => {
          const replay = replayed(text, { layout });
          replay.seek(0);
          const list = new BlockList(replay.heap);
          for (const forward of walk) {
            if (forward ? replay.at === replay.eventCount : replay.at === 0) continue;
            if (forward) replay.step();
            const event = replay.explainLast();
            if (!forward) replay.stepBack();
            list.follow(event);
            assert.deepEqual(columnsOf(list), columnsOf(new BlockList(replay.heap)));
          }
        }),
      );
    });
  }

  it('read in parts is the list read at once, whoever comes between', () => {
    const replay = replayed(manyBlocks);
    const list = new BlockList(replay.heap, 'in parts');
    const whole = columnsOf(new BlockList(replay.heap));
    const reading = list.readInParts();
    assert.equal(reading.next().done, false);
    assert.notDeepEqual(columnsOf(list), whole);
    while (reading.next().done !== true);
    assert.deepEqual(columnsOf(list), whole);

    const overtaken = list.readInParts();
    overtaken.next();
    list.readAll();
    assert.deepEqual(columnsOf(list), whole);
    assert.equal(overtaken.next().done, true);
    assert.deepEqual(columnsOf(list), whole);
  });

  it('grows beyond the room it had', () => {
    const replay = replayed(manyBlocks);
    replay.seek(0);
    const list = new BlockList(replay.heap);
    while (replay.step()) list.follow(replay.explainLast());
    assert.deepEqual(columnsOf(list), columnsOf(new BlockList(replay.heap)));
  });
});
