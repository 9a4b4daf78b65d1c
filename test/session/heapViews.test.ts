import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { BlockList } from '../../src/projection/blockList';
import { HeapViews } from '../../src/session/heapViews';
import { program } from '../replay/programs';
import { replayed } from '../replay/replayed';
import { FakeScheduler } from './fakes';

describe('the views of a heap', () => {
  it('of what a step did are the same whichever way the cursor came', () => {
    fc.assert(
      fc.property(
        program,
        fc.array(fc.constantFrom('step', 'back', 'seek'), { maxLength: 30 }),
        fc.nat(),
        (text, ways, seed) => {
          const replay = replayed(text);
          const views = new HeapViews(replay, new FakeScheduler());
          let place = seed;
          for (const way of ways) {
            place = (place * 31 + 7) % 211;
            if (way === 'step') replay.step();
            else if (way === 'back') replay.stepBack();
            else replay.seek(place);
            const fresh = replayed(text);
            fresh.seek(replay.at);
            const again = new HeapViews(fresh, new FakeScheduler());
            assert.deepEqual(views.drawing, again.drawing, `after ${replay.at} events`);
            assert.deepEqual(views.freeList, again.freeList);
            assert.deepEqual(
              views.bytesBefore.read(0, replay.config.size),
              again.bytesBefore.read(0, replay.config.size),
            );
          }
        },
      ),
      { numRuns: 25 },
    );
  });

  it('list many blocks in parts, for the moment at which they began', () => {
    const text = Array.from({ length: 9000 }, (_, i) => `alloc a${i} 8\n`).join('');
    const replay = replayed(`heap size=1MiB\n${text}`);
    const expected = () => Array.from(new BlockList(replay.heap).blocks);
    const views = new HeapViews(replay, new FakeScheduler());
    const listing = views.listing();
    assert.equal(listing.next().done, false);
    while (listing.next().done !== true);
    const { changes } = views.blocks;
    assert.deepEqual(Array.from(views.blocks.blocks), expected());
    assert.equal(views.blocks.changes, changes, 'nothing was left to be read');
    assert.equal(views.listing().next().done, true, 'nor is it read again');

    replay.seek(6000);
    const left = views.listing();
    left.next();
    replay.seek(3000);
    assert.equal(left.next().done, true, 'the heap is another');
    assert.deepEqual(Array.from(views.blocks.blocks), expected());

    replay.seek(8000);
    const asked = views.listing();
    asked.next();
    assert.deepEqual(Array.from(views.blocks.blocks), expected(), 'who asks has all');
    while (asked.next().done !== true);
    assert.deepEqual(Array.from(views.blocks.blocks), expected());
  });

  it('of the start have nothing to draw', () => {
    const replay = replayed('alloc a 8\n');
    replay.seek(0);
    const views = new HeapViews(replay, new FakeScheduler());
    const regions = () => views.drawing?.regions.length;
    assert.equal(regions(), undefined);
    replay.step();
    assert.equal(regions(), 1);
  });
});
