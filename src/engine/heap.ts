import { alignUp } from '../base/math';
import { BlockWriter } from './blockWriter';
import { BACK_POINTER_SIZE, HEADER_SIZE, MIN_FREE_BLOCK, NONE } from './block';
import { configError, isAlignment, type HeapConfig } from './config';
import { logLine, writeLog } from './debugLog';
import { explainAlloc, explainFree, explainInPlace, type Explanation } from './explain';
import { Counter, createMemory, Quantity, type Memory } from './memory';
import type { FreeIndex } from './freeIndex/freeIndex';
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
export class Heap extends BlockWriter {
  /** Told of every write while set. */
  observer: WriteObserver | null = null;
  /** Collects why each operation did what it did while set; costs nothing when null. */
  narrative: Explanation[] | null = null;

  private readonly announce: Announcer;
  private readonly policy: PlacementPolicy;
  private readonly search: Search = { block: NONE, place: -1, previous: NONE, visited: 0 };

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
  }

  // ---- The free list ----

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
    const needed = this.neededKey(size);
    if (short !== null) {
      const place = policy.inShort(short, this, needed, align);
      search.place = place;
      search.block = place < 0 ? NONE : short.entries[place];
      search.previous = place > 0 ? short.entries[place - 2] : NONE;
      search.visited = short.visited;
    } else if (long !== null) {
      const place = policy.inLong(long, this, needed, align);
      search.place = place;
      search.block = place < 0 ? NONE : long.blockAt(place);
      search.previous = place < 0 ? NONE : long.previousOf(place);
      search.visited = long.visited;
    } else {
      policy.walk(this, size, align, search);
      search.place = -1;
    }
    return search;
  }

  /** The memory was written to from outside: what is known about it no longer holds. */
  memoryChanged(): void {
    this.index.forget();
  }

  /**
   * Learns at most so many of the free blocks of a memory that was changed: operations are going to
   * follow, and the first of them would have to learn all. Returns whether all are known.
   */
  learnFreeBlocks(most: number): boolean {
    return this.index.learnSomeToFollow(most);
  }

  // ---- Operations ----

  /** Makes the whole heap one free block. The memory must be zeroed or have been in use. */
  init(): void {
    const { size } = this.config;
    this.memoryChanged();
    if (this.observer !== null) this.announce.everything(this.observer);
    // Behind it nothing was ever written: to touch all of a large memory takes long.
    const { touchedEnd } = this;
    this.memory.bytes.fill(0, 0, touchedEnd);
    this.live.fill(0, 0, Math.ceil(touchedEnd / 8));
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
    if (this.isLogged) this.log(logLine.free(user === NONE ? 0 : this.config.base + user));
    if (user === NONE) return true;
    const block = this.blockOfUser(user);
    if (block < 0) return false;
    this.release(block);
    return true;
  }

  // ---- The same by blocks, for those who remember them ----

  /** `alloc` that returns the block instead of the user offset. */
  allocBlock(size: number, align: number, tag: number): number {
    if (this.isLogged) this.log(logLine.alloc(size, align));
    if (!isAlignment(align)) return NONE;
    const { short } = this.index;
    if (short === null || this.narrative !== null) return this.allocFrom(size, align, tag);
    const place = this.policy.inShort(short, this, this.neededKey(size), align);
    this.countSearch(short.visited, place < 0);
    if (place < 0) return NONE;
    const block = short.entries[place];
    this.take(block, place, place > 0 ? short.entries[place - 2] : NONE, size, align, tag);
    return block;
  }

  /**
   * `allocBlock` whose result is known from before: no search is made. `block` must be what the
   * search would choose (NONE if nothing fits), and `visited` how many free blocks it looks at.
   */
  allocAt(block: number, visited: number, size: number, align: number, tag: number): void {
    if (this.isLogged) this.log(logLine.alloc(size, align));
    if (!this.index.isKnown) this.index.learnToFollow();
    if (this.narrative !== null) this.narrative.push(explainAlloc(this, size, align));
    this.countSearch(visited, block < 0);
    if (block < 0) return;
    const { index } = this;
    const place = index.placeOf(block);
    const previous = place < 0 ? this.freeBefore(block) : index.previousOf(place);
    this.take(block, place, previous, size, align, tag);
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
    if (this.isLogged) this.log(logLine.free(this.config.base + this.userOffset(block)));
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

  /** `allocBlock`, whatever is known of the free list and whoever listens. */
  private allocFrom(size: number, align: number, tag: number): number {
    if (!this.index.isSearchable) this.index.learnToSearch();
    if (this.narrative !== null) this.narrative.push(explainAlloc(this, size, align));
    const { block, place, previous, visited } = this.plan(size, align);
    this.countSearch(visited, block < 0);
    if (block >= 0) this.take(block, place, previous, size, align, tag);
    return block;
  }

  private release(block: number): void {
    if (!this.index.isKnown) this.index.learnToFollow();
    if (this.narrative !== null || this.observer !== null) this.tellFree(block);
    this.giveBack(block);
  }

  private countSearch(visited: number, failed: boolean): void {
    const { counters } = this;
    counters[Counter.Searches]++;
    counters[Counter.VisitedLast] = visited;
    if (visited > counters[Counter.VisitedMax]) counters[Counter.VisitedMax] = visited;
    this.quantities[Quantity.VisitedTotal] += visited;
    if (failed) counters[Counter.Failures]++;
  }

  /** Takes a free block for an allocation. */
  private take(
    block: number,
    place: number,
    previous: number,
    size: number,
    align: number,
    tag: number,
  ): void {
    const user = block + HEADER_SIZE + BACK_POINTER_SIZE + this.padding(block, align);
    const consumed = this.roundedUp(user - block - HEADER_SIZE + size);
    if (this.observer !== null) this.observeTake(this.observer, block, previous, consumed, user);
    this.counters[Counter.Rover] = this.settle(block, place, previous, consumed, user, size, tag);
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
    if (!this.index.isKnown) this.index.learnToFollow();
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
      this.index.replace(this.index.placeOf(end), end, endSize, block, available);
    } else {
      counters[Counter.FreeBlocks]++;
      this.index.add(block, available);
    }
    const place = this.index.placeOf(block);
    const user = this.userOffset(block);
    const successor = this.settle(block, place, previous, consumed, user, size, tag);
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

  private tellFree(block: number): void {
    const previous = this.freeBefore(block);
    if (this.narrative !== null) this.narrative.push(explainFree(this, block, previous));
    if (this.observer !== null) this.observeFree(this.observer, block, previous);
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

  private log(line: string): void {
    if (!this.isLogged) return;
    if (this.observer !== null) this.announce.log(this.observer);
    writeLog(this.memory, line);
  }
}
