import type { Work } from '../../base/work';
import { clamp } from '../../base/math';
import { NO_EVENT } from '../journal';
import { lowerBound } from '../../base/ascending';
import { type RecordedBlocks } from './recordedBlocks';

/** Up to so many changes are made one by one; more are merged in at once. */
const FEW_CHANGES = 8;
/** Where more than this share of all blocks change, it is quicker to look at all of them. */
const LARGE_SHARE = 1 / 32;
/** Blocks gone over between two yields. */
const BLOCKS_AT_ONCE = 2 ** 15;

/**
 * The blocks that the recorded program had after some events. What is known of each never changes,
 * so there is nothing to undo: the cursor only decides which are there.
 */
export class RecordedHeap {
  private position = 0;
  private ranks: Uint32Array<ArrayBuffer> = new Uint32Array(0);
  private count = 0;
  private bytes = 0;

  constructor(readonly blocks: RecordedBlocks) {}

  /** How many events have happened. */
  get at(): number {
    return this.position;
  }

  /** The ranks of the blocks that are there, ascending: by address. Valid until the next `goTo`. */
  get live(): Uint32Array<ArrayBuffer> {
    return this.ranks.subarray(0, this.count);
  }

  /** How many of them begin at the places `from..to`. */
  countIn(from: number, to: number): number {
    const { start } = this.blocks;
    return this.rowAt(to, start) - this.rowAt(from, start);
  }

  /** What was asked for all of them. */
  get liveBytes(): number {
    return this.bytes;
  }

  /**
   * Shows what was there after `at` events; out of range means the nearest end. Far moves stop now
   * and then; until they are done, and if they are given up, the cursor is where it was.
   */
  *goTo(at: number): Work<void> {
    const { blocks, position } = this;
    const target = clamp(at, 0, blocks.trace.eventCount);
    if (target === position) return;
    const [low, high] = [Math.min(position, target), Math.max(position, target)];
    const { births, deaths } = blocks;
    const [bornFrom, bornTo] = [lowerBound(births.event, low), lowerBound(births.event, high)];
    const [diedFrom, diedTo] = [lowerBound(deaths.event, low), lowerBound(deaths.event, high)];
    if (bornTo - bornFrom + diedTo - diedFrom > blocks.count * LARGE_SHARE + FEW_CHANGES) {
      yield* this.readAll(target);
      return;
    }
    const born = births.rank.subarray(bornFrom, bornTo);
    const died = deaths.rank.subarray(diedFrom, diedTo);
    const [come, go] = target > position ? [born, died] : [died, born];
    // What both came and went in between is in neither.
    yield* this.change(
      target,
      come.filter((rank) => blocks.isLiveAt(rank, target) && !blocks.isLiveAt(rank, position)),
      go.filter((rank) => blocks.isLiveAt(rank, position) && !blocks.isLiveAt(rank, target)),
    );
  }

  private *change(at: number, come: Uint32Array, go: Uint32Array) {
    let { bytes } = this;
    for (const rank of come) bytes += this.blocks.sizeAt(rank);
    for (const rank of go) bytes -= this.blocks.sizeAt(rank);
    if (come.length + go.length <= FEW_CHANGES) {
      for (const rank of go) this.remove(rank);
      for (const rank of come) this.insert(rank);
    } else yield* this.merge(come.toSorted(), go.toSorted());
    this.bytes = bytes;
    this.position = at;
  }

  /** The first row whose block begins at a place or behind it. */
  private rowAt(place: number, start: Float64Array): number {
    return lowerBound(this.ranks, lowerBound(start, place), this.count);
  }

  private remove(rank: number): void {
    const row = lowerBound(this.ranks, rank, this.count);
    this.ranks.copyWithin(row, row + 1, this.count);
    this.count--;
  }

  private insert(rank: number): void {
    if (this.count === this.ranks.length) this.ranks = enlarged(this.ranks);
    const row = lowerBound(this.ranks, rank, this.count);
    this.ranks.copyWithin(row + 1, row, this.count);
    this.ranks[row] = rank;
    this.count++;
  }

  private *merge(come: Uint32Array, go: Uint32Array): Work<void> {
    const before = this.live;
    const merged = new Uint32Array(roomFor(before.length + come.length));
    let [count, coming, going] = [0, 0, 0];
    for (let row = 0; row < before.length; row++) {
      if (row % BLOCKS_AT_ONCE === BLOCKS_AT_ONCE - 1) yield;
      const rank = before[row];
      while (coming < come.length && come[coming] < rank) merged[count++] = come[coming++];
      if (going < go.length && go[going] === rank) going++;
      else merged[count++] = rank;
    }
    while (coming < come.length) merged[count++] = come[coming++];
    this.ranks = merged;
    this.count = count;
  }

  /** Looks at every block there ever was: a scan of two columns. */
  private *readAll(at: number): Work<void> {
    const { blocks } = this;
    const { born, end, count } = blocks;
    let ranks: Uint32Array<ArrayBuffer> = new Uint32Array(roomFor(this.count));
    let found = 0;
    let bytes = 0;
    for (let rank = 0; rank < count; rank++) {
      if (rank % BLOCKS_AT_ONCE === BLOCKS_AT_ONCE - 1) yield;
      const ended = end[rank];
      if (born[rank] >= at || (ended !== NO_EVENT && ended < at)) continue;
      if (found === ranks.length) ranks = enlarged(ranks);
      ranks[found++] = rank;
      bytes += blocks.sizeAt(rank);
    }
    this.position = at;
    this.ranks = ranks;
    this.count = found;
    this.bytes = bytes;
  }
}

function enlarged(ranks: Uint32Array): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(roomFor(2 * ranks.length));
  larger.set(ranks);
  return larger;
}

function roomFor(count: number): number {
  return Math.ceil(count * 1.25) + 64;
}
