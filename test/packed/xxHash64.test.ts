import assert from 'node:assert/strict';
import { XxHash64 } from '../../src/packed/xxHash64';

/** The hash of bytes that come in pieces of so many. */
function hashOf(bytes: Uint8Array, step: number): string {
  const hash = new XxHash64();
  for (let at = 0; at < bytes.length; at += step) hash.add(bytes.subarray(at, at + step));
  return hash.digest().toString(16).padStart(16, '0');
}

/** The bytes by which the specification's own program checks itself: a prime, multiplied again and again. */
function sanityBytes(count: number): Uint8Array {
  const bytes = new Uint8Array(count);
  let generator = 2654435761n;
  for (let i = 0; i < count; i++) {
    bytes[i] = Number(generator >> 56n);
    generator = BigInt.asUintN(64, generator * 11400714785074694797n);
  }
  return bytes;
}

describe('xxHash64', () => {
  const known: [what: string, bytes: Uint8Array, hash: string][] = [
    ['nothing', Buffer.from(''), 'ef46db3751d8e999'],
    ['one letter', Buffer.from('a'), 'd24ec4f1a98c6e5b'],
    ['three letters', Buffer.from('abc'), '44bc2cf5ad770999'],
    ['the first sanity byte', sanityBytes(1), 'e934a84adb052768'],
    ['four sanity bytes', sanityBytes(4), '9136a0dca57457ee'],
    ['fourteen sanity bytes', sanityBytes(14), '8282dcc4994e35c8'],
    ['many sanity bytes', sanityBytes(222), 'b641ae8cb691c174'],
  ];
  for (const [what, bytes, hash] of known) {
    it(`is what others say it is: ${what}`, () => {
      for (const step of [1, 3, 8, 32, 33, 2 ** 20]) assert.equal(hashOf(bytes, step), hash);
    });
  }

  it('does not depend on how the bytes come', () => {
    for (const count of [31, 32, 65_535, 65_536, 65_537, 200_001]) {
      const bytes = sanityBytes(count);
      const whole = hashOf(bytes, count);
      for (const step of [7, 32, 4096, 65_536, 65_537]) assert.equal(hashOf(bytes, step), whole);
    }
  });
});
