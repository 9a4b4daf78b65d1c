import { MAX_HEAP_SIZE } from '../base/limits';
import { BlockWriter } from './blockWriter';
import { BACK_POINTER_SIZE, HEADER_SIZE, NONE } from './block';
import { configError, isAlignment, type HeapConfig } from './config';
import { Counter, Quantity } from './counters';
import { logLine, writeLog } from './debugLog';
import { explainAlloc, explainFree, explainInPlace, type Explanation } from './explain';
import { NOT_SEARCHED, type Kernel } from './heapKernel';
import { createMemory, type Memory } from './memory';
import { OperationAnnouncer } from './operationAnnouncer';
import { POLICIES } from './policies';
import { found, type PlacementPolicy, type Search } from './policies/policy';
import { SizeTree } from './sizeTree';
import type { WriteObserver } from './writeObserver';

/**
 * The allocator: blocks with headers and back pointers in a heap of real bytes, and one free list
 * sorted by address. Offsets count bytes from the base; NONE is null. An operation plans first and
 * commits then: one that fails has changed nothing but its counters and the log.
 *
 * No state lives outside `memory`, so that it can be shared, copied and taken back. What is known of the
 * free blocks beside it follows from it; who writes to the memory from outside must call
 * `memoryChanged`.
 *
 * A heap of one's own searches and changes its memory by a kernel in WebAssembly, for speed. One that
 * workers share has none, and walks.
 */
export class Heap extends BlockWriter {
  /** Told of every write while set. */
  observer: WriteObserver | null = null;
  /** Collects why each operation did what it did while set; costs nothing when null. */
  narrative: Explanation[] | null = null;

  private readonly kernel: Kernel | undefined;
  private readonly announce: OperationAnnouncer;
  private readonly policy: PlacementPolicy;
  private readonly search: Search = { block: NONE, previous: NONE, visited: 0 };

  /**
   * @param memory an own memory, or one laid out for `config` by `createMemory`
   * @throws RangeError if `config` is out of range (see `configError`)
   */
  constructor(config: HeapConfig, memory: Memory = createMemory(config)) {
    const error = configError(config);
    if (error !== undefined) throw new RangeError(error);
    super(config, memory);
    this.kernel = memory.kernel;
    this.announce = new OperationAnnouncer(this);
    this.policy = POLICIES.find((policy) => policy.name === config.policy) ?? POLICIES[0];
  }

  // ---- The free list ----

  /** Whether the free blocks are known beside the heap: how many, or undefined; for tests. */
  get knownFreeBlocks(): number | undefined {
    return this.kernel?.isKnown() ? this.kernel.knownBlocks() : undefined;
  }

  /** Whether there are too many to be kept as one array, and they are kept to be searched; for tests. */
  get hasLongIndex(): boolean {
    return Boolean(this.kernel?.isLong());
  }

  /** The free blocks in the order in which the policy looks at them. */
  searchOrder(): Iterable<number> {
    return this.policy.order(this);
  }

  /** The last free block before `offset` in address order, or NONE. */
  freeBefore(offset: number): number {
    const before = this.kernel?.freeBefore(offset) ?? NOT_SEARCHED;
    return before === NOT_SEARCHED ? this.walkBefore(offset) : before;
  }

  /** Runs a search without taking anything. The result is overwritten by the next search. */
  plan(size: number, align: number): Readonly<Search> {
    const { search, policy, kernel } = this;
    const block = kernel?.plan(clampSize(size), shiftOf(align)) ?? NOT_SEARCHED;
    if (kernel !== undefined && block !== NOT_SEARCHED) {
      found(search, block, kernel.beforeFound(), kernel.visited.value);
    } else if (kernel?.isLong() && policy.bySize !== undefined) {
      this.planBySize(kernel, policy.bySize, size, align);
    } else policy.walk(this, size, align, search);
    return search;
  }

  /** The memory was written to from outside: what is known about it no longer holds. */
  memoryChanged(): void {
    this.kernel?.forget();
  }

  /**
   * Learns at most so many of the free blocks of a memory that was changed: operations are going to
   * follow, and the first of them would have to learn all. Returns whether all are known.
   */
  learnFreeBlocks(most: number): boolean {
    return this.kernel === undefined || Boolean(this.kernel.learnSomeToFollow(most));
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
    const { kernel } = this;
    if (kernel !== undefined && this.narrative === null && this.observer === null) {
      const block = kernel.alloc(clampSize(size), shiftOf(align), tag);
      if (block !== NOT_SEARCHED) return block;
    }
    return this.allocFrom(size, align, tag);
  }

  /**
   * `allocBlock` whose result is known from before: no search is made. `block` must be what the
   * search would choose (NONE if nothing fits), and `visited` how many free blocks it looks at.
   */
  allocAt(block: number, visited: number, size: number, align: number, tag: number): void {
    if (this.isLogged) this.log(logLine.alloc(size, align));
    const { kernel } = this;
    if (kernel !== undefined && this.narrative === null && this.observer === null) {
      kernel.allocKnown(block, visited, clampSize(size), shiftOf(align), tag);
      return;
    }
    this.kernel?.learnToFollow();
    if (this.narrative !== null) this.narrative.push(explainAlloc(this, size, align));
    this.countSearch(visited, block < 0);
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
    this.kernel?.takeBack(block, size, came ? 1 : 0);
  }

  // ---- Steps of the operations ----

  /** `allocBlock`, whatever is known of the free list and whoever listens. */
  private allocFrom(size: number, align: number, tag: number): number {
    this.kernel?.learnToSearch();
    if (this.narrative !== null) this.narrative.push(explainAlloc(this, size, align));
    const { block, previous, visited } = this.plan(size, align);
    this.countSearch(visited, block < 0);
    if (block >= 0) this.take(block, previous, size, align, tag);
    return block;
  }

  /** `plan` in a long list whose blocks are kept in the order of their sizes, too. */
  private planBySize(
    kernel: Kernel,
    first: 'smallest' | 'largest',
    size: number,
    align: number,
  ): void {
    const { sizes } = this.memory;
    if (!kernel.hasSizes.value || sizes.tree === undefined) {
      sizes.tree = new SizeTree(this, first);
      for (let block = this.head; block >= 0; block = this.nextFree(block)) {
        sizes.tree.add(block, this.blockSize(block));
      }
      kernel.tellSizes();
    }
    const block = sizes.tree.firstFit(this.neededKey(size), align);
    const previous = block < 0 ? NONE : kernel.freeBefore(block);
    found(this.search, block, previous, kernel.knownBlocks());
  }

  private release(block: number): void {
    const { kernel } = this;
    if (this.narrative !== null || this.observer !== null) {
      kernel?.learnToFollow();
      this.tellFree(block);
    }
    if (kernel === undefined) this.giveBack(block);
    else kernel.free(block);
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
  private take(block: number, previous: number, size: number, align: number, tag: number): void {
    const { kernel, observer } = this;
    const user = block + HEADER_SIZE + BACK_POINTER_SIZE + this.padding(block, align);
    const consumed = this.roundedUp(user - block - HEADER_SIZE + size);
    if (observer !== null) this.announce.take(observer, block, previous, consumed, user);
    if (kernel === undefined) {
      this.counters[Counter.Rover] = this.settle(block, previous, consumed, user, size, tag);
    } else kernel.take(block, previous, size, shiftOf(align), tag);
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

    const freeEnd = grows ? end : NONE;
    if (this.narrative !== null) {
      this.narrative.push(explainInPlace(this, block, size, consumed, freeEnd));
    }
    this.kernel?.learnToFollow();
    if (this.observer !== null) {
      const previous = this.freeBefore(block);
      this.announce.grow(this.observer, block, previous, freeEnd, available, consumed);
    }
    if (this.kernel === undefined) this.grow(block, freeEnd, available, consumed, size, tag);
    else this.kernel.grow(block, freeEnd, available, consumed, size, tag);
    return true;
  }

  private tellFree(block: number): void {
    const previous = this.freeBefore(block);
    if (this.narrative !== null) this.narrative.push(explainFree(this, block, previous));
    if (this.observer !== null) this.announce.free(this.observer, block, previous);
  }

  private log(line: string): void {
    if (!this.isLogged) return;
    if (this.observer !== null) this.announce.log(this.observer);
    writeLog(this.memory, line);
  }
}

/** No block is larger: what asks for more does not fit either way, and the kernel computes with int32. */
function clampSize(size: number): number {
  return size > MAX_HEAP_SIZE ? MAX_HEAP_SIZE : size;
}

/** The power of two that an alignment is. */
function shiftOf(align: number): number {
  return align <= MAX_HEAP_SIZE ? 31 - Math.clz32(align) : Math.log2(align);
}
