import { HEADER_SIZE } from '../engine/block';
import { FREE, type BlockList } from './blockList';

/** Rows `first..last` of a block list that would be one free block if the live ones were freed. */
export interface Run {
  readonly first: number;
  readonly last: number;
  /** Live blocks in it, and their bytes, headers included. */
  readonly count: number;
  readonly bytes: number;
  /** Size of the free block, without its header. */
  readonly joined: number;
}

/**
 * The fewest neighbouring live blocks that stand in the way of an allocation; of as many those with
 * the fewest bytes. Undefined if not even an empty heap would do. Blocks with lost bytes between
 * them never merge. Linear in the number of blocks.
 */
export function fewestInTheWay(list: BlockList, size: number, align: number): Run | undefined {
  const { blocks, size: sizes, requested, heap } = list;
  let best: Run | undefined;
  let last = -1;
  let count = 0;
  let bytes = 0;
  const isLive = (row: number) => requested[row] !== FREE;
  const extent = (row: number) => HEADER_SIZE + sizes[row];
  for (let first = 0; first < blocks.length; first++) {
    const needed = heap.consumed(blocks[first], size, align);
    if (last < first) [last, count, bytes] = [first, 0, 0];
    if (last === first) [count, bytes] = isLive(first) ? [1, extent(first)] : [0, 0];
    const joined = () => blocks[last] + sizes[last] - blocks[first];
    while (joined() < needed && last + 1 < blocks.length && list.lostAt(last) === 0) {
      last++;
      if (!isLive(last)) continue;
      count++;
      bytes += extent(last);
    }
    // Another padding may need fewer.
    while (last > first && blocks[last - 1] + sizes[last - 1] - blocks[first] >= needed) {
      if (isLive(last)) {
        count--;
        bytes -= extent(last);
      }
      last--;
    }
    const isBetter =
      best === undefined || count < best.count || (count === best.count && bytes < best.bytes);
    if (joined() >= needed && isBetter) best = { first, last, count, bytes, joined: joined() };
    if (isLive(first)) {
      count--;
      bytes -= extent(first);
    }
  }
  return best && withFreeNeighbours(list, best);
}

/** Free blocks that touch a run merge with it, whether or not they are needed. */
function withFreeNeighbours(list: BlockList, run: Run): Run {
  const { blocks, size, requested } = list;
  let { first, last } = run;
  while (first > 0 && requested[first - 1] === FREE && list.lostAt(first - 1) === 0) first--;
  while (last + 1 < blocks.length && requested[last + 1] === FREE && list.lostAt(last) === 0)
    last++;
  return { ...run, first, last, joined: blocks[last] + size[last] - blocks[first] };
}

/** A live block, and the size of the free block that would be there without it. */
export interface Keeper {
  readonly row: number;
  readonly joined: number;
}

/** The live blocks between two free ones without which the largest free blocks would come to be. */
export function largestKeepers(list: BlockList, most: number): Keeper[] {
  const { blocks, size, requested } = list;
  const keepers: Keeper[] = [];
  for (let row = 0; row < blocks.length; row++) {
    if (requested[row] === FREE) continue;
    const before = row > 0 && requested[row - 1] === FREE && list.lostAt(row - 1) === 0;
    const after = row + 1 < blocks.length && requested[row + 1] === FREE && list.lostAt(row) === 0;
    if (!before || !after) continue;
    const joined = size[row - 1] + HEADER_SIZE + size[row] + HEADER_SIZE + size[row + 1];
    if (keepers.length === most && joined <= keepers[most - 1].joined) continue;
    let place = keepers.length;
    while (place > 0 && keepers[place - 1].joined < joined) place--;
    keepers.splice(place, 0, { row, joined });
    keepers.length = Math.min(keepers.length, most);
  }
  return keepers;
}
