import type { Work } from '../../base/work';
import type { RecordedMetrics, RecordedRegion } from '../../protocol/recorded';
import { lowerBound } from '../../base/ascending';
import type { RecordedHeap } from '../../replay/recorded/recordedHeap';
import { addressText } from './recordedWords';

/** The sums over all live blocks of one moment. */
export interface RecordedSummary {
  readonly metrics: RecordedMetrics;
  readonly regions: readonly RecordedRegion[];
}

/** Blocks gone over between two yields: a millisecond or so. */
const BLOCKS_AT_ONCE = 2 ** 15;

/** How blocks cover the regions that they lie in: takes them in the order of their places. */
class Coverage {
  /** Regions that have blocks. */
  regions = 0;
  /** Bytes that blocks cover. */
  covered = 0;
  /** Blocks that lie partly where another one does. */
  overlapping = 0;
  private spanBefore = 0;
  private first = 0;
  private reach = 0;
  /** Whether the block that reaches furthest so far was counted as overlapping. */
  private isCounted = false;

  /** Bytes from the first block of each region to the end of its last. */
  get span(): number {
    return this.spanBefore + this.reach - this.first;
  }

  /** What is added from here on lies in another region, of which this is where the first block begins. */
  beginRegion(place: number): void {
    this.spanBefore = this.span;
    this.first = this.reach = place;
    this.isCounted = false;
    this.regions++;
  }

  add(begin: number, end: number): void {
    const overlaps = begin < this.reach;
    if (overlaps) {
      this.overlapping += this.isCounted ? 1 : 2;
      this.isCounted = true;
    }
    if (end <= this.reach) return;
    this.covered += end - Math.max(begin, this.reach);
    // The one that reaches furthest now is this one.
    this.isCounted = overlaps;
    this.reach = end;
  }
}

/** Sums over all live blocks, in one walk that stops now and then. */
export function* recordedSummary(heap: RecordedHeap): Work<RecordedSummary> {
  const { blocks, live } = heap;
  const { start, regions } = blocks;
  const liveBlocks = new Uint32Array(regions.length);
  const liveBytes = new Float64Array(regions.length);
  const coverage = new Coverage();
  let region = -1;
  for (let row = 0; row < live.length; row++) {
    if (row % BLOCKS_AT_ONCE === BLOCKS_AT_ONCE - 1) yield;
    const rank = live[row];
    const begin = start[rank];
    const isNext = region + 1 < regions.length && begin >= regions[region + 1].place;
    if (region < 0 || isNext) {
      region = blocks.regionAt(begin);
      coverage.beginRegion(begin);
    }
    liveBlocks[region]++;
    liveBytes[region] += blocks.sizeAt(rank);
    coverage.add(begin, begin + blocks.extentAt(rank));
  }
  return {
    metrics: {
      liveBlocks: live.length,
      liveBytes: heap.liveBytes,
      madeBlocks: lowerBound(blocks.births.event, heap.at),
      regions: coverage.regions,
      span: coverage.span,
      covered: coverage.covered,
      overlapping: coverage.overlapping,
    },
    regions: regions.map(({ place, length, address, gap }, i) => ({
      place,
      length,
      address: addressText(address),
      gap: Number(gap ?? 0),
      liveBlocks: liveBlocks[i],
      liveBytes: liveBytes[i],
    })),
  };
}
