import type { Address } from '../base/units';
import { DEFAULT_CONFIG, type HeapConfig } from './config';
import { clearLog, readLog } from './debugLog';
import { Heap } from './heap';
import { toAddress, toOffset } from './pointer';

/** What an allocation asks for: a size in bytes and an alignment, a power of two. */
export interface AllocLayout {
  readonly size: number;
  readonly align: number;
}

/**
 * The allocator by the names of the small Rust allocator that the engine is modelled on: addresses
 * instead of offsets, `null` for the null pointer.
 */
export class Allocator {
  readonly heap: Heap;

  /** @throws RangeError if `config` is out of range */
  constructor(config: Partial<HeapConfig> = {}) {
    this.heap = new Heap({ ...DEFAULT_CONFIG, layout: 'reference', ...config });
  }

  /** Makes the whole heap one free block, and says so in the debug log. Call it first. */
  init(): void {
    this.heap.init();
  }

  /** The address of `layout.size` bytes aligned to `layout.align`, or null if nothing fits. */
  alloc(layout: AllocLayout): Address | null {
    return toAddress(this.heap, this.heap.alloc(layout.size, layout.align));
  }

  /** `alloc`, with every byte zero. */
  allocZeroed(layout: AllocLayout): Address | null {
    return toAddress(this.heap, this.heap.calloc(layout.size, layout.align));
  }

  /** Moves a block; null leaves the old one as it is. `layout.align` holds for the new block too. */
  realloc(pointer: Address | null, layout: AllocLayout, newSize: number): Address | null {
    return toAddress(
      this.heap,
      this.heap.realloc(toOffset(this.heap, pointer), newSize, layout.align),
    );
  }

  /**
   * Gives a block back; null does nothing.
   * @returns false, with nothing changed, if `pointer` is no live block's user address
   */
  dealloc(pointer: Address | null): boolean {
    return this.heap.free(toOffset(this.heap, pointer));
  }

  /** The bytes of the debug log, oldest first: at most 4,096. */
  getDebugLogs(): Uint8Array {
    return readLog(this.heap.memory);
  }

  clearDebugLogs(): void {
    clearLog(this.heap.memory);
  }
}
