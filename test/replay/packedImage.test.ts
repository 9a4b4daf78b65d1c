import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { DEFAULT_CONFIG } from '../../src/engine/config';
import { Heap } from '../../src/engine/heap';
import { packImage } from '../../src/replay/packedImage';
import { atOnce } from '../support/atOnce';

const BASES = [0x10000000, 8, 2 ** 31 - 256, 2 ** 32 - 4096, 2 ** 32, 2 ** 44 + 8];

/** Words as an allocator leaves them, and as nobody would. */
function word(base: number): fc.Arbitrary<number> {
  const low = base | 0;
  return fc.oneof(
    { weight: 6, arbitrary: fc.constant(0) },
    { weight: 3, arbitrary: fc.integer({ min: 1, max: 70_000 }) },
    { weight: 3, arbitrary: fc.nat(2 ** 17).map((unit) => (low + unit * 8) | 0) },
    fc.constantFrom(-1, 1, low, low - 8, Math.floor(base / 2 ** 32), 65_535, 65_536),
    fc.integer(),
  );
}

describe('a packed image', () => {
  const cases = fc
    .constantFrom(...BASES)
    .chain((base) =>
      fc.tuple(fc.constant(base), fc.array(word(base), { maxLength: 200 }), fc.nat(30)),
    );

  it('gives back every byte, whatever the image holds and held since', () => {
    // So large that it is packed in three parts.
    const size = 5 * 2 ** 19;
    const ends = fc.array(
      fc.nat(size / 128).map((end) => end * 16),
      { maxLength: 4 },
    );
    const property = fc.property(
      cases,
      fc.boolean(),
      ends,
      ([base, words, at], isLarger, parts) => {
        const heap = new Heap({ ...DEFAULT_CONFIG, base, size, debugLog: false });
        heap.init();
        // So that all of the heap counts as written.
        assert(heap.alloc(size - 100, 8) > 0);
        heap.memory.words.set(words, at * 20_000);
        const before = heap.memory.words.slice();
        const image = atOnce(packImage(heap));
        heap.memory.words.fill(isLarger ? 0x1234 : 0, at, at * 18_000);
        heap.memory.words.fill(-1, at * 20_000, at * 20_000 + 50);
        const restoring = image.restoring(heap, heap.touchedEnd);
        for (const end of parts.toSorted((a, b) => a - b)) restoring.go(end);
        restoring.go(Infinity);
        assert.deepEqual(heap.memory.words, before);
      },
    );
    fc.assert(property, { numRuns: 40 });
  });

  it('takes a small part of the room that the image takes', () => {
    const heap = new Heap({ ...DEFAULT_CONFIG, debugLog: false });
    heap.init();
    const users = Array.from({ length: 9000 }, (_, i) => heap.alloc(40 + (i % 7) * 8, 16));
    for (let i = 0; i < users.length; i += 2) heap.free(users[i]);
    const { byteLength } = atOnce(packImage(heap));
    assert(byteLength < heap.touchedEnd / 4, `${byteLength} of ${heap.touchedEnd}`);
  });
});
