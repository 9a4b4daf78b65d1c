import type { Address } from '../base/units';
import type { AllocLayout } from './allocator';
import { configError, DEFAULT_CONFIG, type HeapConfig } from './config';
import { clearLog, readLog } from './debugLog';
import { Heap } from './heap';
import { toAddress, toOffset } from './pointer';
import { attachMemory, createSharedMemory, memoryBytes } from './memory';
import { withLock } from './lock';

/**
 * One heap that several workers use at once: all its state, the debug log included, lies in a
 * SharedArrayBuffer, and every operation holds the lock in it. The four operations are those of
 * Rust's `GlobalAlloc`.
 *
 *   main:    const shared = SharedAllocator.create(); worker.postMessage(shared.buffer)
 *   worker:  const shared = SharedAllocator.attach(buffer)
 */
export class SharedAllocator {
  private constructor(readonly heap: Heap) {}

  /**
   * Makes and initializes a heap.
   * @throws RangeError if `config` is out of range
   */
  static create(config: Partial<HeapConfig> = {}): SharedAllocator {
    const full: HeapConfig = { ...DEFAULT_CONFIG, layout: 'reference', ...config };
    const error = configError(full);
    if (error !== undefined) throw new RangeError(error);
    const memory = createSharedMemory(full, new SharedArrayBuffer(memoryBytes(full.size)));
    const heap = new Heap(full, memory);
    heap.init();
    return new SharedAllocator(heap);
  }

  /** Uses the heap that another worker made. `buffer` must come from `create`. */
  static attach(buffer: SharedArrayBuffer): SharedAllocator {
    const { memory, config } = attachMemory(buffer);
    return new SharedAllocator(new Heap(config, memory));
  }

  get buffer(): SharedArrayBuffer {
    return this.heap.memory.buffer as SharedArrayBuffer;
  }

  alloc(layout: AllocLayout): Address | null {
    return this.locked(() => toAddress(this.heap, this.heap.alloc(layout.size, layout.align)));
  }

  allocZeroed(layout: AllocLayout): Address | null {
    return this.locked(() => toAddress(this.heap, this.heap.calloc(layout.size, layout.align)));
  }

  /** Moves a block; null leaves the old one as it is. */
  realloc(pointer: Address, layout: AllocLayout, newSize: number): Address | null {
    return this.locked(() =>
      toAddress(this.heap, this.heap.realloc(toOffset(this.heap, pointer), newSize, layout.align)),
    );
  }

  /** @returns false, with nothing changed, if `pointer` is no live block's user address */
  dealloc(pointer: Address): boolean {
    return this.locked(() => this.heap.free(toOffset(this.heap, pointer)));
  }

  getDebugLogs(): Uint8Array {
    return this.locked(() => readLog(this.heap.memory));
  }

  clearDebugLogs(): void {
    this.locked(() => clearLog(this.heap.memory));
  }

  private locked<T>(action: () => T): T {
    return withLock(this.heap.memory.counters, action);
  }
}
