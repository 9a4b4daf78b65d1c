import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { fnv1a64 } from '../../src/engine/imageHash';

function plain(bytes: Uint8Array): string {
  let hash = 0xcbf29ce484222325n;
  for (const byte of bytes) hash = ((hash ^ BigInt(byte)) * 0x100000001b3n) % 2n ** 64n;
  return hash.toString(16).padStart(16, '0');
}

describe('the image hash', () => {
  it('is FNV-1a of 64 bits', () => {
    // Test vectors of draft-eastlake-fnv.
    assert.equal(fnv1a64(Buffer.from('')), 'cbf29ce484222325');
    assert.equal(fnv1a64(Buffer.from('a')), 'af63dc4c8601ec8c');
    assert.equal(fnv1a64(Buffer.from('foobar')), '85944171f73967e8');
  });

  it('is what arithmetic with big integers gives', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        assert.equal(fnv1a64(bytes), plain(bytes));
      }),
    );
  });
});
