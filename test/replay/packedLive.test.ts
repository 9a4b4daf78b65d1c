import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { DEFAULT_CONFIG } from '../../src/engine/config';
import { Heap } from '../../src/engine/heap';
import { packLive } from '../../src/replay/packedLive';
import { atOnce } from '../support/atOnce';

describe('a packed live table', () => {
  it('gives back every slot, in however many parts', () => {
    const sizes = fc.array(fc.nat(90), { maxLength: 200, size: 'max' });
    const ends = fc.uniqueArray(fc.nat(100).map((end) => end * 16));
    const property = fc.property(sizes, fc.nat(60), ends, (blocks, wide, parts) => {
      const heap = new Heap({ ...DEFAULT_CONFIG, debugLog: false });
      heap.init();
      const users = blocks.map((size, i) => heap.alloc(i === wide ? 70_000 : size, 8, i));
      users.forEach((user, i) => i % 3 === 0 && heap.free(user));
      const { live } = heap.memory;
      const before = live.slice();
      const restoring = atOnce(packLive(heap)).restoring(heap, heap.touchedEnd);
      live.fill(-1, 0, Math.ceil(heap.touchedEnd / 8));
      for (const end of parts.toSorted((a, b) => a - b)) restoring.go(end);
      restoring.go(Infinity);
      assert.deepEqual(live, before);
    });
    fc.assert(property);
  });

  it('is made in parts where the blocks are many', () => {
    const heap = new Heap({ ...DEFAULT_CONFIG, size: 2 ** 23, debugLog: false });
    heap.init();
    for (let i = 0; i < 140_000; i++) assert(heap.alloc(8, 8, i) > 0);
    assert.equal([...packLive(heap)].length, 2);
  });
});
