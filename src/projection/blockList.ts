import { lowerBound } from '../base/ascending';
import type { Work } from '../base/work';
import { BACK_POINTER_SIZE, HEADER_SIZE } from '../engine/block';
import type { Explanation } from '../engine/explain';
import type { Heap } from '../engine/heap';
import { Counter } from '../engine/counters';
import type { BlockColumns } from './blockColumns';

/** In `requested`: the block is free. */
export const FREE = -1;

/** Room for so many more blocks before the columns have to grow. */
const SPARE = 1024;

/** Rows that are read before others get their turn: a fraction of a millisecond. */
const ROWS_AT_ONCE = 2048;

/** So many changes are remembered one by one. */
const REMEMBERED = 16;

/** Offsets: the first byte, and the one behind the last. */
interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** What is to be read next, and the rows where it goes. */
interface Reading {
  block: number;
  row: number;
  freeRow: number;
  /** Offset behind the last block. */
  readonly end: number;
}

/**
 * The blocks of a heap at one moment, in address order, as columns: row i of every column belongs to
 * block i. A heap of 300,000 blocks lies scattered over the caches, so every view of it reads these
 * columns instead, and a step replaces only the rows that it touched.
 */
export class BlockList implements BlockColumns {
  private count = 0;
  private freeCount = 0;
  private offsets: Uint32Array;
  private sizes: Uint32Array;
  private requests: Int32Array;
  private users: Uint32Array;
  private tags: Int32Array;
  private frees: Uint32Array;
  private freeSizes_: Uint32Array;
  private changes_ = 0;
  /** What the last changes replaced, the newest last. */
  private readonly replaced: ByteRange[] = [];

  /** @param reads whether all is read at once, or by `readInParts` */
  constructor(
    readonly heap: Heap,
    reads: 'at once' | 'in parts' = 'at once',
  ) {
    const count = this.expectedCount + SPARE;
    this.offsets = new Uint32Array(count);
    this.sizes = new Uint32Array(count);
    this.requests = new Int32Array(count);
    this.users = new Uint32Array(count);
    this.tags = new Int32Array(count);
    this.frees = new Uint32Array(heap.counter(Counter.FreeBlocks) + SPARE);
    this.freeSizes_ = new Uint32Array(this.frees.length);
    if (reads === 'at once') this.readAll();
  }

  /** Header offset of every block. */
  get blocks(): Uint32Array {
    return this.offsets.subarray(0, this.count);
  }

  /** Bytes of each block after its header. */
  get size(): Uint32Array {
    return this.sizes.subarray(0, this.count);
  }

  /** What was asked for, of each live block; FREE for the others. */
  get requested(): Int32Array {
    return this.requests.subarray(0, this.count);
  }

  /** Where the user data of each live block starts; 0 for the others. */
  get user(): Uint32Array {
    return this.users.subarray(0, this.count);
  }

  /** The event that allocated each live block; 0 for the others. */
  get tag(): Int32Array {
    return this.tags.subarray(0, this.count);
  }

  /** The free blocks, in address order: the order of the free list. */
  get free(): Uint32Array {
    return this.frees.subarray(0, this.freeCount);
  }

  /** The sizes of the free blocks, in their order. */
  get freeSizes(): Uint32Array {
    return this.freeSizes_.subarray(0, this.freeCount);
  }

  /** How often rows were replaced. */
  get changes(): number {
    return this.changes_;
  }

  /** The bytes (offsets) whose blocks may have changed since there were so many changes. */
  changedSince(changes: number): ByteRange {
    const count = this.changes_ - changes;
    if (count > this.replaced.length) return { start: 0, end: this.heap.config.size };
    let [start, end] = [Infinity, 0];
    for (const range of this.replaced.slice(this.replaced.length - count)) {
      start = Math.min(start, range.start);
      end = Math.max(end, range.end);
    }
    return { start, end };
  }

  /** Place of the block that covers `offset`, or of the one before the lost bytes there. */
  indexAt(offset: number): number {
    let low = 0;
    let high = this.count - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if (this.offsets[middle] <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** Whether a block's header is exactly at `offset`. */
  has(offset: number): boolean {
    return this.offsets[this.indexAt(offset)] === offset;
  }

  /** Bytes between the header and the back pointer of the live block in a row. */
  paddingAt(row: number): number {
    return this.users[row] - this.offsets[row] - HEADER_SIZE - BACK_POINTER_SIZE;
  }

  /** Bytes of the live block in a row after its user data. */
  tailAt(row: number): number {
    const userEnd = this.users[row] + this.requests[row];
    return this.offsets[row] + HEADER_SIZE + this.sizes[row] - userEnd;
  }

  /** Whether the block in a row, its header included, has one of the addresses `low..high` in it. */
  covers(row: number, low: number, high: number): boolean {
    const start = this.heap.config.base + this.offsets[row];
    return start <= high && start + HEADER_SIZE + this.sizes[row] > low;
  }

  /** Bytes between the block in a row and the next that belong to neither. */
  lostAt(row: number): number {
    const next = row + 1 < this.count ? this.offsets[row + 1] : this.heap.config.size;
    return next - (this.offsets[row] + HEADER_SIZE + this.sizes[row]);
  }

  /** Reads every block anew: the heap has gone somewhere else. */
  readAll(): void {
    this.read(this.beginAnew(), Infinity);
  }

  /**
   * `readAll` that yields often: of a million blocks it takes a tenth of a second. In between the
   * rows mean nothing, the heap must stay as it is, and `readAll` may be called.
   */
  *readInParts(): Work<void> {
    const reading = this.beginAnew();
    const { changes } = this;
    while (!this.read(reading, ROWS_AT_ONCE)) {
      yield;
      if (this.changes !== changes) return;
    }
  }

  /**
   * Follows the heap over one event, forward or back.
   * @param explanations what that event did
   */
  follow(explanations: readonly Explanation[]): void {
    let [low, high] = [Infinity, 0];
    for (const explanation of explanations) {
      const extent = extentOf(explanation);
      if (extent === undefined) continue;
      low = Math.min(low, extent.start);
      high = Math.max(high, extent.end);
    }
    if (low >= high) return;
    const first = this.indexAt(low);
    // Up to the first block after the touched bytes that begins where one began before.
    let last = first;
    let offset = this.offsets[first];
    while (offset < this.heap.config.size) {
      offset = this.heap.blockAfter(offset);
      while (last < this.count && this.offsets[last] < offset) last++;
      if (offset >= high && last < this.count && this.offsets[last] === offset) break;
    }
    if (last === this.count) offset = this.heap.config.size;
    this.replace(first, last, this.offsets[first], offset);
    if (this.count !== this.expectedCount) this.readAll();
  }

  private beginAnew(): Reading {
    this.count = 0;
    this.freeCount = 0;
    const { heap } = this;
    // A walk to count them would go over a large heap, and miss every cache, a second time.
    return this.begin(
      0,
      0,
      0,
      heap.config.size,
      this.expectedCount,
      heap.counter(Counter.FreeBlocks),
    );
  }

  private get expectedCount(): number {
    return this.heap.counter(Counter.LiveBlocks) + this.heap.counter(Counter.FreeBlocks);
  }

  /** Puts the heap's blocks `start..end` in the place of the rows `first..last`. */
  private replace(first: number, last: number, start: number, end: number): void {
    const { heap } = this;
    let [made, madeFree] = [0, 0];
    for (let block = start; block < end; block = heap.blockAfter(block)) {
      made++;
      if (!heap.isLive(block)) madeFree++;
    }
    this.read(this.begin(first, last, start, end, made, madeFree), Infinity);
  }

  /** `replace` by so many blocks, of which so many are free; they have yet to be read. */
  private begin(
    first: number,
    last: number,
    start: number,
    end: number,
    made: number,
    madeFree: number,
  ): Reading {
    this.noteChange({ start, end });
    const firstFree = lowerBound(this.frees, start, this.freeCount);
    const lastFree =
      last === this.count ? this.freeCount : lowerBound(this.frees, end, this.freeCount);
    this.makeRoom(last, first + made, lastFree, firstFree + madeFree);
    return { block: start, row: first, freeRow: firstFree, end };
  }

  /** Reads at most so many blocks. Returns whether all are. */
  private read(reading: Reading, most: number): boolean {
    const { heap } = this;
    const { end } = reading;
    let { block, row, freeRow } = reading;
    for (let count = 0; block < end && count < most; count++, block = heap.blockAfter(block)) {
      const isLive = heap.isLive(block);
      this.offsets[row] = block;
      this.sizes[row] = heap.blockSize(block);
      this.requests[row] = isLive ? heap.requestedSize(block) : FREE;
      this.users[row] = isLive ? heap.userOffset(block) : 0;
      this.tags[row] = isLive ? heap.tag(block) : 0;
      if (!isLive) {
        this.freeSizes_[freeRow] = this.sizes[row];
        this.frees[freeRow++] = block;
      }
      row++;
    }
    reading.block = block;
    reading.row = row;
    reading.freeRow = freeRow;
    return block >= end;
  }

  private noteChange(range: ByteRange): void {
    this.changes_++;
    if (this.replaced.push(range) > REMEMBERED) this.replaced.shift();
  }

  /** Moves what lies behind the replaced rows to where it belongs. */
  private makeRoom(from: number, to: number, fromFree: number, toFree: number): void {
    const count = this.count + to - from;
    const freeCount = this.freeCount + toFree - fromFree;
    if (count > this.offsets.length) {
      this.offsets = grown(this.offsets, count);
      this.sizes = grown(this.sizes, count);
      this.requests = grown(this.requests, count);
      this.users = grown(this.users, count);
      this.tags = grown(this.tags, count);
    }
    if (freeCount > this.frees.length) {
      this.frees = grown(this.frees, freeCount);
      this.freeSizes_ = grown(this.freeSizes_, freeCount);
    }
    if (from !== to) {
      for (const column of [this.offsets, this.sizes, this.requests, this.users, this.tags]) {
        column.copyWithin(to, from, this.count);
      }
    }
    this.frees.copyWithin(toFree, fromFree, this.freeCount);
    this.freeSizes_.copyWithin(toFree, fromFree, this.freeCount);
    this.count = count;
    this.freeCount = freeCount;
  }
}

/** The bytes in which an operation may have changed where blocks begin, or nothing. */
function extentOf(explanation: Explanation): ByteRange | undefined {
  switch (explanation.kind) {
    case 'alloc': {
      const { placement } = explanation;
      if (placement === null) return undefined;
      const { block, whole } = placement;
      return { start: block, end: block + HEADER_SIZE + whole };
    }
    case 'free': {
      const { block, size } = explanation.result;
      return { start: block, end: block + HEADER_SIZE + size };
    }
    case 'inPlace': {
      const { block, size, oldSize } = explanation;
      return { start: block, end: block + HEADER_SIZE + Math.max(size, oldSize) };
    }
  }
}

function grown<T extends Uint32Array | Int32Array>(column: T, count: number): T {
  const result = new (column.constructor as new (length: number) => T)(
    count + (count >> 2) + SPARE,
  );
  result.set(column);
  return result;
}
