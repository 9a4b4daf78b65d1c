import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { NONE } from '../../src/engine/block';
import { checkHeap } from '../../src/engine/checker';
import { DEFAULT_CONFIG, type HeapConfig } from '../../src/engine/config';
import { Heap } from '../../src/engine/heap';
import { Counter } from '../../src/engine/counters';
import { createSharedMemory, memoryBytes } from '../../src/engine/memory';

/** A heap of its own, and one that must walk because its memory is shared. */
function pair(config: HeapConfig): [Heap, Heap] {
  const walking = new Heap(
    config,
    createSharedMemory(config, new SharedArrayBuffer(memoryBytes(config.size))),
  );
  const indexed = new Heap(config);
  walking.init();
  indexed.init();
  return [indexed, walking];
}

describe('a heap with a kernel', () => {
  const ALIGNMENTS = [1, 8, 8, 16, 16, 32, 64, 256, 4096, 2 ** 31];
  const run = fc.record({
    seed: fc.integer(),
    layout: fc.constantFrom('rounded', 'reference'),
    policy: fc.constantFrom('first-fit', 'next-fit', 'best-fit', 'worst-fit'),
    reallocInPlace: fc.boolean(),
    // The heap's bytes, and what is allocated first. The last has its free blocks far apart.
    extent: fc.constantFrom(
      { size: 96 * 1024 - 16, first: 40 },
      { size: 2 ** 18, first: 60 },
      { size: 257 * 2048, first: 300 },
      { size: 2 ** 24, first: 12_000 },
    ),
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
      assert.equal(heap.knownFreeBlocks, heap.counter(Counter.FreeBlocks));
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

  it('keeps the order of the sizes while the list is long', () => {
    const heap = new Heap({ ...DEFAULT_CONFIG, policy: 'best-fit', debugLog: false });
    heap.init();
    const blocks = Array.from({ length: 1200 }, (_, i) => heap.allocBlock(30 + (i % 20), 8, 0));
    for (let i = 0; i < blocks.length; i += 2) heap.freeBlock(blocks[i]);
    heap.allocBlock(20, 8, 0);
    const { sizes } = heap.memory;
    const { tree } = sizes;
    assert(tree !== undefined && heap.hasLongIndex);
    for (let i = 1; i < 300; i += 2) {
      heap.freeBlock(blocks[i]);
      heap.allocBlock(40, 16, 0);
      assert.equal(sizes.tree, tree);
    }
    heap.memoryChanged();
    for (let i = 301; i < 330; i += 2) {
      heap.allocBlock(20, 8, 0);
      heap.freeBlock(blocks[i]);
    }
    assert(heap.hasLongIndex && sizes.tree !== tree);
  });

  it('does what one that walks does, to the byte, visits counted', () => {
    const steps = { short: 0, long: 0 };
    const property = fc.property(run, ({ seed, extent, sizes, alignments, ...rest }) => {
      const { size: heapSize, first } = extent;
      const config = { ...DEFAULT_CONFIG, size: heapSize, debugLog: false, ...rest } as const;
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
        const user = indexed.alloc(1 + random(first), 8);
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
        const known = indexed.knownFreeBlocks;
        if (indexed.hasLongIndex) steps.long++;
        else if (known !== undefined && known <= 224) steps.short++;
        if (known !== undefined) assert.equal(known, indexed.counter(Counter.FreeBlocks));
        assert.equal(walking.knownFreeBlocks, undefined);
        if (random(20) === 0) {
          const offset = 8 * random(heapSize / 8);
          assert.equal(indexed.freeBefore(offset), walking.freeBefore(offset), `step ${step}`);
          const asked = [random(sizes), alignments[random(alignments.length)]] as const;
          assert.deepEqual({ ...indexed.plan(...asked) }, walking.plan(...asked), `step ${step}`);
        }
        // So that the list becomes short, and long again.
        if (random(400) === 0) freed = 20 + random(60);
        // As after a step back: what was known of the memory may no longer hold.
        if (random(500) === 0) indexed.memoryChanged();
      }
      assert.equal(Buffer.compare(indexed.memory.bytes, walking.memory.bytes), 0);
      assert.deepEqual(checkHeap(indexed), []);
    });
    fc.assert(property, { numRuns: 40 });
    assert(steps.short > 10_000 && steps.long > 30_000, JSON.stringify(steps));
  });
});
