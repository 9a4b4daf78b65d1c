import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { AddressHistory } from '../../src/replay/addressHistory';
import { program } from './programs';
import { replayed } from './replayed';

describe('the history of an address', () => {
  it('is the blocks that cover it, asked after every event', () => {
    fc.assert(
      fc.property(program, fc.nat(), fc.boolean(), (events, pick, isInside) => {
        const replay = replayed(events);
        replay.seek(replay.eventCount >> 1);
        // At a border of a block, on either side of it.
        const ends = endsOf(replay.heap);
        const offset = Math.max(0, (ends[pick % ends.length] ?? 0) - (isInside ? 1 : 0));
        fc.pre(offset < replay.config.size);
        const history = new AddressHistory(replay, offset);
        while (!history.go(7));
        assert.equal(replay.at, replay.eventCount >> 1, 'the cursor stays');
        const found = Array.from({ length: history.made.length }, (_, i) => [
          history.made.at(i),
          history.ended.at(i),
        ]);

        const expected: [number, number][] = [];
        let owner = -1;
        for (let at = 1; at <= replay.eventCount; at++) {
          replay.seek(at);
          const now = ownerOf(replay.heap, offset);
          if (now === owner) continue;
          const last = expected.at(-1);
          if (owner >= 0 && last) last[1] = at;
          if (now >= 0) expected.push([now, 0]);
          owner = now;
        }
        assert.deepEqual(found, expected);
      }),
      { numRuns: 80 },
    );
  });
});

/** Where each block ends, from the heap's base. */
function endsOf(heap: ReturnType<typeof replayed>['heap']): number[] {
  const ends: number[] = [];
  for (let block = 0; block < heap.config.size; block = heap.blockAfter(block)) {
    ends.push(block + 16 + heap.blockSize(block));
  }
  return ends;
}

/** The event that allocated the live block which covers a byte, or -1. */
function ownerOf(heap: ReturnType<typeof replayed>['heap'], offset: number): number {
  for (let block = 0; block < heap.config.size; block = heap.blockAfter(block)) {
    if (block > offset || offset >= block + 16 + heap.blockSize(block)) continue;
    return heap.isLive(block) ? heap.tag(block) : -1;
  }
  return -1;
}
