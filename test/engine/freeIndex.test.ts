import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { NONE } from '../../src/engine/block';
import { checkHeap } from '../../src/engine/checker';
import { DEFAULT_CONFIG, type HeapConfig } from '../../src/engine/config';
import { Bitmap } from '../../src/engine/freeIndex/bitmap';
import { MaxTree } from '../../src/engine/freeIndex/maxTree';
import { Rank } from '../../src/engine/freeIndex/rank';
import { Heap } from '../../src/engine/heap';
import { createMemory, memoryBytes } from '../../src/engine/memory';

const numbers = (bound: number) => fc.array(fc.nat(bound - 1), { maxLength: 200 });

describe('the parts of the free index', () => {
  it('a bitmap knows the neighbour before, at any size', () => {
    const bounds = fc.constantFrom(1, 31, 32, 33, 1024, 1025, 40_000);
    const property = fc.property(
      bounds.chain((bound) => fc.tuple(fc.constant(bound), numbers(bound))),
      ([bound, members]) => {
        const bitmap = new Bitmap(bound);
        const set = new Set<number>();
        for (const [index, member] of members.entries()) {
          if (index % 3 === 2) {
            bitmap.remove(member);
            set.delete(member);
          } else {
            bitmap.add(member);
            set.add(member);
          }
          const asked = members[(index * 7) % members.length];
          const expected = Math.max(-1, ...[...set].filter((each) => each < asked));
          assert.equal(bitmap.before(asked), expected);
        }
      },
    );
    fc.assert(property);
  });

  it('a rank is the sum of what lies before', () => {
    fc.assert(
      fc.property(numbers(300), (places) => {
        const rank = new Rank(300);
        const counts = Array.from({ length: 300 }, () => 0);
        for (const place of places) {
          rank.add(place, 1);
          counts[place]++;
        }
        for (const place of [0, 1, 150, 300, ...places]) {
          const expected = counts.slice(0, place).reduce((sum, count) => sum + count, 0);
          assert.equal(rank.before(place), expected);
        }
      }),
    );
  });

  it('a max-tree finds the first page that is large enough', () => {
    const changes = fc.array(fc.tuple(fc.nat(599), fc.nat(50)), { maxLength: 200 });
    fc.assert(
      fc.property(changes, fc.constantFrom(600, 8, 9, 64, 65), (pairs, pages) => {
        const tree = new MaxTree(pages);
        const values = Array.from({ length: pages }, () => 0);
        for (const [place, value] of pairs) {
          tree.set(place % pages, value);
          values[place % pages] = value;
          for (const wanted of [1, value, value + 1, 51]) {
            assert.equal(
              tree.first(wanted),
              values.findIndex((each) => each >= wanted),
            );
          }
        }
      }),
    );
  });
});

/** A heap that may use the index, and one that must walk because its memory is shared. */
function pair(config: HeapConfig): [Heap, Heap] {
  const walking = new Heap(
    config,
    createMemory(config, new SharedArrayBuffer(memoryBytes(config.size))),
  );
  const indexed = new Heap(config);
  walking.init();
  indexed.init();
  return [indexed, walking];
}

describe('a heap with the free index', () => {
  const ALIGNMENTS = [1, 8, 8, 16, 16, 32, 64, 256, 4096, 2 ** 31];
  const run = fc.record({
    seed: fc.integer(),
    layout: fc.constantFrom('rounded', 'reference'),
    sizes: fc.constantFrom(40, 600, 5000),
    alignments: fc.subarray(ALIGNMENTS, { minLength: 1 }),
    base: fc.constantFrom(0x10000000, 0xfffff000, 2 ** 44 + 8),
  });

  it('does what one that walks does, to the byte, visits counted', () => {
    let indexedSteps = 0;
    const property = fc.property(run, ({ seed, layout, sizes, alignments, base }) => {
      const config = { ...DEFAULT_CONFIG, size: 2 ** 18, debugLog: false, layout, base } as const;
      const [indexed, walking] = pair(config);
      const users: number[] = [];
      let state = seed | 1;
      const random = (below: number): number => {
        state ^= state << 13;
        state ^= state >>> 17;
        state ^= state << 5;
        return (state >>> 0) % below;
      };
      // 600 free blocks to begin with: far above what the index is made for.
      for (let i = 0; i < 1200; i++) {
        const user = indexed.alloc(1 + random(60), 8);
        assert.equal(user, walking.alloc(indexed.requestedSize(indexed.blockOfUser(user)), 8));
        users.push(user);
      }
      for (let i = 0; i < 600; i++) {
        const [user] = users.splice(i, 1);
        assert.equal(indexed.free(user), walking.free(user));
      }
      for (let step = 0; step < 3000; step++) {
        if (users.length > 0 && random(100) < 50) {
          const [user] = users.splice(random(users.length), 1);
          assert.equal(indexed.free(user), walking.free(user));
        } else {
          const size = random(sizes);
          const align = alignments[random(alignments.length)];
          const user = indexed.alloc(size, align, step);
          assert.equal(user, walking.alloc(size, align, step), `step ${step}`);
          if (user !== NONE) users.push(user);
        }
        assert.deepEqual(indexed.memory.counters, walking.memory.counters, `step ${step}`);
        if (indexed.freeIndex !== null) {
          indexedSteps++;
          assert.equal(indexed.freeIndex.count, indexed.memory.counters[4]);
        }
        assert.equal(walking.freeIndex, null);
        // As after a step back: what was known of the memory may no longer hold.
        if (random(500) === 0) indexed.memoryChanged();
      }
      assert.deepEqual(indexed.memory.bytes, new Uint8Array(walking.memory.bytes));
      assert.deepEqual(checkHeap(indexed), []);
    });
    fc.assert(property, { numRuns: 25 });
    assert(indexedSteps > 30_000, `only ${indexedSteps} steps used the index`);
  });
});
