import { MAX_HEAP_SIZE } from '../base/limits';
import { alignUp } from '../base/math';
import { BACK_POINTER_SIZE, HEADER_SIZE, NONE } from './block';
import { tailLimitOf, type HeapConfig } from './config';
import { Counter, type Quantity } from './counters';
import type { Memory } from './memory';

/** Largest alignment whose padding can be computed in int32 arithmetic. */
const MAX_FAST_ALIGN = 2 ** 30;

/** What can be asked of a heap, from its memory and its configuration alone. */
export class HeapReader {
  protected readonly words: Int32Array;
  protected readonly live: Int32Array;
  protected readonly counters: Int32Array;
  protected readonly quantities: Float64Array;
  protected readonly baseLow: number;
  protected readonly baseHigh: number;
  /** From this offset on an address has a high word that is one more. */
  protected readonly carryFrom: number;
  /** The most bytes that can lie behind what was asked for and belong to the block. */
  private readonly tailLimit: 0 | 7;
  protected readonly isLogged: boolean;

  constructor(
    readonly config: HeapConfig,
    readonly memory: Memory,
  ) {
    this.words = memory.words;
    this.live = memory.live;
    this.counters = memory.counters;
    this.quantities = memory.quantities;
    this.baseLow = (config.base % 2 ** 32) | 0;
    this.baseHigh = Math.floor(config.base / 2 ** 32) | 0;
    this.carryFrom = Math.min(2 ** 32 - (config.base % 2 ** 32), 2 ** 31 - 1) | 0;
    this.tailLimit = tailLimitOf(config);
    this.isLogged = config.debugLog;
  }

  /** The first free block, or NONE. */
  get head(): number {
    return this.counters[Counter.Head];
  }

  /** Where the next search of next fit starts, or NONE for the head. */
  get rover(): number {
    return this.counters[Counter.Rover];
  }

  counter(which: Counter): number {
    return this.counters[which];
  }

  quantity(which: Quantity): number {
    return this.quantities[which];
  }

  /** What the live blocks take, headers included. */
  get allocatedBytes(): number {
    const free = this.counters[Counter.FreeBytes] + HEADER_SIZE * this.counters[Counter.FreeBlocks];
    return this.config.size - free - this.counters[Counter.LostBytes];
  }

  /** No byte of the image at or past this offset was ever written. */
  get touchedEnd(): number {
    const highest = alignUp(this.counters[Counter.HighWater], 8) + HEADER_SIZE;
    return Math.min(highest, this.config.size);
  }

  /** Bytes of a block after its header. */
  blockSize(block: number): number {
    return this.words[block >> 2];
  }

  /** The free block that a free block's next word names, or NONE. */
  nextFree(block: number): number {
    const index = (block >> 2) + 2;
    const low = this.words[index];
    if (low === 0 && this.words[index + 1] === 0) return NONE;
    return (low - this.baseLow) | 0;
  }

  /** The block that follows in the heap, or the heap's end. Lost bytes between are stepped over. */
  blockAfter(block: number): number {
    const next = alignUp(block + HEADER_SIZE + this.blockSize(block), 8);
    return Math.min(next, this.config.size);
  }

  /** Whether a live block's header is at this multiple of 8: any, so that stale pointers can ask. */
  isLive(block: number): boolean {
    return this.live[block >> 3] < 0;
  }

  /** The size that was asked for, of a live block. */
  requestedSize(block: number): number {
    return ~this.live[block >> 3];
  }

  /** Where a live block's user data starts. */
  userOffset(block: number): number {
    return this.live[(block >> 3) + 1];
  }

  /** What the caller attached to a live block when it was allocated. */
  tag(block: number): number {
    return this.live[(block >> 3) + 2];
  }

  /** The live block whose user data starts at `user`, or NONE. Reads the back pointer. */
  blockOfUser(user: number): number {
    if (user !== (user | 0) || user < HEADER_SIZE + BACK_POINTER_SIZE) return NONE;
    if ((user & 7) !== 0 || user > this.config.size) return NONE;
    const block = (this.words[(user - BACK_POINTER_SIZE) >> 2] - this.baseLow) | 0;
    if (block < 0 || block >= user || (block & 7) !== 0) return NONE;
    return this.isLive(block) && this.userOffset(block) === user ? block : NONE;
  }

  /** Bytes between the raw user address of a block and the next one aligned to `align`. */
  padding(block: number, align: number): number {
    const raw = block + HEADER_SIZE + BACK_POINTER_SIZE;
    if (align <= MAX_FAST_ALIGN) return -(this.baseLow + raw) & (align - 1);
    return (align - ((this.config.base + raw) % align)) % align;
  }

  /** Bytes that an allocation would take of a block: back pointer, padding, size, rounding. */
  consumed(block: number, size: number, align: number): number {
    return this.roundConsumed(BACK_POINTER_SIZE + this.padding(block, align) + size);
  }

  /** `consumed` where no padding is needed: what a block must have at least. */
  leastConsumed(size: number): number {
    return this.roundConsumed(BACK_POINTER_SIZE + size);
  }

  /** What a block must have beyond its padding for `size` bytes to fit, to compare with `keyOf`. */
  neededKey(size: number): number {
    // No block is that large: what it is compared with stays an int32.
    return size > MAX_HEAP_SIZE ? MAX_HEAP_SIZE : this.roundedUp(BACK_POINTER_SIZE + size);
  }

  fits(block: number, size: number, align: number): boolean {
    return this.blockSize(block) >= this.consumed(block, size, align);
  }

  /** What a block takes for `exact` bytes (an int32): `rounded` gives it the tail. */
  protected roundedUp(exact: number): number {
    return (exact + this.tailLimit) & ~this.tailLimit;
  }

  /** `roundedUp` of any number. */
  protected roundConsumed(exact: number): number {
    if (this.tailLimit === 0) return exact;
    // More than any heap holds, and than int32 arithmetic does; an explanation still tells it.
    return exact > MAX_HEAP_SIZE ? Math.ceil(exact / 8) * 8 : alignUp(exact, 8);
  }
}
