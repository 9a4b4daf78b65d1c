import assert from 'node:assert/strict';
import { DEFAULT_CONFIG } from '../../src/engine/config';
import { Heap } from '../../src/engine/heap';
import { UndoRing } from '../../src/replay/undoRing';

describe('the undo ring', () => {
  it('is exact after steps that overwrote more than 2^32 cells', () => {
    const heap = new Heap({ ...DEFAULT_CONFIG, size: 2 ** 26, debugLog: false });
    heap.init();
    const ring = new UndoRing(heap);
    const { cells } = heap.memory;
    for (let written = 0; written < 2 ** 32 + 2 ** 31; written += cells.length) {
      ring.begin();
      ring.cells(0, cells.length);
      ring.end();
      assert.equal(ring.depth, 0);
    }
    const states = [cells.slice()];
    for (let size = 100; size < 400; size += 100) {
      ring.begin();
      heap.calloc(size, 16);
      ring.end();
      states.push(cells.slice());
    }
    for (let at = states.length - 2; at >= 0; at--) {
      assert(ring.undo());
      assert(
        Buffer.from(cells.slice().buffer).equals(Buffer.from(states[at].buffer)),
        `step ${at}`,
      );
    }
    assert(!ring.undo());
  });
});
