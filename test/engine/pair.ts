import assert from 'node:assert/strict';
import { checkHeap } from '../../src/engine/checker';
import type { HeapConfig } from '../../src/engine/config';
import { NONE } from '../../src/engine/block';
import { Heap } from '../../src/engine/heap';
import { Counter, Quantity } from '../../src/engine/counters';
import { measure } from '../../src/engine/metrics';
import { NaiveHeap, sum } from '../support/naiveHeap';
import { resolve, type Operation } from './operations';

/** What an operation came to: a user offset or NONE, for `free` whether it was a live block. */
export type Result = number | boolean;

/** The engine and the naive model side by side, doing the same. */
export class Pair {
  readonly heap: Heap;
  readonly naive: NaiveHeap;
  /** What the program wrote into each live block, by user offset. */
  readonly contents = new Map<number, Uint8Array>();
  readonly stale: number[] = [];
  private writes = 0;

  constructor(readonly config: HeapConfig) {
    this.heap = new Heap(config);
    this.heap.init();
    this.naive = new NaiveHeap(config);
  }

  /** The user offset that an operation acts on, as things stand. */
  pointerOf(operation: Operation): number {
    if (!('pointer' in operation)) return NONE;
    return resolve(operation.pointer, [...this.contents.keys()], this.stale);
  }

  /** Carries an operation out on the engine alone. */
  runHeap(operation: Operation, pointer: number): Result {
    const { heap } = this;
    switch (operation.kind) {
      case 'alloc':
        return heap.alloc(operation.size, operation.align, operation.tag);
      case 'calloc':
        return heap.calloc(operation.size, operation.align, operation.tag);
      case 'realloc':
        return heap.realloc(pointer, operation.size, operation.align, operation.tag);
      case 'free':
        return heap.free(pointer);
    }
  }

  runNaive(operation: Operation, pointer: number): Result {
    const { naive } = this;
    switch (operation.kind) {
      case 'alloc':
      case 'calloc':
        return naive.alloc(operation.size, operation.align, operation.tag) ?? NONE;
      case 'realloc': {
        const old = pointer === NONE ? null : pointer;
        return naive.realloc(old, operation.size, operation.align, operation.tag) ?? NONE;
      }
      case 'free':
        return pointer === NONE || naive.free(pointer);
    }
  }

  /** Carries an operation out on both and demands that nothing tells them apart. */
  step(operation: Operation, pointer = this.pointerOf(operation)): Result {
    const before = Buffer.from(this.heap.memory.bytes);
    const result = this.runHeap(operation, pointer);
    assert.equal(result, this.runNaive(operation, pointer), 'result');
    this.compare();
    if (operation.kind === 'free') {
      if (result === false) assert(before.equals(this.heap.memory.bytes), 'a refused free wrote');
      else if (pointer !== NONE) this.end(pointer);
    } else {
      const freed = operation.kind === 'realloc' && operation.size === 0;
      if (result === NONE && !(freed && this.contents.has(pointer))) {
        assert(before.equals(this.heap.memory.bytes), 'a failed operation wrote');
      }
      this.checkContents(operation, pointer, result as number);
    }
    this.compareContents();
    return result;
  }

  /** What calloc and realloc promise about the bytes; then the program writes its own. */
  private checkContents(operation: Operation, pointer: number, user: number): void {
    if (operation.kind === 'free') return;
    const { bytes } = this.heap.memory;
    const { size } = operation;
    if (user >= 0 && operation.kind === 'calloc') {
      assert(
        bytes.subarray(user, user + size).every((byte) => byte === 0),
        'calloc left bytes',
      );
    }
    if (operation.kind === 'realloc' && this.contents.has(pointer)) {
      if (user >= 0) {
        const old = this.contents.get(pointer)!.subarray(0, size);
        const kept = bytes.subarray(user, user + old.length);
        assert.deepEqual(kept, old, 'realloc did not keep the bytes');
      }
      if (user >= 0 || size === 0) this.end(pointer);
    }
    if (user < 0) return;
    const written = new Uint8Array(size).map((_, i) => (++this.writes * 37 + i * 11) | 1);
    bytes.set(written, user);
    this.contents.set(user, written);
  }

  private end(user: number): void {
    this.contents.delete(user);
    this.stale.push(user);
  }

  private compareContents(): void {
    const { bytes } = this.heap.memory;
    for (const [user, written] of this.contents) {
      const found = bytes.subarray(user, user + written.length);
      if (Buffer.compare(found, written) !== 0) assert.deepEqual(found, written, `user ${user}`);
    }
  }

  compare(): void {
    const { heap, naive } = this;
    assert.deepEqual(checkHeap(heap), []);
    assert.deepEqual(blocksOf(heap), naive.blocks);
    assert.deepEqual(
      freeListOf(heap),
      naive.freeBlocks().map((block) => block.start),
      'free list',
    );
    if (this.config.policy === 'next-fit') {
      assert.equal(heap.rover, naive.rover?.start ?? NONE, 'roving pointer');
    }
    this.compareImage();
    assert.deepEqual(metricsOf(heap), expectedMetrics(naive));
    this.compareCounters();
    this.compareLiveTable();
  }

  /** The words of the image, all 64 bits of them, which the engine never reads in full. */
  private compareImage(): void {
    const { bytes } = this.heap.memory;
    const image = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const read = (offset: number) => Number(image.getBigUint64(offset, true));
    const { base } = this.config;
    const free = this.naive.freeBlocks();
    for (const { start, size, live } of this.naive.blocks) {
      assert.equal(read(start), size, `size word of ${start}`);
      if (live) assert.equal(read(live.user - 8), base + start, `back pointer of ${start}`);
    }
    for (const [index, { start }] of free.entries()) {
      const next = free.at(index + 1);
      assert.equal(read(start + 8), next ? base + next.start : 0, `next word of ${start}`);
    }
  }

  /** `isLive` must hold for headers and for nothing else: `free` asks it about stale pointers. */
  private compareLiveTable(): void {
    const live = new Set(this.naive.liveBlocks().map((block) => block.start));
    for (let offset = 0; offset < this.config.size; offset += 8) {
      assert.equal(this.heap.isLive(offset), live.has(offset), `isLive(${offset})`);
    }
  }

  private compareCounters(): void {
    const { heap, naive } = this;
    assert.equal(heap.counter(Counter.Searches), naive.history.searches);
    assert.equal(heap.quantity(Quantity.VisitedTotal), naive.history.visitedTotal);
    const { touchedEnd } = heap;
    const untouched = heap.memory.bytes.subarray(touchedEnd);
    assert(
      untouched.every((byte) => byte === 0),
      `byte written past ${touchedEnd}`,
    );
  }
}

/** Every block of a heap in the form of the naive model. */
export function blocksOf(heap: Heap): NaiveHeap['blocks'] {
  const blocks: NaiveHeap['blocks'] = [];
  for (let start = 0; start < heap.config.size; start = heap.blockAfter(start)) {
    const live = heap.isLive(start)
      ? { user: heap.userOffset(start), requested: heap.requestedSize(start), tag: heap.tag(start) }
      : null;
    blocks.push({ start, size: heap.blockSize(start), live });
  }
  return blocks;
}

export function freeListOf(heap: Heap): number[] {
  const list: number[] = [];
  for (let block = heap.head; block !== NONE; block = heap.nextFree(block)) list.push(block);
  return list;
}

/** The ratios to nine digits: the order of a sum may differ. */
function metricsOf(heap: Heap): Record<string, number> {
  return Object.fromEntries(
    Object.entries(measure(heap)).map(([name, value]) => [name, rounded(value as number)]),
  );
}

function expectedMetrics(naive: NaiveHeap): Record<string, number> {
  const { history } = naive;
  const live = naive.liveBlocks();
  const free = naive.freeBlocks().map((block) => block.size);
  const freeBytes = sum(free);
  const allocatedBytes = sum(live.map((block) => 16 + block.size));
  const overheadBytes = allocatedBytes - naive.liveBytes();
  const largestFree = Math.max(0, ...free);
  const root = Math.sqrt(sum(free.map((size) => size ** 2)));
  return {
    liveBlocks: live.length,
    liveBytes: naive.liveBytes(),
    allocatedBytes,
    overheadBytes,
    lostBytes: history.lostBytes,
    freeBytes,
    freeBlocks: free.length,
    largestFree,
    externalFragmentation: free.length === 0 ? 0 : rounded(1 - largestFree / freeBytes),
    holeScore: free.length === 0 ? 0 : rounded(100 - (100 * root) / freeBytes),
    internalFragmentation: live.length === 0 ? 0 : rounded(overheadBytes / allocatedBytes),
    peakLiveBytes: history.peakLiveBytes,
    highWater: history.highWater,
    utilization: history.highWater === 0 ? 0 : rounded(history.peakLiveBytes / history.highWater),
    visitedLast: history.visitedLast,
    visitedMean: history.searches === 0 ? 0 : rounded(history.visitedTotal / history.searches),
    visitedMax: history.visitedMax,
    splits: history.splits,
    coalesces: history.coalesces,
    failures: history.failures,
  };
}

function rounded(value: number): number {
  return Math.round(value * 1e9) / 1e9;
}
