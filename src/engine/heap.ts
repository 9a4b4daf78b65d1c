import { MAX_HEAP_SIZE } from '../base/limits';
import { alignUp } from '../base/math';
import { BACK_POINTER_SIZE, HEADER_SIZE, MIN_FREE_BLOCK, NONE } from './block';
import { configError, isAlignment, type HeapConfig } from './config';
import { logLine, writeLog } from './debugLog';
import { explainAlloc, explainFree, explainInPlace, type Explanation } from './explain';
import { Counter, createMemory, Quantity, type Memory } from './memory';
import { HeapReader } from './heapReader';
import { FreeIndex } from './freeIndex/freeIndex';
import { POLICIES } from './policies';
import type { PlacementPolicy, Search } from './policies/policy';
import { Announcer, type WriteObserver } from './writeObserver';

/**
 * The allocator: blocks with headers and back pointers in a heap of real bytes, and one free list
 * sorted by address. Offsets count bytes from the base; NONE is null. An operation plans first and
 * commits then: one that fails has changed nothing but its counters and the log.
 *
 * No state lives outside `memory`, so that it can be shared, copied and taken back. What the index
 * of free blocks holds follows from it; who writes to the memory from outside must call
 * `memoryChanged`.
 */
export class Heap extends HeapReader {
  /** Told of every write while set. */
  observer: WriteObserver | null = null;
  /** Collects why each operation did what it did while set; costs nothing when null. */
  narrative: Explanation[] | null = null;

  private readonly announce: Announcer;
  private readonly policy: PlacementPolicy;
  private readonly search: Search = { block: NONE, previous: NONE, visited: 0 };
  private readonly index: FreeIndex;

  /**
   * @param memory an own memory, or one laid out for `config` by `createMemory`
   * @throws RangeError if `config` is out of range (see `configError`)
   */
  constructor(config: HeapConfig, memory: Memory = createMemory(config)) {
    const error = configError(config);
    if (error !== undefined) throw new RangeError(error);
    super(config, memory);
    this.announce = new Announcer(memory, config.size);
    this.policy = POLICIES.find((policy) => policy.name === config.policy) ?? POLICIES[0];
    // Other workers change a shared heap without a word.
    this.index = new FreeIndex(this, memory.buffer instanceof ArrayBuffer);
  }

  // ---- The free list ----

  /** The last free block before `offset` in address order, or NONE. */
  freeBefore(offset: number): number {
    if (this.index.isKnown) return this.index.before(offset);
    let previous = NONE;
    for (let block = this.head; block >= 0 && block < offset; block = this.nextFree(block)) {
      previous = block;
    }
    return previous;
  }

  /** What is known of the free blocks beside the heap; for tests and measurements. */
  get freeIndex(): FreeIndex {
    return this.index;
  }

  /** The free blocks in the order in which the policy looks at them. */
  searchOrder(): Iterable<number> {
    return this.policy.order(this);
  }

  /** Runs a search without taking anything. The result is overwritten by the next search. */
  plan(size: number, align: number): Readonly<Search> {
    const { search, policy } = this;
    const { short, long } = this.index;
    // No block is that large: what it is compared with stays an int32.
    const needed = size > MAX_HEAP_SIZE ? MAX_HEAP_SIZE : this.neededKey(size);
    if (short !== null) policy.inShort(short, this, needed, align, search);
    else if (long !== null) policy.inLong(long, this, needed, align, search);
    else policy.walk(this, size, align, search);
    return search;
  }

  /** The memory was written to from outside: what is known about it no longer holds. */
  memoryChanged(): void {
    this.index.forget();
  }

  // ---- Operations ----

  /** Makes the whole heap one free block. The memory must be zeroed or have been in use. */
  init(): void {
    const { size } = this.config;
    this.memoryChanged();
    if (this.observer !== null) this.announce.everything(this.observer);
    this.memory.bytes.fill(0);
    this.live.fill(0);
    this.counters.fill(0, Counter.Head);
    this.memory.log.fill(0);
    this.quantities[Quantity.VisitedTotal] = 0;
    this.quantities[Quantity.LogWritten] = 0;
    this.counters[Counter.Rover] = NONE;
    this.counters[Counter.FreeBlocks] = 1;
    this.counters[Counter.FreeBytes] = size - HEADER_SIZE;
    this.setHeader(0, size - HEADER_SIZE, NONE);
    this.log(logLine.init(size));
  }

  /**
   * Allocates `size` bytes (0 to 2^53 - 1) at a multiple of `align` (a power of two) and attaches
   * `tag` (0 to 2^31 - 1) to the block.
   * @returns the user offset, or NONE if no free block fits or `align` is no power of two
   */
  alloc(size: number, align: number, tag = 0): number {
    const block = this.allocBlock(size, align, tag);
    return block < 0 ? NONE : this.userOffset(block);
  }

  /** `alloc`, then zeroes the user bytes. */
  calloc(size: number, align: number, tag = 0): number {
    const block = this.allocBlock(size, align, tag);
    if (block < 0) return NONE;
    this.zero(block, size);
    return this.userOffset(block);
  }

  /**
   * Moves a block to a new one of `size` bytes: alloc, copy, free. A failed one leaves the old
   * block as it is. `user` NONE allocates; size 0 frees and returns NONE.
   * @returns the new user offset, or NONE; also NONE if `user` is not the user offset of a live block
   */
  realloc(user: number, size: number, align: number, tag = 0): number {
    const block = user === NONE ? NONE : this.blockOfUser(user);
    if (block < 0 && user !== NONE) return NONE;
    const moved = this.reallocBlock(block, size, align, tag);
    return moved < 0 ? NONE : this.userOffset(moved);
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
    this.release(block);
    return true;
  }

  // ---- The same by blocks, for those who remember them ----

  /** `alloc` that returns the block instead of the user offset. */
  allocBlock(size: number, align: number, tag: number): number {
    if (this.config.debugLog) this.log(logLine.alloc(size, align));
    if (!isAlignment(align)) return NONE;
    if (!this.index.isKnown) this.index.learn();
    if (this.narrative !== null) this.narrative.push(explainAlloc(this, size, align));
    const { block, previous, visited } = this.plan(size, align);
    this.countSearch(visited, block);
    if (block >= 0) this.take(block, previous, size, align, tag);
    return block;
  }

  /**
   * `allocBlock` whose result is known from before: no search is made. `block` must be what the
   * search would choose (NONE if nothing fits), and `visited` how many free blocks it looks at.
   */
  allocAt(block: number, visited: number, size: number, align: number, tag: number): void {
    if (this.config.debugLog) this.log(logLine.alloc(size, align));
    if (!this.index.isKnown) this.index.learn();
    if (this.narrative !== null) this.narrative.push(explainAlloc(this, size, align));
    this.countSearch(visited, block);
    if (block >= 0) this.take(block, this.freeBefore(block), size, align, tag);
  }

  /** `realloc` of a live block, or of NONE; returns the new block or NONE. */
  reallocBlock(block: number, size: number, align: number, tag: number): number {
    if (block === NONE) return this.allocBlock(size, align, tag);
    if (size === 0) {
      this.freeBlock(block);
      return NONE;
    }
    if (this.config.reallocInPlace && this.resizeInPlace(block, size, align, tag)) return block;
    const moved = this.allocBlock(size, align, tag);
    if (moved >= 0) this.move(block, moved);
    return moved;
  }

  /** `free` of a block that is known to be live. */
  freeBlock(block: number): void {
    if (this.config.debugLog) this.log(logLine.free(this.config.base + this.userOffset(block)));
    this.release(block);
  }

  /** Copies the user bytes of a live block to another as far as both go, and frees the first. */
  move(block: number, to: number): void {
    const { bytes } = this.memory;
    const from = this.userOffset(block);
    const start = this.userOffset(to);
    const length = Math.min(this.requestedSize(block), this.requestedSize(to));
    if (this.observer !== null) this.announce.bytes(this.observer, start, length);
    bytes.copyWithin(start, from, from + length);
    this.freeBlock(block);
  }

  /** Zeroes the first `size` user bytes of a live block. */
  zero(block: number, size: number): void {
    const user = this.userOffset(block);
    if (this.observer !== null) this.announce.bytes(this.observer, user, size);
    this.memory.bytes.fill(0, user, user + size);
  }

  /** A step that an observer was told of has been taken back: so comes and goes its free block. */
  freeBlockTakenBack(block: number, size: number, came: boolean): void {
    this.index.takeBack(block, size, came);
  }

  // ---- Steps of the operations ----

  private countSearch(visited: number, block: number): void {
    const { counters } = this;
    counters[Counter.Searches]++;
    counters[Counter.VisitedLast] = visited;
    if (visited > counters[Counter.VisitedMax]) counters[Counter.VisitedMax] = visited;
    this.quantities[Quantity.VisitedTotal] += visited;
    if (block < 0) counters[Counter.Failures]++;
  }

  private release(block: number): void {
    if (!this.index.isKnown) this.index.learn();
    const previous = this.freeBefore(block);
    if (this.narrative !== null) this.narrative.push(explainFree(this, block, previous));
    if (this.observer !== null) this.observeFree(this.observer, block, previous);
    this.giveBack(block, previous);
  }

  /** Takes a free block for an allocation. */
  private take(block: number, previous: number, size: number, align: number, tag: number): void {
    const user = block + HEADER_SIZE + BACK_POINTER_SIZE + this.padding(block, align);
    const consumed = this.roundConsumed(user - block - HEADER_SIZE + size);
    if (this.observer !== null) this.observeTake(this.observer, block, previous, consumed, user);
    this.counters[Counter.Rover] = this.settle(block, previous, consumed, user, size, tag);
  }

  // These two are written out in full: as calls of small parts they take twice as long, because
  // V8 does not inline that many.

  /**
   * Makes the free block `block` a live one of `consumed` bytes, splitting off what lies beyond
   * them if that can be a block. Returns what now stands in its place in the list: the remainder,
   * or the next free block.
   */
  private settle(
    block: number,
    previous: number,
    consumed: number,
    user: number,
    size: number,
    tag: number,
  ): number {
    const { words, counters, live, baseLow, baseHigh, carryFrom } = this;
    const cell = block >> 2;
    const whole = words[cell];
    let end = block + HEADER_SIZE + whole;
    let successor = NONE;
    let nextLow = words[cell + 2];
    let nextHigh = words[cell + 3];
    if (whole - consumed >= MIN_FREE_BLOCK) {
      end = block + HEADER_SIZE + consumed;
      successor = alignUp(end, 8);
      const remainder = successor >> 2;
      const rest = whole + block - successor;
      words[remainder] = rest;
      words[remainder + 1] = 0;
      words[remainder + 2] = nextLow;
      words[remainder + 3] = nextHigh;
      words[cell] = consumed;
      words[cell + 1] = 0;
      words[cell + 2] = 0;
      words[cell + 3] = 0;
      nextLow = baseLow + successor;
      nextHigh = successor >= carryFrom ? baseHigh + 1 : baseHigh;
      counters[Counter.LostBytes] += successor - end;
      counters[Counter.Splits]++;
      counters[Counter.FreeBytes] += rest - whole;
      this.index.replace(block, whole, successor, rest);
    } else {
      // A block taken whole keeps its stale link, as in the reference.
      if (nextLow !== 0 || nextHigh !== 0) successor = (nextLow - baseLow) | 0;
      counters[Counter.FreeBlocks]--;
      counters[Counter.FreeBytes] -= whole;
    }
    if (previous < 0) counters[Counter.Head] = successor;
    else {
      words[(previous >> 2) + 2] = nextLow;
      words[(previous >> 2) + 3] = nextHigh;
    }
    const pointer = (user - BACK_POINTER_SIZE) >> 2;
    words[pointer] = baseLow + block;
    words[pointer + 1] = block >= carryFrom ? baseHigh + 1 : baseHigh;
    const slot = block >> 3;
    live[slot] = ~size;
    live[slot + 1] = user;
    live[slot + 2] = tag;
    counters[Counter.LiveBlocks]++;
    const liveBytes = (counters[Counter.LiveBytes] += size);
    if (liveBytes > counters[Counter.PeakLiveBytes]) counters[Counter.PeakLiveBytes] = liveBytes;
    if (end > counters[Counter.HighWater]) counters[Counter.HighWater] = end;
    if (whole - consumed < MIN_FREE_BLOCK) this.index.remove(block, whole);
    return successor;
  }

  /** Puts a live block back into the free list behind `previous` and joins it with its neighbours. */
  private giveBack(block: number, previous: number): void {
    const { words, counters, live, baseLow, baseHigh, carryFrom } = this;
    const cell = block >> 2;
    const size = words[cell];
    const next = previous < 0 ? counters[Counter.Head] : this.nextFree(previous);
    const forward = next >= 0 && block + HEADER_SIZE + size === next;
    counters[Counter.LiveBlocks]--;
    counters[Counter.LiveBytes] -= ~live[block >> 3];
    counters[Counter.FreeBytes] += size;
    live[block >> 3] = 0;
    live[(block >> 3) + 1] = 0;
    live[(block >> 3) + 2] = 0;

    let joined = size;
    let nextSize = 0;
    let nextLow = 0;
    let nextHigh = 0;
    if (forward) {
      nextSize = words[next >> 2];
      joined += HEADER_SIZE + nextSize;
      nextLow = words[(next >> 2) + 2];
      nextHigh = words[(next >> 2) + 3];
      counters[Counter.FreeBytes] += HEADER_SIZE;
      counters[Counter.Coalesces]++;
      if (counters[Counter.Rover] === next) counters[Counter.Rover] = block;
    } else if (next >= 0) {
      nextLow = baseLow + next;
      nextHigh = next >= carryFrom ? baseHigh + 1 : baseHigh;
    }
    words[cell] = joined;
    words[cell + 1] = 0;
    words[cell + 2] = nextLow;
    words[cell + 3] = nextHigh;

    const before = previous >> 2;
    if (previous < 0) counters[Counter.Head] = block;
    else if (previous + HEADER_SIZE + words[before] === block) {
      const previousSize = words[before];
      joined += HEADER_SIZE + previousSize;
      words[before] = joined;
      words[before + 1] = 0;
      words[before + 2] = nextLow;
      words[before + 3] = nextHigh;
      counters[Counter.FreeBytes] += HEADER_SIZE;
      counters[Counter.Coalesces]++;
      if (counters[Counter.Rover] === block) counters[Counter.Rover] = previous;
      this.index.replace(previous, previousSize, previous, joined);
      if (forward) {
        counters[Counter.FreeBlocks]--;
        this.index.remove(next, nextSize);
      }
      return;
    } else {
      words[before + 2] = baseLow + block;
      words[before + 3] = block >= carryFrom ? baseHigh + 1 : baseHigh;
    }
    if (forward) this.index.replace(next, nextSize, block, joined);
    else {
      counters[Counter.FreeBlocks]++;
      this.index.add(block, size);
    }
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
    if (!this.index.isKnown) this.index.learn();
    this.grow(block, grows ? end : NONE, available, consumed, size, tag);
    return true;
  }

  /** Makes a live block for a moment one free block with what it touches, and takes it again. */
  private grow(
    block: number,
    end: number,
    available: number,
    consumed: number,
    size: number,
    tag: number,
  ): void {
    const { counters, observer } = this;
    const previous = this.freeBefore(block);
    const next = previous >= 0 ? this.nextFree(previous) : this.head;
    const endSize = end >= 0 ? this.blockSize(end) : 0;
    if (observer !== null) {
      if (end >= 0) observer.freeBlock(end, endSize, false);
      this.observeCarve(observer, block, previous, available, consumed);
      this.announce.backPointer(observer, this.userOffset(block));
      this.announce.live(observer, block);
    }
    counters[Counter.LiveBlocks]--;
    counters[Counter.LiveBytes] -= this.requestedSize(block);
    counters[Counter.FreeBytes] += available - endSize;
    this.setHeader(block, available, end >= 0 ? this.nextFree(end) : next);
    if (previous < 0) counters[Counter.Head] = block;
    else this.setAddress((previous >> 2) + 2, block);
    if (end >= 0) {
      counters[Counter.Coalesces]++;
      if (this.rover === end) counters[Counter.Rover] = block;
      this.index.replace(end, endSize, block, available);
    } else {
      counters[Counter.FreeBlocks]++;
      this.index.add(block, available);
    }
    const successor = this.settle(block, previous, consumed, this.userOffset(block), size, tag);
    if (this.rover === block) counters[Counter.Rover] = successor;
  }

  // ---- What changes, told beforehand ----

  private observeTake(
    observer: WriteObserver,
    block: number,
    previous: number,
    consumed: number,
    user: number,
  ): void {
    const whole = this.blockSize(block);
    observer.freeBlock(block, whole, false);
    this.observeCarve(observer, block, previous, whole, consumed);
    this.announce.backPointer(observer, user);
    this.announce.live(observer, block);
  }

  private observeCarve(
    observer: WriteObserver,
    block: number,
    previous: number,
    whole: number,
    consumed: number,
  ): void {
    this.announce.header(observer, block);
    this.announce.link(observer, previous);
    if (whole - consumed < MIN_FREE_BLOCK) return;
    const remainder = alignUp(block + HEADER_SIZE + consumed, 8);
    this.announce.header(observer, remainder);
    observer.freeBlock(remainder, whole + block - remainder, true);
  }

  private observeFree(observer: WriteObserver, block: number, previous: number): void {
    const size = this.blockSize(block);
    const next = previous >= 0 ? this.nextFree(previous) : this.head;
    const forward = next >= 0 && block + HEADER_SIZE + size === next;
    const joined = forward ? size + HEADER_SIZE + this.blockSize(next) : size;
    this.announce.header(observer, block);
    this.announce.live(observer, block);
    if (forward) observer.freeBlock(next, this.blockSize(next), false);
    if (previous < 0 || previous + HEADER_SIZE + this.blockSize(previous) !== block) {
      this.announce.link(observer, previous);
      observer.freeBlock(block, joined, true);
      return;
    }
    this.announce.header(observer, previous);
    observer.freeBlock(previous, this.blockSize(previous), false);
    observer.freeBlock(previous, this.blockSize(previous) + HEADER_SIZE + joined, true);
  }

  /** Writes the size and next word of a block. */
  private setHeader(block: number, size: number, next: number): void {
    const cell = block >> 2;
    this.words[cell] = size;
    this.words[cell + 1] = 0;
    this.setAddress(cell + 2, next);
  }

  private setAddress(cell: number, offset: number): void {
    const { words } = this;
    if (offset < 0) {
      words[cell] = 0;
      words[cell + 1] = 0;
      return;
    }
    words[cell] = this.baseLow + offset;
    words[cell + 1] = offset >= this.carryFrom ? this.baseHigh + 1 : this.baseHigh;
  }

  private log(line: string): void {
    if (!this.config.debugLog) return;
    if (this.observer !== null) this.announce.log(this.observer);
    writeLog(this.memory, line);
  }
}
