import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { NONE } from '../../src/engine/block';
import { checkHeap } from '../../src/engine/checker';
import { DEFAULT_CONFIG, type HeapConfig } from '../../src/engine/config';
import { Bitmap } from '../../src/engine/freeIndex/bitmap';
import { Leaves } from '../../src/engine/freeIndex/leaves';
import { CountTree, MaxTree, TreeShape } from '../../src/engine/freeIndex/pageTree';
import { ShortList } from '../../src/engine/freeIndex/shortList';
import { SizeTree } from '../../src/engine/freeIndex/sizeTree';
import { Heap } from '../../src/engine/heap';
import { Counter, createMemory, memoryBytes } from '../../src/engine/memory';

const numbers = (bound: number) => fc.array(fc.nat(bound - 1), { maxLength: 200 });

describe('the parts of the free index', () => {
  it('a bitmap knows the neighbours, at any size', () => {
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
          const above = [...set].filter((each) => each > asked);
          assert.equal(bitmap.after(asked), above.length === 0 ? -1 : Math.min(...above));
        }
      },
    );
    fc.assert(property);
  });

  it('a count tree knows how many lie before', () => {
    fc.assert(
      fc.property(numbers(300), (pages) => {
        const tree = new CountTree(new TreeShape(300));
        const counts = Array.from({ length: 300 }, () => 0);
        for (const [index, page] of pages.entries()) {
          const from = counts.findLastIndex((count) => count > 0);
          if (index % 3 === 2 && from >= 0) {
            tree.move(from, page);
            counts[from]--;
          } else tree.add(page, 1);
          counts[page]++;
        }
        for (const page of [0, 1, 150, 299, ...pages]) {
          const expected = counts.slice(0, page).reduce((sum, count) => sum + count, 0);
          assert.equal(tree.before(page), expected);
        }
      }),
    );
  });

  it('a max-tree finds the first page from any on that is large enough', () => {
    const changes = fc.array(fc.tuple(fc.nat(599), fc.nat(50)), { maxLength: 200 });
    fc.assert(
      fc.property(changes, fc.constantFrom(600, 1, 15, 16, 17, 256, 257), (pairs, pages) => {
        const tree = new MaxTree(new TreeShape(pages));
        const values = Array.from({ length: pages }, () => 0);
        for (const [place, value] of pairs) {
          const page = place % pages;
          if (value % 2 === 0) {
            tree.raise(page, value);
            values[page] = Math.max(values[page], value);
          } else {
            tree.set(page, value);
            values[page] = value;
          }
          for (const wanted of [1, value + 1, 51]) {
            for (const from of [0, page, (place * 7) % (pages + 1)]) {
              const expected = values.findIndex((each, i) => i >= from && each >= wanted);
              assert.equal(tree.firstFrom(from, wanted), expected, `${wanted} from ${from}`);
            }
          }
        }
      }),
    );
  });

  it('leaves keep the entries of each page, however many come and go', () => {
    const changes = fc.array(fc.tuple(fc.nat(3), fc.nat(255), fc.nat(9)), { maxLength: 600 });
    fc.assert(
      fc.property(changes, fc.integer({ min: 1, max: 8 }), (list, lean) => {
        const leaves = new Leaves(4);
        const expected: [number, number][][] = [[], [], [], []];
        for (const [page, at, kind] of list) {
          const own = expected[page];
          const index = at % (own.length + 1);
          if (kind > lean && index < own.length) {
            leaves.remove(page, own.length, leaves.starts[page] + 2 * index);
            own.splice(index, 1);
          } else if (own.length < 128) {
            leaves.insert(page, own.length, index, at, kind);
            own.splice(index, 0, [at, kind]);
          }
          for (const [other, { length }] of expected.entries()) {
            const start = leaves.starts[other];
            assert.deepEqual(
              [...leaves.entries.subarray(start, start + 2 * length)],
              expected[other].flat(),
            );
          }
        }
      }),
    );
  });

  it('a short list keeps its blocks in order', () => {
    const offsets = fc.uniqueArray(fc.nat(2000), { maxLength: 200 });
    fc.assert(
      fc.property(offsets, numbers(2000), (blocks, asked) => {
        const list = new ShortList();
        const expected: number[] = [];
        for (const [index, block] of blocks.entries()) {
          list.insert(list.placeOf(block), block, block + 1);
          expected.push(block);
          expected.sort((a, b) => a - b);
          const question = asked[index % (asked.length + 1)] ?? block;
          const before = expected.filter((each) => each < question);
          assert.equal(list.placeOf(question), 2 * before.length);
          if (index % 4 === 3) {
            const [gone] = expected.splice((index * 7) % expected.length, 1);
            list.remove(list.placeOf(gone));
          }
          assert.equal(list.count, expected.length);
          assert.deepEqual(
            [...list.entries.subarray(0, list.end)],
            expected.flatMap((each) => [each, each + 1]),
          );
        }
      }),
    );
  });

  it('a size tree finds the extreme block that fits, at any alignment', () => {
    const heap = new Heap({ ...DEFAULT_CONFIG, debugLog: false });
    const entries = fc.uniqueArray(fc.tuple(fc.nat(3000), fc.integer({ min: 1, max: 40 })), {
      maxLength: 300,
      selector: ([unit]) => unit,
    });
    const order = fc.constantFrom('smallest', 'largest');
    const align = fc.constantFrom(1, 8, 16, 64, 4096);
    fc.assert(
      fc.property(entries, order, fc.array(align, { minLength: 1 }), (pairs, first, alignments) => {
        const tree = new SizeTree(heap, first);
        const there: { block: number; size: number }[] = [];
        for (const [index, [unit, units]] of pairs.entries()) {
          const added = { block: unit * 8, size: units * 8 };
          tree.add(added.block, added.size);
          there.push(added);
          if (index % 3 === 2) {
            const [gone] = there.splice((index * 5) % there.length, 1);
            tree.remove(gone.block, gone.size);
          }
          const asked = alignments[index % alignments.length];
          const needed = 8 * (1 + ((index * 11) % 45));
          const sign = first === 'smallest' ? 1 : -1;
          const [best] = there
            .filter(({ block, size }) => size - heap.padding(block, asked) >= needed)
            .toSorted((a, b) => sign * (a.size - b.size) || a.block - b.block);
          assert.equal(tree.firstFit(needed, asked), best?.block ?? NONE);
        }
      }),
      { numRuns: 200 },
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
    policy: fc.constantFrom('first-fit', 'next-fit', 'best-fit', 'worst-fit'),
    reallocInPlace: fc.boolean(),
    sizes: fc.constantFrom(40, 600, 5000),
    alignments: fc.subarray(ALIGNMENTS, { minLength: 1 }),
    base: fc.constantFrom(0x10000000, 0xfffff000, 2 ** 44 + 8),
  });

  it('learns many free blocks a part at a time, anew where the memory changes meanwhile', () => {
    const [heap, walking] = pair({ ...DEFAULT_CONFIG, debugLog: false });
    const blocks = Array.from({ length: 2000 }, () => heap.allocBlock(20, 8, 0));
    for (let i = 0; i < 2000; i++) walking.allocBlock(20, 8, 0);
    const free = (block: number) => {
      heap.freeBlock(block);
      walking.freeBlock(block);
    };
    for (let i = 0; i < 2000; i += 2) free(blocks[i]);
    const partsToLearn = () => {
      let parts = 1;
      while (!heap.learnFreeBlocks(100)) parts++;
      assert.equal(heap.freeIndex.count, heap.counter(Counter.FreeBlocks));
      return parts;
    };
    const changes = [
      () => free(blocks[1]),
      // From the beginning of the list, which is learned already.
      () => assert.equal(heap.alloc(20, 8), walking.alloc(20, 8)),
      () => heap.memoryChanged(),
    ];
    for (const [i, change] of changes.entries()) {
      heap.memoryChanged();
      assert(partsToLearn() >= 10);
      assert.equal(partsToLearn(), 1, 'it is known');
      heap.memoryChanged();
      for (let part = 0; part < 5; part++) assert.equal(heap.learnFreeBlocks(100), false);
      change();
      partsToLearn();
      free(blocks[3 + 2 * i]);
      assert.deepEqual(heap.memory.bytes, new Uint8Array(walking.memory.bytes));
    }
    const before = heap.memory.cells.slice();
    free(blocks[101]);
    heap.memoryChanged();
    for (let part = 0; part < 5; part++) heap.learnFreeBlocks(100);
    heap.memory.cells.set(before);
    heap.freeBlockTakenBack(blocks[100], 0, true);
    partsToLearn();
    assert.deepEqual(checkHeap(heap), []);
  });

  it('does what one that walks does, to the byte, visits counted', () => {
    const steps = { short: 0, long: 0 };
    const property = fc.property(run, ({ seed, sizes, alignments, ...rest }) => {
      const config = { ...DEFAULT_CONFIG, size: 2 ** 18, debugLog: false, ...rest } as const;
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
      let freed = 50;
      for (let step = 0; step < 3000; step++) {
        if (users.length > 0 && random(100) < 5) {
          const [user] = users.splice(random(users.length), 1);
          const size = 1 + random(sizes);
          const moved = indexed.realloc(user, size, 16, step);
          assert.equal(moved, walking.realloc(user, size, 16, step), `step ${step}`);
          users.push(moved === NONE ? user : moved);
        } else if (users.length > 0 && random(100) < freed) {
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
        if (indexed.freeIndex.short !== null) steps.short++;
        if (indexed.freeIndex.long !== null) steps.long++;
        if (indexed.freeIndex.isKnown) {
          assert.equal(indexed.freeIndex.count, indexed.counter(Counter.FreeBlocks));
        }
        assert.equal(walking.freeIndex.isKnown, false);
        // So that the list becomes short, and long again.
        if (random(400) === 0) freed = 20 + random(60);
        // As after a step back: what was known of the memory may no longer hold.
        if (random(500) === 0) indexed.memoryChanged();
      }
      assert.deepEqual(indexed.memory.bytes, new Uint8Array(walking.memory.bytes));
      assert.deepEqual(checkHeap(indexed), []);
    });
    fc.assert(property, { numRuns: 40 });
    assert(steps.short > 10_000 && steps.long > 30_000, JSON.stringify(steps));
  });
});
