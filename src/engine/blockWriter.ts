import { alignUp } from '../base/math';
import { BACK_POINTER_SIZE, HEADER_SIZE, MIN_FREE_BLOCK, NONE } from './block';
import type { HeapConfig } from './config';
import { FreeIndex } from './freeIndex/freeIndex';
import { HeapReader } from './heapReader';
import { Counter, imageCell, LIVE_CELL, type Memory } from './memory';

/**
 * The two changes that all operations consist of, with the counters and the index of free blocks:
 * a free block is taken, a live one is given back.
 *
 * Both are written out in full, on the arrays of a short list themselves: as calls of small parts
 * they take twice as long, because V8 does not inline that many. What the index knows of a
 * neighbour is not read from the heap, where it is seldom in a cache.
 */
export class BlockWriter extends HeapReader {
  protected readonly index: FreeIndex;
  private readonly cells: Int32Array;
  /** Cell of the first word of the image. */
  private readonly image: number;

  constructor(config: HeapConfig, memory: Memory) {
    super(config, memory);
    this.cells = memory.cells;
    this.image = imageCell(config.size);
    // Other workers change a shared heap without a word.
    this.index = new FreeIndex(this, memory.buffer instanceof ArrayBuffer);
  }

  /** The last free block before `offset` in address order, or NONE. */
  freeBefore(offset: number): number {
    if (this.index.isKnown) return this.index.before(offset);
    let previous = NONE;
    for (let block = this.head; block >= 0 && block < offset; block = this.nextFree(block)) {
      previous = block;
    }
    return previous;
  }

  /**
   * Makes a free block a live one of `consumed` bytes, splitting off what lies beyond them if that
   * can be a block. Returns what now stands in its place in the list: the remainder, or the next
   * free block.
   * @param place where the index has the block, or -1 if the free blocks are not known
   * @param previous the free block before it, or NONE
   */
  protected settle(
    block: number,
    place: number,
    previous: number,
    consumed: number,
    user: number,
    size: number,
    tag: number,
  ): number {
    const { cells, image, baseLow, baseHigh, carryFrom } = this;
    const cell = image + (block >> 2);
    const whole = cells[cell];
    let end = block + HEADER_SIZE + whole;
    let successor = NONE;
    let nextLow = cells[cell + 2];
    let nextHigh = cells[cell + 3];
    if (whole - consumed >= MIN_FREE_BLOCK) {
      end = block + HEADER_SIZE + consumed;
      successor = alignUp(end, 8);
      const remainder = image + (successor >> 2);
      const rest = whole + block - successor;
      cells[remainder] = rest;
      cells[remainder + 1] = 0;
      cells[remainder + 2] = nextLow;
      cells[remainder + 3] = nextHigh;
      cells[cell] = consumed;
      cells[cell + 1] = 0;
      cells[cell + 2] = 0;
      cells[cell + 3] = 0;
      nextLow = baseLow + successor;
      nextHigh = successor >= carryFrom ? baseHigh + 1 : baseHigh;
      cells[Counter.LostBytes] += successor - end;
      cells[Counter.Splits]++;
      cells[Counter.FreeBytes] += rest - whole;
      const { short } = this.index;
      if (short !== null) {
        short.entries[place] = successor;
        short.entries[place + 1] = rest;
      } else this.index.replace(place, block, whole, successor, rest);
    } else {
      // A block taken whole keeps its stale link, as in the reference.
      if (nextLow !== 0 || nextHigh !== 0) successor = (nextLow - baseLow) | 0;
      cells[Counter.FreeBlocks]--;
      cells[Counter.FreeBytes] -= whole;
    }
    if (previous < 0) cells[Counter.Head] = successor;
    else {
      const link = image + (previous >> 2) + 2;
      cells[link] = nextLow;
      cells[link + 1] = nextHigh;
    }
    const pointer = image + ((user - BACK_POINTER_SIZE) >> 2);
    cells[pointer] = baseLow + block;
    cells[pointer + 1] = block >= carryFrom ? baseHigh + 1 : baseHigh;
    const slot = LIVE_CELL + (block >> 3);
    cells[slot] = ~size;
    cells[slot + 1] = user;
    cells[slot + 2] = tag;
    cells[Counter.LiveBlocks]++;
    const liveBytes = (cells[Counter.LiveBytes] += size);
    if (liveBytes > cells[Counter.PeakLiveBytes]) cells[Counter.PeakLiveBytes] = liveBytes;
    if (end > cells[Counter.HighWater]) cells[Counter.HighWater] = end;
    if (whole - consumed < MIN_FREE_BLOCK) this.index.remove(place, block, whole);
    return successor;
  }

  /** Puts a live block back into the free list by address and joins it with its neighbours. */
  protected giveBack(block: number): void {
    const { cells, image, baseLow, baseHigh, carryFrom, index } = this;
    const { short, long } = index;
    let place = -1;
    let previous = NONE;
    let next = NONE;
    if (short !== null) {
      place = short.placeOf(block);
      if (place > 0) previous = short.entries[place - 2];
      if (place < short.end) next = short.entries[place];
    } else if (long !== null) {
      long.seek(block);
      place = long.nextPlace;
      previous = long.previous;
      next = long.next;
    } else {
      previous = this.freeBefore(block);
      next = previous < 0 ? cells[Counter.Head] : this.nextFree(previous);
    }
    const cell = image + (block >> 2);
    const size = cells[cell];
    const isBeforeNext = next >= 0 && block + HEADER_SIZE + size === next;
    cells[Counter.LiveBlocks]--;
    cells[Counter.LiveBytes] -= ~cells[LIVE_CELL + (block >> 3)];
    cells[Counter.FreeBytes] += size;
    const slot = LIVE_CELL + (block >> 3);
    cells[slot] = 0;
    cells[slot + 1] = 0;
    cells[slot + 2] = 0;

    let joined = size;
    let nextSize = 0;
    let nextLow = 0;
    let nextHigh = 0;
    if (isBeforeNext) {
      const link = image + (next >> 2);
      nextSize = cells[link];
      joined += HEADER_SIZE + nextSize;
      nextLow = cells[link + 2];
      nextHigh = cells[link + 3];
      cells[Counter.FreeBytes] += HEADER_SIZE;
      cells[Counter.Coalesces]++;
      if (cells[Counter.Rover] === next) cells[Counter.Rover] = block;
    } else if (next >= 0) {
      nextLow = baseLow + next;
      nextHigh = next >= carryFrom ? baseHigh + 1 : baseHigh;
    }
    cells[cell] = joined;
    cells[cell + 1] = 0;
    cells[cell + 2] = nextLow;
    cells[cell + 3] = nextHigh;

    if (previous < 0) cells[Counter.Head] = block;
    else {
      const before = image + (previous >> 2);
      const previousSize = this.sizeBefore(place, previous);
      if (previous + HEADER_SIZE + previousSize === block) {
        joined += HEADER_SIZE + previousSize;
        cells[before] = joined;
        cells[before + 1] = 0;
        cells[before + 2] = nextLow;
        cells[before + 3] = nextHigh;
        cells[Counter.FreeBytes] += HEADER_SIZE;
        cells[Counter.Coalesces]++;
        if (cells[Counter.Rover] === block) cells[Counter.Rover] = previous;
        if (short !== null) short.entries[place - 1] = joined;
        else if (long !== null)
          long.replace(long.previousPlace, previous, previousSize, previous, joined);
        if (isBeforeNext) {
          cells[Counter.FreeBlocks]--;
          index.remove(place, next, nextSize);
        }
        return;
      }
      cells[before + 2] = baseLow + block;
      cells[before + 3] = block >= carryFrom ? baseHigh + 1 : baseHigh;
    }
    if (isBeforeNext) {
      if (short !== null) {
        short.entries[place] = block;
        short.entries[place + 1] = joined;
      } else index.replace(place, next, nextSize, block, joined);
    } else {
      cells[Counter.FreeBlocks]++;
      if (short !== null) index.insert(place, block, size);
      else if (long !== null) long.addSought(block, size);
      else index.add(block, size);
    }
  }

  /** The size of the free block in front of a place. */
  private sizeBefore(place: number, previous: number): number {
    const { short, long } = this.index;
    if (short !== null) return short.entries[place - 1];
    return long !== null ? long.sizeAt(long.previousPlace) : this.words[previous >> 2];
  }

  /** Writes the size and next word of a block. */
  protected setHeader(block: number, size: number, next: number): void {
    const cell = block >> 2;
    this.words[cell] = size;
    this.words[cell + 1] = 0;
    this.setAddress(cell + 2, next);
  }

  protected setAddress(cell: number, offset: number): void {
    const { words } = this;
    if (offset < 0) {
      words[cell] = 0;
      words[cell + 1] = 0;
      return;
    }
    words[cell] = this.baseLow + offset;
    words[cell + 1] = offset >= this.carryFrom ? this.baseHigh + 1 : this.baseHigh;
  }
}
