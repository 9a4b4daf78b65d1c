import assert from 'node:assert/strict';
import { lowerBound } from '../../src/base/ascending';

describe('ascending numbers', () => {
  it('are found by the first that is not below a value', () => {
    const numbers = Uint32Array.of(3, 5, 5, 5, 8);
    const found = [0, 3, 4, 5, 6, 8, 9].map((value) => lowerBound(numbers, value));
    assert.deepEqual(found, [0, 0, 1, 1, 4, 4, 5]);
    assert.equal(lowerBound([], 1), 0);
  });

  it('are looked through no further than they count', () => {
    assert.equal(lowerBound([1, 2, 0, 0], 3, 2), 2);
    assert.equal(lowerBound([1, 2, 0, 0], 2, 2), 1);
  });
});
