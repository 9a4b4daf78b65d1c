import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import { Worker } from 'node:worker_threads';
import type { BlockLayout, HeapConfig } from '../../src/engine/config';
import { checkHeap } from '../../src/engine/checker';
import { logLine } from '../../src/engine/debugLog';
import { withLock } from '../../src/engine/lock';
import { Counter, Quantity } from '../../src/engine/counters';
import { LOG_CAPACITY } from '../../src/engine/memory';
import { SharedAllocator } from '../../src/engine/sharedAllocator';
import { sum } from '../support/naiveHeap';
import { blocksOf } from './pair';
import type { Owned, Task } from './shared.worker';
import { Tally } from './sharedTally';

const WORKERS = 4;
const OPERATIONS = 12_000;
const LOCK_CONTENDED = 2;

const threads: Worker[] = [];

/** Lets workers loose on a heap, all at once, and returns the blocks that each still owns. */
async function hammer(
  shared: SharedAllocator,
  tally: Int32Array,
  seed: number,
): Promise<Owned[][]> {
  const results = Array.from({ length: WORKERS }, (_, worker) => {
    const task: Task = {
      heap: shared.buffer,
      tally: tally.buffer as SharedArrayBuffer,
      worker,
      seed,
      operations: OPERATIONS,
    };
    const thread = new Worker(new URL('shared.worker.mjs', import.meta.url), { workerData: task });
    threads.push(thread);
    return new Promise<Owned[]>((done, fail) => {
      thread.once('message', done);
      thread.once('error', fail);
    });
  });
  while (Atomics.load(tally, Tally.Ready) < WORKERS) await new Promise(setImmediate);
  holdUntilContended(shared, tally);
  return Promise.all(results);
}

/** Opens the gate while holding the lock, and lets go when every worker is about to sleep on it. */
function holdUntilContended(shared: SharedAllocator, tally: Int32Array): void {
  const { counters } = shared.heap.memory;
  withLock(counters, () => {
    Atomics.store(tally, Tally.Gate, 1);
    Atomics.notify(tally, Tally.Gate);
    const done = () => Atomics.load(tally, Tally.Operations);
    while (Atomics.load(tally, Tally.Waits) < WORKERS && done() === 0) {
      Atomics.wait(tally, Tally.Gate, 1, 1);
    }
    assert.equal(done(), 0, 'an operation went past a lock that another thread holds');
    assert.equal(Atomics.load(counters, Counter.Lock), LOCK_CONTENDED);
  });
}

function checkLog(shared: SharedAllocator, written: number): void {
  assert.equal(shared.heap.quantity(Quantity.LogWritten), written);
  const log = Buffer.from(shared.getDebugLogs()).toString('latin1');
  assert.equal(log.length, LOG_CAPACITY);
  // Of the oldest line only the end may be left.
  for (const line of log.slice(log.indexOf('\n') + 1).split(/(?<=\n)/)) {
    assert.match(
      line,
      /^(Allocating \d+ bytes with alignment \d+|Deallocating pointer 0x[\da-f]+)\n$/,
    );
  }
}

describe('SharedAllocator', () => {
  // A worker that a broken heap sends round in circles must not outlive its test.
  afterEach(() => Promise.all(threads.splice(0).map((thread) => thread.terminate())));

  for (const layout of ['rounded', 'reference'] as const satisfies BlockLayout[]) {
    it(`serves ${WORKERS} workers at once (${layout})`, async () => {
      const seed = randomInt(2 ** 31);
      const where = `seed ${seed}`;
      const shared = SharedAllocator.create({ size: 24_000, layout });
      const { heap } = shared;
      const tally = new Int32Array(new SharedArrayBuffer(Tally.Cells * 4));
      const owned = (await hammer(shared, tally, seed)).flat();

      assert.equal(tally[Tally.Operations], WORKERS * OPERATIONS, where);
      assert.equal(tally[Tally.Overwritten], 0, where);
      assert.equal(tally[Tally.NotZeroed], 0, where);
      assert.equal(tally[Tally.Misaligned], 0, where);
      assert.equal(tally[Tally.RefusedFrees], 0, where);
      assert(tally[Tally.Waits] >= WORKERS, where);
      assert.deepEqual(checkHeap(heap), [], where);
      assert.equal(heap.counter(Counter.LiveBlocks), owned.length, where);
      assert.equal(heap.counter(Counter.LiveBytes), sum(owned.map((block) => block.size)), where);
      assert.equal(heap.counter(Counter.Failures), tally[Tally.Failures], where);
      assert(tally[Tally.Failures] > 0, `${where}: the heap never ran out`);
      checkLog(shared, logLine.init(24_000).length + tally[Tally.LoggedBytes]);

      // Another thread than the one that allocated gives everything back.
      for (const { pointer } of owned) assert(shared.dealloc(pointer), where);
      assert.deepEqual(checkHeap(heap), [], where);
      assert.equal(heap.counter(Counter.LiveBytes), 0);
      if (layout === 'rounded') {
        assert.deepEqual(blocksOf(heap), [{ start: 0, size: 24_000 - 16, live: null }], where);
      }
    });
  }

  it('finds the configuration in the buffer', () => {
    const config: HeapConfig = {
      size: 4099,
      base: 2 ** 40 + 8,
      layout: 'rounded',
      policy: 'best-fit',
      reallocInPlace: true,
      debugLog: false,
    };
    const created = SharedAllocator.create(config);
    const attached = SharedAllocator.attach(created.buffer);
    assert.deepEqual(attached.heap.config, config);
    const pointer = created.alloc({ size: 100, align: 64 });
    assert(pointer !== null);
    assert.equal(attached.realloc(pointer, { size: 100, align: 64 }, 300), pointer);
    assert.equal(attached.dealloc(pointer), true);
    assert.equal(created.dealloc(pointer), false);
    assert.deepEqual(checkHeap(created.heap), []);
  });

  it('shares the debug log', () => {
    const created = SharedAllocator.create();
    const attached = SharedAllocator.attach(created.buffer);
    attached.allocZeroed({ size: 8, align: 8 });
    assert.equal(
      Buffer.from(created.getDebugLogs()).toString('latin1'),
      'Initializing allocator with 1048576 bytes\nAllocating 8 bytes with alignment 8\n',
    );
    created.clearDebugLogs();
    assert.equal(attached.getDebugLogs().length, 0);
  });

  it('refuses a heap that cannot be', () => {
    assert.throws(() => SharedAllocator.create({ size: 8 }), RangeError);
  });
});
