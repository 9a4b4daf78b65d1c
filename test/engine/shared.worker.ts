import { isMainThread, parentPort, workerData } from 'node:worker_threads';
import type { Address } from '../../src/base/units';
import { logLine } from '../../src/engine/debugLog';
import { SharedAllocator } from '../../src/engine/sharedAllocator';
import { Tally } from './sharedTally';

/** What the test gives each worker. */
export interface Task {
  readonly heap: SharedArrayBuffer;
  readonly tally: SharedArrayBuffer;
  readonly worker: number;
  readonly seed: number;
  readonly operations: number;
}

/** A block this worker owns; every byte of it says whose it is. */
export interface Owned {
  readonly pointer: Address;
  readonly size: number;
  readonly align: number;
  readonly salt: number;
}

/** The pattern of a block: no two workers and hardly two blocks write the same. */
function patternByte(worker: number, salt: number, index: number): number {
  return (worker * 64 + ((salt * 7 + index * 13) % 61) + 1) & 255;
}

/** Random allocations, frees and moves; checks before each touch that nobody else wrote there. */
class Hammer {
  private readonly shared: SharedAllocator;
  private readonly bytes: Uint8Array;
  private readonly tally: Int32Array;
  private readonly owned: Owned[] = [];
  private salt = 0;
  private state: number;

  constructor(private readonly task: Task) {
    this.shared = SharedAllocator.attach(task.heap);
    this.bytes = this.shared.heap.memory.bytes;
    this.tally = new Int32Array(task.tally);
    this.state = task.seed + task.worker;
  }

  run(): Owned[] {
    for (let i = 0; i < this.task.operations; i++) {
      const kind = this.random(10);
      if (this.owned.length === 0 || (kind < 4 && this.owned.length < 40))
        this.allocate(kind % 2 === 0);
      else if (kind < 7) this.move(this.random(this.owned.length));
      else this.release(this.random(this.owned.length));
      this.count(Tally.Operations);
    }
    for (const block of this.owned) this.verify(block, block.size);
    return this.owned;
  }

  private allocate(zeroed: boolean): void {
    const layout = { size: this.random(200), align: 2 ** this.random(8) };
    const pointer = zeroed ? this.shared.allocZeroed(layout) : this.shared.alloc(layout);
    this.countLog(logLine.alloc(layout.size, layout.align));
    if (pointer === null) return this.count(Tally.Failures);
    if (pointer % layout.align !== 0) this.count(Tally.Misaligned);
    if (zeroed && this.range(pointer, layout.size).some((byte) => byte !== 0)) {
      this.count(Tally.NotZeroed);
    }
    this.own(pointer, layout.size, layout.align);
  }

  private move(index: number): void {
    const block = this.owned[index];
    this.verify(block, block.size);
    const size = this.random(300) + 1;
    const pointer = this.shared.realloc(block.pointer, block, size);
    this.countLog(logLine.alloc(size, block.align));
    if (pointer === null) return this.count(Tally.Failures);
    this.countLog(logLine.free(block.pointer));
    this.owned.splice(index, 1);
    this.verify({ ...block, pointer }, Math.min(size, block.size));
    this.own(pointer, size, block.align);
  }

  private release(index: number): void {
    const [block] = this.owned.splice(index, 1);
    this.verify(block, block.size);
    this.countLog(logLine.free(block.pointer));
    if (!this.shared.dealloc(block.pointer)) this.count(Tally.RefusedFrees);
  }

  private own(pointer: Address, size: number, align: number): void {
    const salt = this.salt++;
    const range = this.range(pointer, size);
    for (let i = 0; i < size; i++) range[i] = patternByte(this.task.worker, salt, i);
    this.owned.push({ pointer, size, align, salt });
  }

  private verify({ pointer, salt }: Owned, size: number): void {
    const range = this.range(pointer, size);
    const { worker } = this.task;
    if (!range.every((byte, i) => byte === patternByte(worker, salt, i)))
      this.count(Tally.Overwritten);
  }

  private range(pointer: Address, size: number): Uint8Array {
    const start = pointer - this.shared.heap.config.base;
    return this.bytes.subarray(start, start + size);
  }

  private count(which: Tally): void {
    Atomics.add(this.tally, which, 1);
  }

  private countLog(line: string): void {
    Atomics.add(this.tally, Tally.LoggedBytes, line.length);
  }

  /** A number below `limit`, of a linear congruential generator; the seed is the test's. */
  private random(limit: number): number {
    this.state = (Math.imul(this.state, 1664525) + 1013904223) >>> 0;
    return Math.floor((this.state / 2 ** 32) * limit);
  }
}

/** Counts how often this thread sleeps on a lock. */
function countWaits(tally: Int32Array): void {
  const wait = Atomics.wait;
  Atomics.wait = ((...call: Parameters<typeof wait>) => {
    Atomics.add(tally, Tally.Waits, 1);
    return wait(...call);
  }) as typeof wait;
}

if (!isMainThread && parentPort !== null) {
  const task = workerData as Task;
  const tally = new Int32Array(task.tally);
  Atomics.add(tally, Tally.Ready, 1);
  Atomics.wait(tally, Tally.Gate, 0);
  countWaits(tally);
  parentPort.postMessage(new Hammer(task).run());
}
