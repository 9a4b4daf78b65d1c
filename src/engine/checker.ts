import { BACK_POINTER_SIZE, HEADER_SIZE, NONE } from './block';
import type { Heap } from './heap';
import { Counter } from './counters';

/** What a walk over the heap counts, to be compared with the counters. */
interface Tally {
  liveBlocks: number;
  liveBytes: number;
  freeBlocks: number;
  freeBytes: number;
  lostBytes: number;
}

/**
 * The heap checker: walks the heap and the free list and returns every violated invariant in
 * words. An empty list means that the heap is sound. Takes time linear in the number of blocks.
 */
export function checkHeap(heap: Heap): string[] {
  const violations: string[] = [];
  const listed = walkFreeList(heap, violations);
  const tally = walkBlocks(heap, listed, violations);
  compareCounters(heap, tally, violations);
  if (heap.rover !== NONE && !listed.has(heap.rover)) {
    violations.push(`the roving pointer names ${heap.rover}, which is not in the free list`);
  }
  return violations;
}

/** The free list: addresses ascend (so there is no cycle) and stay inside the heap. */
function walkFreeList(heap: Heap, violations: string[]): Set<number> {
  const listed = new Set<number>();
  let previous = NONE;
  for (let block = heap.head; block >= 0; block = heap.nextFree(block)) {
    if (block <= previous) {
      violations.push(`free block ${block} follows ${previous}: addresses do not ascend`);
      break;
    }
    if (block + HEADER_SIZE > heap.config.size) {
      violations.push(`free block ${block} lies outside the heap`);
      break;
    }
    listed.add(block);
    previous = block;
  }
  return listed;
}

/** The blocks: they tile the heap, and each one is what its state says. */
function walkBlocks(heap: Heap, listed: ReadonlySet<number>, violations: string[]): Tally {
  const { size, layout } = heap.config;
  const tally: Tally = {
    liveBlocks: 0,
    liveBytes: 0,
    freeBlocks: 0,
    freeBytes: 0,
    lostBytes: 0,
  };
  let block = 0;
  let previousFree = false;
  while (block < size) {
    const blockSize = heap.blockSize(block);
    const end = block + HEADER_SIZE + blockSize;
    if (blockSize < BACK_POINTER_SIZE || end > size) {
      violations.push(`block ${block} has size ${blockSize}`);
      return tally;
    }
    const live = heap.isLive(block);
    if (live === listed.has(block)) {
      violations.push(
        `block ${block} is ${live ? 'live and in' : 'free and not in'} the free list`,
      );
    }
    if (live) checkLive(heap, block, violations);
    if (layout === 'rounded' && !live && previousFree) {
      violations.push(`free block ${block} has a free neighbour before it`);
    }
    const next = heap.blockAfter(block);
    const lost = next - end;
    if (lost !== 0 && layout === 'rounded') violations.push(`${lost} bytes lost after ${block}`);
    tally.lostBytes += lost;
    if (live) {
      tally.liveBlocks++;
      tally.liveBytes += heap.requestedSize(block);
    } else {
      tally.freeBlocks++;
      tally.freeBytes += blockSize;
    }
    previousFree = !live;
    block = next;
  }
  return tally;
}

function checkLive(heap: Heap, block: number, violations: string[]): void {
  const user = heap.userOffset(block);
  const end = block + HEADER_SIZE + heap.blockSize(block);
  if (user < block + HEADER_SIZE + BACK_POINTER_SIZE || user + heap.requestedSize(block) > end) {
    violations.push(`user data of block ${block} is not inside it`);
  }
  if (heap.blockOfUser(user) !== block) {
    violations.push(`the back pointer before ${user} does not lead to block ${block}`);
  }
}

function compareCounters(heap: Heap, tally: Tally, violations: string[]): void {
  const pairs: [string, number, number][] = [
    ['live blocks', heap.counter(Counter.LiveBlocks), tally.liveBlocks],
    ['live bytes', heap.counter(Counter.LiveBytes), tally.liveBytes],
    ['free blocks', heap.counter(Counter.FreeBlocks), tally.freeBlocks],
    ['free bytes', heap.counter(Counter.FreeBytes), tally.freeBytes],
    ['lost bytes', heap.counter(Counter.LostBytes), tally.lostBytes],
  ];
  for (const [name, counted, walked] of pairs) {
    if (counted !== walked) violations.push(`${name}: counted ${counted}, walked ${walked}`);
  }
}
