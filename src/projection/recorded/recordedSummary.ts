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

/** Sums over all live blocks, in one walk that stops now and then. */
export function* recordedSummary(heap: RecordedHeap): Work<RecordedSummary> {
  const { blocks, live } = heap;
  const { start, regions } = blocks;
  const liveBlocks = new Uint32Array(regions.length);
  const liveBytes = new Float64Array(regions.length);
  let [region, first, reach] = [-1, 0, 0];
  let [used, span, covered, overlapping] = [0, 0, 0, 0];
  // Whether the block that reaches furthest so far was counted as overlapping.
  let isCounted = false;
  for (let row = 0; row < live.length; row++) {
    if (row % BLOCKS_AT_ONCE === BLOCKS_AT_ONCE - 1) yield;
    const rank = live[row];
    const begin = start[rank];
    const end = begin + blocks.extentAt(rank);
    const isNext = region + 1 < regions.length && begin >= regions[region + 1].place;
    if (region < 0 || isNext) {
      if (region >= 0) span += reach - first;
      region = blocks.regionAt(begin);
      [first, reach, isCounted] = [begin, begin, false];
      used++;
    }
    liveBlocks[region]++;
    liveBytes[region] += blocks.sizeAt(rank);
    if (begin < reach) {
      overlapping += isCounted ? 1 : 2;
      isCounted = true;
    }
    if (end > reach) {
      covered += end - Math.max(begin, reach);
      // The one that reaches furthest now is this one.
      isCounted = begin < reach;
      reach = end;
    }
  }
  if (region >= 0) span += reach - first;
  return {
    metrics: {
      liveBlocks: live.length,
      liveBytes: heap.liveBytes,
      madeBlocks: lowerBound(blocks.births.event, heap.at),
      regions: used,
      span,
      covered,
      overlapping,
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
