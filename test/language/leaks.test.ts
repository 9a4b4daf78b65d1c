import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { groupText, leakGroups } from '../../src/language/leakGroups';
import { program } from '../replay/programs';
import { carriedOut, mended } from './support/carriedOut';
import { leakFixes } from '../../src/language/fixes/leakFixes';
import { atOnce } from '../support/atOnce';

describe('leaks', () => {
  it('are the blocks that the heap has at the end; those that are named can be freed', () => {
    fc.assert(
      fc.property(program, (events) => {
        const text = `alloctrace 1\n${events}`;
        const { replay, leaks, lines } = carriedOut(text);
        replay.seek(replay.eventCount);
        const { heap } = replay;
        const live: number[] = [];
        for (let block = 0; block < heap.config.size; block = heap.blockAfter(block)) {
          if (heap.isLive(block)) live.push(heap.tag(block));
        }
        assert.deepEqual(
          [...leaks.events],
          live.toSorted((a, b) => a - b),
        );
        const first = [...leaks.events].find((_, row) => leaks.isNamed[row] === 1);
        if (first === undefined) return;
        const [fix] = leakFixes(replay.trace, lines, leaks, first);
        const after = carriedOut(mended(text, fix));
        const named = leaks.isNamed.filter((each) => each === 1).length;
        assert.equal(after.leaks.events.length, leaks.events.length - named);
        assert.equal(after.replay.journal.faults.length, replay.journal.faults.length);
      }),
    );
  });

  it('come in groups by label, source or size, most bytes first', () => {
    const { replay, leaks } = carriedOut(`alloctrace 1
alloc a 100 "buffer"
alloc b 8
alloc c 300 "buffer" at=x.c:1
alloc d 8
alloc e 9 at="a b.c:7"
alloc f 1000
free f
`);
    assert.deepEqual(atOnce(leakGroups(replay.trace, leaks)).map(groupText), [
      '"buffer": 2 blocks, 400 bytes',
      'no label, 8 bytes each: 2 blocks, 16 bytes',
      'a b.c:7: 1 block, 9 bytes',
    ]);
    assert.equal(leaks.bytes, 425);
  });
});
