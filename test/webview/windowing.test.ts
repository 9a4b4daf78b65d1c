import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import {
  heightOf,
  isScaled,
  pageOf,
  ROW_HEIGHT,
  rowAtTop,
  TALLEST,
  topOf,
  topRevealing,
} from '../../webview/windowing';

const lists = fc.record({
  total: fc.integer({ min: 0, max: 40_000_000 }),
  viewport: fc.integer({ min: 1, max: 3000 }),
});

describe('windowing', () => {
  it('is never taller than a browser allows', () => {
    fc.assert(fc.property(lists, (list) => assert.ok(heightOf(list) <= TALLEST)));
    assert.equal(heightOf({ total: 1000, viewport: 300 }), 22_000);
  });

  it('reaches the first and the last row of any list', () => {
    fc.assert(
      fc.property(lists, (list) => {
        const lowest = Math.max(0, heightOf(list) - list.viewport);
        assert.equal(rowAtTop(list, 0), 0);
        const top = rowAtTop(list, lowest);
        const expected = Math.max(0, list.total - list.viewport / ROW_HEIGHT);
        assert.ok(Math.abs(top - expected) < 1e-3, `${top} instead of ${expected}`);
      }),
    );
  });

  it('scrolls to a row and finds it there', () => {
    fc.assert(
      fc.property(lists, fc.double({ min: 0, max: 1, noNaN: true }), (list, share) => {
        const last = Math.max(0, list.total - list.viewport / ROW_HEIGHT);
        const row = Math.floor(share * last);
        assert.ok(Math.abs(rowAtTop(list, topOf(list, row)) - row) < 1e-3);
      }),
    );
  });

  it('scales only what is too tall', () => {
    assert.equal(isScaled({ total: 100_000, viewport: 500 }), false);
    assert.equal(isScaled({ total: 500_000, viewport: 500 }), true);
  });

  it('reveals a row with the least movement', () => {
    const list = { total: 1000, viewport: 10 * ROW_HEIGHT };
    assert.equal(topRevealing(list, 100, 105), 100);
    assert.equal(topRevealing(list, 100, 109), 100);
    assert.equal(topRevealing(list, 100, 110), 101);
    assert.equal(topRevealing(list, 100, 99), 99);
    assert.equal(topRevealing(list, 100, 999), 990);
    assert.equal(pageOf(list), 10);
  });
});
