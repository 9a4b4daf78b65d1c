import { lowerBound } from '../../base/ascending';
import type { Work } from '../../base/work';
import type { Trace } from '../../trace/trace';
import { NO_EVENT } from '../journal';
import { addressOrder } from './addressOrder';
import { livesOf } from './lives';
import { placesOf, type Region } from './regions';

/** Rows gone over between two yields. */
const ROWS_AT_ONCE = 2 ** 14;
/** The same where rows are scattered: each may be the first on its page of memory. */
const SCATTERED_AT_ONCE = 2 ** 10;
/** The reach of all blocks before it is known for each so many blocks. */
const PAGE_BITS = 10;

/**
 * All blocks that the recorded program ever had at an address, in address order; a block's place in
 * it is its *rank*. Where two have the same address, the one that came first is before the other.
 * `place` counts bytes over all regions: see `Region`.
 */
export interface RecordedColumns {
  readonly trace: Trace;
  readonly start: Float64Array;
  /** Bytes that were asked for; LARGE where they are more. */
  readonly size: Uint32Array;
  /** The event that made each. */
  readonly born: Uint32Array;
  /** The event that ended it, or NO_EVENT. */
  readonly end: Int32Array;
  /** What happened in the order of time: events, ascending, and the rank of the block. */
  readonly births: Changes;
  readonly deaths: Changes;
  readonly regions: readonly Region[];
  readonly span: number;
  readonly gapRoom: number;
  /** Blocks without an address, or too large to be true: they are nowhere in here. */
  readonly unplaced: number;
}

export interface Changes {
  readonly event: Uint32Array;
  readonly rank: Uint32Array;
}

/** A size that the column cannot hold. */
const LARGE = 2 ** 32 - 1;
/** To read what lived takes most of the time. */
const SHARE_OF_LIVES = 0.8;

/**
 * Reads a recording as work that stops now and then, and yields how far it is where it knows, 0 to 1.
 * @throws RangeError if the blocks lie too far apart to be shown
 */
export function* recordedBlocksOf(
  trace: Trace,
): Generator<number | undefined, RecordedBlocks, undefined> {
  const reading = livesOf(trace);
  let step = reading.next();
  for (; step.done !== true; step = reading.next()) yield step.value * SHARE_OF_LIVES;
  const lives = step.value;
  const { count, high, low } = lives;
  const order = yield* addressOrder(high, low);
  const extentOf = (life: number) => Math.max(1, trace.sizeOf(lives.born[life]));
  const placed = yield* placesOf(order, high, low, extentOf);
  const [born, end] = [new Uint32Array(count), new Int32Array(count)];
  const size = new Uint32Array(count);
  const rankOf = new Uint32Array(count);
  for (let rank = 0; rank < count; rank++) {
    if (rank % SCATTERED_AT_ONCE === SCATTERED_AT_ONCE - 1) yield;
    const life = order[rank];
    born[rank] = lives.born[life];
    end[rank] = lives.end[life];
    size[rank] = Math.min(trace.sizeOf(born[rank]), LARGE);
    rankOf[life] = rank;
  }
  const deathRanks = new Uint32Array(lives.deaths.life.length);
  for (let i = 0; i < deathRanks.length; i++) {
    if (i % ROWS_AT_ONCE === ROWS_AT_ONCE - 1) yield;
    deathRanks[i] = rankOf[lives.deaths.life[i]];
  }
  const blocks = new RecordedBlocks({
    trace,
    ...placed,
    size,
    born,
    end,
    births: { event: lives.born, rank: rankOf },
    deaths: { event: lives.deaths.event, rank: deathRanks },
    unplaced: lives.unplaced,
  });
  yield* blocks.learnReach();
  return blocks;
}

/** What a recording says of its blocks: the same at every event. */
export class RecordedBlocks {
  readonly trace: Trace;
  readonly start: Float64Array;
  private readonly size: Uint32Array;
  readonly born: Uint32Array;
  readonly end: Int32Array;
  readonly births: Changes;
  readonly deaths: Changes;
  readonly regions: readonly Region[];
  readonly span: number;
  readonly gapRoom: number;
  readonly unplaced: number;
  /** How far any block before a page of ranks reaches. */
  private reach = new Float64Array(0);

  constructor(columns: RecordedColumns) {
    this.trace = columns.trace;
    this.start = columns.start;
    this.size = columns.size;
    this.born = columns.born;
    this.end = columns.end;
    this.births = columns.births;
    this.deaths = columns.deaths;
    this.regions = columns.regions;
    this.span = columns.span;
    this.gapRoom = columns.gapRoom;
    this.unplaced = columns.unplaced;
  }

  get count(): number {
    return this.born.length;
  }

  /** Bytes that were asked for. */
  sizeAt(rank: number): number {
    const size = this.size[rank];
    return size === LARGE ? this.trace.sizeOf(this.born[rank]) : size;
  }

  /** Bytes that the block takes at least: one of no bytes still has its address. */
  extentAt(rank: number): number {
    return Math.max(1, this.sizeAt(rank));
  }

  /** Whether a block is there after `at` events. */
  isLiveAt(rank: number, at: number): boolean {
    const end = this.end[rank];
    return this.born[rank] < at && (end === NO_EVENT || end >= at);
  }

  /** The block that an event made, or NO_RANK. */
  madeBy(event: number): number {
    return changedBy(this.births, event);
  }

  /** The block that an event ended, or NO_RANK. */
  endedBy(event: number): number {
    return changedBy(this.deaths, event);
  }

  /** The block that had the address of one before it did, or NO_RANK. */
  beforeAt(rank: number): number {
    return rank > 0 && this.start[rank - 1] === this.start[rank] ? rank - 1 : NO_RANK;
  }

  /** The region that a place lies in or, in a gap, the one before it. */
  regionAt(place: number): number {
    let low = 0;
    let high = this.regions.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if (this.regions[middle].place <= place) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** The address at a place, which must lie in a region. */
  addressAt(place: number): bigint {
    const { address, place: begin } = this.regions[this.regionAt(place)];
    return address + BigInt(place - begin);
  }

  /** The place of an address; undefined where no block ever was. */
  placeOf(address: bigint): number | undefined {
    for (const { address: begin, place, length } of this.regions) {
      if (address >= begin && address < begin + BigInt(length)) {
        return place + Number(address - begin);
      }
    }
    return undefined;
  }

  /** No block before this rank reaches beyond `place`. */
  rankReaching(place: number): number {
    const { reach } = this;
    let low = 0;
    let high = reach.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (reach[middle] > place) high = middle;
      else low = middle + 1;
    }
    // The first page before which something reaches so far: it is in the page before that.
    return Math.max(0, low - 1) << PAGE_BITS;
  }

  /** Must be done once, before the first `rankReaching`. */
  *learnReach(): Work<void> {
    const pages = (this.count >>> PAGE_BITS) + 1;
    const reach = new Float64Array(pages + 1);
    for (let page = 0; page < pages; page++) {
      if (page % 16 === 15) yield;
      let most = reach[page];
      const last = Math.min(this.count, (page + 1) << PAGE_BITS);
      for (let rank = page << PAGE_BITS; rank < last; rank++) {
        most = Math.max(most, this.start[rank] + this.extentAt(rank));
      }
      reach[page + 1] = most;
    }
    this.reach = reach;
  }
}

/** No block. */
export const NO_RANK = -1;

function changedBy({ event: events, rank }: Changes, event: number): number {
  const row = lowerBound(events, event);
  return row < events.length && events[row] === event ? rank[row] : NO_RANK;
}
