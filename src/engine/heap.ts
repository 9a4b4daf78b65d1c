import { alignUp } from '../base/math';
import { BACK_POINTER_SIZE, HEADER_SIZE, MIN_FREE_BLOCK, NONE } from './block';
import { configError, isAlignment, type HeapConfig } from './config';
import { logLine, writeLog } from './debugLog';
import { explainAlloc, explainFree, explainInPlace, type Explanation } from './explain';
import {
  Counter,
  createMemory,
  imageCell,
  LIVE_CELL,
  LOG_CAPACITY,
  LOG_CELL,
  Quantity,
  type Memory,
} from './memory';
import { HeapReader } from './heapReader';
import { FreeIndex } from './freeIndex/freeIndex';
import { POLICIES } from './policies';
import type { PlacementPolicy, Search } from './policies/policy';

/** Above so many free blocks the index pays; below the lower bound a walk is faster again. */
const INDEX_ABOVE = 160;
const INDEX_BELOW = 80;
/** Operations after the memory was changed from outside until the index is made anew. */
const INDEX_AFTER = 8;

/** Is told of every cell of the heap's memory before it is overwritten. */
export interface WriteObserver {
  /** Cell `index` holds `old` and is about to change. */
  cell(index: number, old: number): void;
  /** The cells `from..to` are about to change. */
  cells(from: number, to: number): void;
}

/**
 * The allocator: blocks with headers and back pointers in a heap of real bytes, and one free list
 * sorted by address. Offsets count bytes from the base; NONE is null. An operation plans first and
 * commits then: one that fails has changed nothing but its counters and the log.
 *
 * No state lives outside `memory`, so that it can be shared, copied and taken back. What the index
 * holds follows from it; who writes to the memory from outside must call `memoryChanged`.
 */
export class Heap extends HeapReader {
  /** Told of every write while set. */
  observer: WriteObserver | null = null;
  /** Collects why each operation did what it did while set; costs nothing when null. */
  narrative: Explanation[] | null = null;

  private readonly imageCell: number;
  private readonly baseHigh: number;
  private readonly policy: PlacementPolicy;
  private readonly search: Search = { block: NONE, previous: NONE, visited: 0 };
  private readonly mayIndex: boolean;
  /** Made when first needed. */
  private index: FreeIndex | null = null;
  /** Whether the index holds exactly the free list, or something that must be cleared first. */
  private indexState: 'exact' | 'empty' | 'stale' = 'empty';
  private untilIndex = 0;

  /**
   * @param memory an own memory, or one laid out for `config` by `createMemory`
   * @throws RangeError if `config` is out of range (see `configError`)
   */
  constructor(config: HeapConfig, memory: Memory = createMemory(config)) {
    const error = configError(config);
    if (error !== undefined) throw new RangeError(error);
    super(config, memory);
    this.imageCell = imageCell(config.size);
    this.baseHigh = Math.floor(config.base / 2 ** 32);
    // Other workers change a shared heap without a word.
    this.mayIndex = memory.buffer instanceof ArrayBuffer;
    this.policy = POLICIES.find((policy) => policy.name === config.policy) ?? POLICIES[0];
  }

  // ---- The free list ----

  /** The last free block before `offset` in address order, or NONE. */
  freeBefore(offset: number): number {
    const index = this.freeIndex;
    if (index !== null) return index.before(offset);
    let previous = NONE;
    for (let block = this.head; block >= 0 && block < offset; block = this.nextFree(block)) {
      previous = block;
    }
    return previous;
  }

  /** The index of the free list, where it is worth having and up to date. */
  get freeIndex(): FreeIndex | null {
    return this.indexState === 'exact' ? this.index : null;
  }

  /** The free blocks in the order in which the policy looks at them. */
  searchOrder(): Iterable<number> {
    return this.policy.order(this);
  }

  /** Runs a search without taking anything. */
  plan(size: number, align: number): Readonly<Search> {
    this.policy.find(this, size, align, this.search);
    return this.search;
  }

  /** The memory was written to from outside: what is known about it no longer holds. */
  memoryChanged(): void {
    if (this.indexState === 'exact') this.indexState = 'stale';
    this.untilIndex = INDEX_AFTER;
  }

  // ---- Operations ----

  /** Makes the whole heap one free block. The memory must be zeroed or have been in use. */
  init(): void {
    const { size } = this.config;
    this.memoryChanged();
    this.observer?.cells(0, this.memory.cells.length);
    this.memory.bytes.fill(0);
    this.live.fill(0);
    this.counters.fill(0, Counter.Head);
    this.memory.log.fill(0);
    this.quantities[Quantity.VisitedTotal] = 0;
    this.quantities[Quantity.LogWritten] = 0;
    this.counters[Counter.Rover] = NONE;
    this.counters[Counter.FreeBlocks] = 1;
    this.counters[Counter.FreeBytes] = size - HEADER_SIZE;
    this.counters[Counter.TouchedEnd] = HEADER_SIZE;
    this.setSize(0, size - HEADER_SIZE);
    this.log(logLine.init(size));
  }

  /**
   * Allocates `size` bytes (0 to 2^53 - 1) at a multiple of `align` (a power of two) and attaches
   * `tag` (0 to 2^31 - 1) to the block.
   * @returns the user offset, or NONE if no free block fits or `align` is no power of two
   */
  alloc(size: number, align: number, tag = 0): number {
    if (this.config.debugLog) this.log(logLine.alloc(size, align));
    if (!isAlignment(align)) return NONE;
    if (this.narrative !== null) this.narrative.push(explainAlloc(this, size, align));
    const { block, previous, visited } = this.plan(size, align);
    this.countSearch(visited, block < 0);
    if (block < 0) return NONE;
    const user = this.take(block, previous, size, align, tag);
    this.tendIndex();
    return user;
  }

  /** `alloc`, then zeroes the user bytes. */
  calloc(size: number, align: number, tag = 0): number {
    const user = this.alloc(size, align, tag);
    if (user >= 0) {
      this.observeBytes(user, size);
      this.memory.bytes.fill(0, user, user + size);
    }
    return user;
  }

  /**
   * Moves a block to a new one of `size` bytes: alloc, copy, free. A failed one leaves the old
   * block as it is. `user` NONE allocates; size 0 frees and returns NONE.
   * @returns the new user offset, or NONE; also NONE if `user` is not the user offset of a live block
   */
  realloc(user: number, size: number, align: number, tag = 0): number {
    if (user === NONE) return this.alloc(size, align, tag);
    const block = this.blockOfUser(user);
    if (block < 0) return NONE;
    if (size === 0) {
      this.free(user);
      return NONE;
    }
    if (this.config.reallocInPlace && this.resizeInPlace(block, size, align, tag)) return user;
    const moved = this.alloc(size, align, tag);
    if (moved < 0) return NONE;
    const copied = Math.min(this.requestedSize(block), size);
    this.observeBytes(moved, copied);
    this.memory.bytes.copyWithin(moved, user, user + copied);
    this.free(user);
    return moved;
  }

  /**
   * Gives a block back: inserts it into the free list by address, then coalesces it with the free
   * blocks it touches, forward first. NONE does nothing.
   * @returns false, with nothing changed, if `user` is not the user offset of a live block
   */
  free(user: number): boolean {
    if (this.config.debugLog) this.log(logLine.free(user === NONE ? 0 : this.config.base + user));
    if (user === NONE) return true;
    const block = this.blockOfUser(user);
    if (block < 0) return false;
    const previous = this.freeBefore(block);
    if (this.narrative !== null) this.narrative.push(explainFree(this, block, previous));
    this.forget(block);
    this.insertFree(block, previous);
    this.coalesceForward(block);
    if (previous >= 0) this.coalesceBackward(previous, block);
    this.tendIndex();
    return true;
  }

  // ---- Steps of the operations ----

  /** Takes a free block for an allocation. */
  private take(block: number, previous: number, size: number, align: number, tag: number): number {
    const user = block + HEADER_SIZE + BACK_POINTER_SIZE + this.padding(block, align);
    this.counters[Counter.Rover] = this.carve(block, previous, this.consumed(block, size, align));
    this.setBackPointer(user, block);
    this.remember(block, user, size, tag);
    return user;
  }

  /**
   * Takes a free block out of the list, splitting off what lies beyond `consumed` bytes if that
   * can be a block. Returns what now stands in its place in the list: the remainder or the next.
   */
  private carve(block: number, previous: number, consumed: number): number {
    const whole = this.blockSize(block);
    let successor = this.nextFree(block);
    if (whole - consumed >= MIN_FREE_BLOCK) {
      successor = this.split(block, whole, consumed);
    } else {
      this.counters[Counter.FreeBlocks]--;
      this.counters[Counter.FreeBytes] -= whole;
      this.raise(Counter.TouchedEnd, block + HEADER_SIZE + whole);
      this.freeIndex?.remove(block);
    }
    if (this.rover === block) this.counters[Counter.Rover] = successor;
    this.link(previous, successor);
    return successor;
  }

  /** Cuts a free block after `consumed` bytes and returns the new free block behind the cut. */
  private split(block: number, whole: number, consumed: number): number {
    const end = block + HEADER_SIZE + consumed;
    const remainder = alignUp(end, 8);
    const lost = remainder - end;
    this.setSize(remainder, whole - consumed - lost - HEADER_SIZE);
    this.setNext(remainder, this.nextFree(block));
    this.setSize(block, consumed);
    // A block taken whole keeps its stale link, as in the reference.
    this.setNext(block, NONE);
    this.counters[Counter.LostBytes] += lost;
    this.counters[Counter.Splits]++;
    this.counters[Counter.FreeBytes] += this.blockSize(remainder) - whole;
    this.raise(Counter.TouchedEnd, remainder + HEADER_SIZE);
    this.freeIndex?.move(block, remainder);
    return remainder;
  }

  /** Enters a block that was just allocated into the live table and the counters. */
  private remember(block: number, user: number, requested: number, tag: number): void {
    this.setLive(block, ~requested, user, tag);
    const extent = HEADER_SIZE + this.blockSize(block);
    this.counters[Counter.LiveBlocks]++;
    this.counters[Counter.LiveBytes] += requested;
    this.counters[Counter.AllocatedBytes] += extent;
    this.raise(Counter.PeakLiveBytes, this.counters[Counter.LiveBytes]);
    this.raise(Counter.HighWater, block + extent);
  }

  private forget(block: number): void {
    this.counters[Counter.LiveBlocks]--;
    this.counters[Counter.LiveBytes] -= this.requestedSize(block);
    this.counters[Counter.AllocatedBytes] -= HEADER_SIZE + this.blockSize(block);
    this.setLive(block, 0, 0, 0);
  }

  private insertFree(block: number, previous: number): void {
    this.setNext(block, previous >= 0 ? this.nextFree(previous) : this.head);
    this.link(previous, block);
    this.counters[Counter.FreeBlocks]++;
    this.counters[Counter.FreeBytes] += this.blockSize(block);
    this.freeIndex?.add(block);
  }

  private coalesceForward(block: number): void {
    const next = this.nextFree(block);
    if (next >= 0 && block + HEADER_SIZE + this.blockSize(block) === next) this.absorb(block, next);
  }

  private coalesceBackward(previous: number, block: number): void {
    if (previous + HEADER_SIZE + this.blockSize(previous) === block) this.absorb(previous, block);
  }

  /** Makes a free block and the free block right after it one. */
  private absorb(block: number, next: number): void {
    this.setSize(block, this.blockSize(block) + HEADER_SIZE + this.blockSize(next));
    this.setNext(block, this.nextFree(next));
    if (this.counters[Counter.Rover] === next) this.counters[Counter.Rover] = block;
    this.counters[Counter.FreeBlocks]--;
    this.counters[Counter.FreeBytes] += HEADER_SIZE;
    this.counters[Counter.Coalesces]++;
    this.freeIndex?.join(block, next);
  }

  /**
   * Shrinks or grows a live block where it stands, if its user address is aligned and the bytes
   * are there: its own, and those of a free block that touches its end.
   */
  private resizeInPlace(block: number, size: number, align: number, tag: number): boolean {
    const user = this.userOffset(block);
    if (!isAlignment(align) || (this.config.base + user) % align !== 0) return false;
    const end = block + HEADER_SIZE + this.blockSize(block);
    const grows = end < this.config.size && end % 8 === 0 && !this.isLive(end);
    const available = this.blockSize(block) + (grows ? HEADER_SIZE + this.blockSize(end) : 0);
    const consumed = this.roundConsumed(user - block - HEADER_SIZE + size);
    if (available < consumed) return false;

    if (this.narrative !== null) {
      this.narrative.push(explainInPlace(this, block, size, consumed, grows ? end : NONE));
    }
    // For a moment one free block with what it touches; then taken as an allocation would take it.
    const previous = this.freeBefore(block);
    this.forget(block);
    this.insertFree(block, previous);
    if (grows) this.absorb(block, end);
    this.carve(block, previous, consumed);
    this.remember(block, user, size, tag);
    return true;
  }

  // ---- The index: never seen from outside but by its speed ----

  /** Makes the index when the list has become long, and drops it when it is short. */
  private tendIndex(): void {
    const count = this.counters[Counter.FreeBlocks];
    if (this.indexState === 'exact') {
      if (count < INDEX_BELOW) this.emptyIndex();
    } else if (count > INDEX_ABOVE && this.mayIndex && --this.untilIndex < 0) this.fillIndex();
  }

  private fillIndex(): void {
    const index = (this.index ??= new FreeIndex(this));
    if (this.indexState === 'stale') index.clear();
    for (let block = this.head; block >= 0; block = this.nextFree(block)) index.add(block);
    this.indexState = 'exact';
  }

  /** Few blocks are left: taking them out one by one is less than clearing everything. */
  private emptyIndex(): void {
    for (let block = this.head; block >= 0; block = this.nextFree(block)) this.index?.remove(block);
    this.indexState = 'empty';
  }

  // ---- Writes: every change of the memory goes through these ----

  private setSize(block: number, size: number): void {
    const index = block >> 2;
    this.observeCell(this.imageCell + index);
    this.observeCell(this.imageCell + index + 1);
    this.words[index] = size;
    this.words[index + 1] = 0;
  }

  private setNext(block: number, next: number): void {
    this.setAddress((block >> 2) + 2, next);
  }

  private setBackPointer(user: number, block: number): void {
    this.setAddress((user - BACK_POINTER_SIZE) >> 2, block);
  }

  private setAddress(index: number, offset: number): void {
    this.observeCell(this.imageCell + index);
    this.observeCell(this.imageCell + index + 1);
    if (offset < 0) {
      this.words[index] = 0;
      this.words[index + 1] = 0;
      return;
    }
    const carry = (this.baseLow >>> 0) + offset >= 2 ** 32 ? 1 : 0;
    this.words[index] = this.baseLow + offset;
    this.words[index + 1] = this.baseHigh + carry;
  }

  /** Makes `previous` (or the head, if NONE) point at `block`. */
  private link(previous: number, block: number): void {
    if (previous < 0) this.counters[Counter.Head] = block;
    else this.setNext(previous, block);
  }

  private setLive(block: number, notRequested: number, user: number, tag: number): void {
    const slot = block >> 3;
    this.observeCell(LIVE_CELL + slot);
    this.observeCell(LIVE_CELL + slot + 1);
    this.observeCell(LIVE_CELL + slot + 2);
    this.live[slot] = notRequested;
    this.live[slot + 1] = user;
    this.live[slot + 2] = tag;
  }

  private observeCell(index: number): void {
    if (this.observer !== null) this.observer.cell(index, this.memory.cells[index]);
  }

  private observeBytes(offset: number, length: number): void {
    if (this.observer === null || length === 0) return;
    const from = this.imageCell + (offset >> 2);
    this.observer.cells(from, this.imageCell + ((offset + length + 3) >> 2));
  }

  private countSearch(visited: number, failed: boolean): void {
    this.counters[Counter.Searches]++;
    this.counters[Counter.VisitedLast] = visited;
    this.raise(Counter.VisitedMax, visited);
    this.quantities[Quantity.VisitedTotal] += visited;
    if (failed) this.counters[Counter.Failures]++;
  }

  private raise(which: Counter, value: number): void {
    if (value > this.counters[which]) this.counters[which] = value;
  }

  private log(line: string): void {
    if (!this.config.debugLog) return;
    this.observer?.cells(LOG_CELL, LOG_CELL + LOG_CAPACITY / 4);
    writeLog(this.memory, line);
  }
}
