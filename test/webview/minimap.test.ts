import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { handleOf, movedTo } from '../../webview/elements/at-minimap/handle';

const HEAP = 2 ** 20;

describe('the handle of the minimap', () => {
  it('covers its share of the line', () => {
    assert.deepEqual(handleOf({ from: HEAP / 4, to: HEAP / 2 }, HEAP, 400), {
      left: 100,
      length: 100,
    });
    assert.deepEqual(handleOf({ from: 0, to: HEAP }, HEAP, 400), { left: 0, length: 400 });
  });

  it('can be taken hold of however short the range, and reaches both ends', () => {
    assert.deepEqual(handleOf({ from: 0, to: 512 }, HEAP, 400), { left: 0, length: 10 });
    assert.deepEqual(handleOf({ from: HEAP - 512, to: HEAP }, HEAP, 400), {
      left: 390,
      length: 10,
    });
  });

  it('moved to where it lies moves nothing, and never goes beyond the heap', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 8, max: HEAP }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.integer({ min: -100, max: 3000 }),
        (span, place, left) => {
          const from = Math.round(place * (HEAP - span));
          const range = { from, to: from + span };
          const back = movedTo(handleOf(range, HEAP, 800).left, range, HEAP, 800);
          assert.ok(Math.abs(back - from) < 1e-3 || span === HEAP);
          const moved = movedTo(left, range, HEAP, 800);
          assert.ok(moved >= 0 && moved + span <= HEAP);
        },
      ),
    );
  });
});
