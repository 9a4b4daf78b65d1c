import { lowerBound } from '../../base/ascending';
import { NONE } from '../../engine/block';
import type { DrawnLink } from '../../protocol/drawing';
import { FREE, type BlockList } from '../blockList';
import type { BlockState, Region } from './regions';

/** How the event changed the links of the free list. */
export interface LinkChanges {
  /** Links that were there before and are no more, in list order. */
  readonly ended: readonly DrawnLink[];
  /** Links that are there now and were not before, in list order. */
  readonly made: readonly DrawnLink[];
}

/**
 * The links that lead from, to or past the blocks of the regions: outside of them nothing changed.
 * @param list the blocks after the event
 */
export function linkChanges(list: BlockList, regions: readonly Region[]): LinkChanges {
  const before = linksThrough(list, regions, ({ before: blocks }) => blocks);
  const after = linksThrough(list, regions, ({ after: blocks }) => blocks);
  return { ended: differing(before, after), made: differing(after, before) };
}

function differing(links: Map<number, number>, others: Map<number, number>): DrawnLink[] {
  return [...links]
    .filter(([from, to]) => others.get(from) !== to)
    .map(([from, to]) => ({ from, to }));
}

/** Where each link leads, from the last free block before the first region on. */
function linksThrough(
  list: BlockList,
  regions: readonly Region[],
  blocksOf: (region: Region) => readonly BlockState[],
): Map<number, number> {
  const links = new Map<number, number>();
  const [first] = regions;
  if (first === undefined) return links;
  const { free } = list;
  const before = lowerBound(free, first.from) - 1;
  let from = before >= 0 ? free[before] : NONE;
  for (const [index, region] of regions.entries()) {
    for (const { block, requested } of blocksOf(region)) {
      if (requested !== FREE) continue;
      links.set(from, block);
      from = block;
    }
    // Between two regions, and after the last one, the list is as it was.
    const start = lowerBound(free, region.to);
    const next = regions.at(index + 1);
    const end = next ? lowerBound(free, next.from) : Math.min(start + 1, free.length);
    if (start < end) {
      links.set(from, free[start]);
      from = free[end - 1];
    } else if (!next) links.set(from, NONE);
  }
  return links;
}
