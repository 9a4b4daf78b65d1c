import { BACK_POINTER_SIZE, HEADER_SIZE } from '../../base/blockSizes';
import { MIN_FREE_BLOCK } from '../block';
import { Counter } from '../counters';
import {
  addFree,
  addToShort,
  Form,
  form,
  freeBefore,
  hasSizes,
  placeOf,
  removeFree,
  replaceFree,
} from './freeIndex';
import { addSought, before, next, placeBefore, placeNext, seek } from './longIndex';
import {
  addToCounter,
  blockSize,
  counter,
  headerOf,
  highOf,
  liveTable,
  lowOf,
  nextFree,
  padding,
  roundedUp,
  setCounter,
} from './memory';
import { placeInShort, shortEnd, shortStart } from './shortList';
import { addSize } from './sizes';

// The changes that all operations consist of, with the counters and the index of free blocks: a free
// block is taken, a live one is given back, a live one grows or shrinks where it is. What they do to
// the bytes is what `blockWriter.ts` says; what the index knows of a neighbour is not read from the
// heap, where it is seldom in a cache.

/**
 * Takes a free block for an allocation.
 * @param place where the index has the block, or 0 if the free blocks are not known
 * @param previous the free block before it, or -1 (NONE)
 */
// inline
export function take(
  block: i32,
  place: usize,
  previous: i32,
  size: i32,
  shift: i32,
  tag: i32,
): void {
  const user = block + (HEADER_SIZE + BACK_POINTER_SIZE) + padding(block, shift);
  const consumed = roundedUp(user - block - HEADER_SIZE + size);
  setCounter(Counter.Rover, settle(block, place, previous, consumed, user, size, tag));
}

/**
 * Makes a free block a live one of `consumed` bytes, splitting off what lies beyond them if that can be
 * a block. Returns what now stands in its place in the list: the remainder, or the next free block.
 */
// inline
function settle(
  block: i32,
  place: usize,
  previous: i32,
  consumed: i32,
  user: i32,
  size: i32,
  tag: i32,
): i32 {
  const header = headerOf(block);
  const whole = load<i32>(header);
  const isSplit = whole - consumed >= MIN_FREE_BLOCK;
  let end = block + HEADER_SIZE + whole;
  let successor = -1;
  let nextLow = load<i32>(header, 8);
  let nextHigh = load<i32>(header, 12);
  if (isSplit) {
    end = block + HEADER_SIZE + consumed;
    successor = (end + 7) & ~7;
    const remainder = headerOf(successor);
    const rest = whole + block - successor;
    store<i32>(remainder, rest);
    store<i32>(remainder, 0, 4);
    store<i32>(remainder, nextLow, 8);
    store<i32>(remainder, nextHigh, 12);
    store<i32>(header, consumed);
    store<i32>(header, 0, 4);
    store<i64>(header, 0, 8);
    nextLow = lowOf(successor);
    nextHigh = highOf(successor);
    addToCounter(Counter.LostBytes, successor - end);
    addToCounter(Counter.Splits, 1);
    addToCounter(Counter.FreeBytes, rest - whole);
    replaceFree(place, block, whole, successor, rest);
  } else {
    // A block taken whole keeps its stale link, as in the reference.
    successor = nextFree(block);
    addToCounter(Counter.FreeBlocks, -1);
    addToCounter(Counter.FreeBytes, -whole);
  }
  if (previous < 0) setCounter(Counter.Head, successor);
  else {
    store<i32>(headerOf(previous), nextLow, 8);
    store<i32>(headerOf(previous), nextHigh, 12);
  }
  const pointer = headerOf(user - BACK_POINTER_SIZE);
  store<i32>(pointer, lowOf(block));
  store<i32>(pointer, highOf(block), 4);
  setLive(block, ~size, user, tag);
  addToCounter(Counter.LiveBlocks, 1);
  const liveBytes = counter(Counter.LiveBytes) + size;
  setCounter(Counter.LiveBytes, liveBytes);
  if (liveBytes > counter(Counter.PeakLiveBytes)) setCounter(Counter.PeakLiveBytes, liveBytes);
  if (end > counter(Counter.HighWater)) setCounter(Counter.HighWater, end);
  if (!isSplit) removeFree(place, block, whole);
  return successor;
}

/** Puts a live block back into the free list by address and joins it with its neighbours. */
// inline
export function giveBack(block: i32): void {
  let place: usize = 0;
  let previous = -1;
  let following = -1;
  let sizeBefore = 0;
  if (form === Form.Short) {
    place = placeInShort(block);
    if (place > shortStart) {
      previous = load<i32>(place - 8);
      sizeBefore = load<i32>(place - 4);
    }
    if (place < shortEnd) following = load<i32>(place);
  } else if (form === Form.Long) {
    seek(block);
    place = placeNext;
    previous = before;
    if (previous >= 0) sizeBefore = load<i32>(placeBefore, 4);
    following = next;
  } else {
    previous = freeBefore(block);
    if (previous >= 0) sizeBefore = blockSize(previous);
    following = previous < 0 ? counter(Counter.Head) : nextFree(previous);
  }
  const header = headerOf(block);
  const size = load<i32>(header);
  const isBeforeNext = following >= 0 && block + HEADER_SIZE + size === following;
  addToCounter(Counter.LiveBlocks, -1);
  addToCounter(Counter.LiveBytes, -requestedSize(block));
  addToCounter(Counter.FreeBytes, size);
  setLive(block, 0, 0, 0);

  let joined = size;
  let nextSize = 0;
  let nextLow = 0;
  let nextHigh = 0;
  if (isBeforeNext) {
    const link = headerOf(following);
    nextSize = load<i32>(link);
    joined += HEADER_SIZE + nextSize;
    nextLow = load<i32>(link, 8);
    nextHigh = load<i32>(link, 12);
    countCoalescing(following, block);
  } else if (following >= 0) {
    nextLow = lowOf(following);
    nextHigh = highOf(following);
  }
  setHeader(header, joined, nextLow, nextHigh);

  if (previous < 0) setCounter(Counter.Head, block);
  else {
    const linking = headerOf(previous);
    if (previous + HEADER_SIZE + sizeBefore === block) {
      joined += HEADER_SIZE + sizeBefore;
      setHeader(linking, joined, nextLow, nextHigh);
      countCoalescing(block, previous);
      const placeOfPrevious = form === Form.Short ? place - 8 : placeBefore;
      replaceFree(placeOfPrevious, previous, sizeBefore, previous, joined);
      if (isBeforeNext) {
        addToCounter(Counter.FreeBlocks, -1);
        removeFree(place, following, nextSize);
      }
      return;
    }
    store<i32>(linking, lowOf(block), 8);
    store<i32>(linking, highOf(block), 12);
  }
  if (isBeforeNext) {
    replaceFree(place, following, nextSize, block, joined);
    return;
  }
  addToCounter(Counter.FreeBlocks, 1);
  if (form === Form.Short) addToShort(place, block, size);
  else if (form === Form.Long) {
    addSought(block, size);
    if (hasSizes) addSize(block, size);
  } else addFree(block, size);
}

/**
 * Makes a live block for a moment one free block of `available` bytes with what it touches, and takes
 * it again.
 * @param end the free block that touches its end, or -1 (NONE)
 */
export function grow(
  block: i32,
  end: i32,
  available: i32,
  consumed: i32,
  size: i32,
  tag: i32,
): void {
  const previous = freeBefore(block);
  const following = previous >= 0 ? nextFree(previous) : counter(Counter.Head);
  const user = load<i32>(liveTable + (usize(block) >> 1), 4);
  const endSize = end >= 0 ? blockSize(end) : 0;
  const link = end >= 0 ? nextFree(end) : following;
  addToCounter(Counter.LiveBlocks, -1);
  addToCounter(Counter.LiveBytes, -requestedSize(block));
  addToCounter(Counter.FreeBytes, available - endSize);
  setHeader(headerOf(block), available, link < 0 ? 0 : lowOf(link), link < 0 ? 0 : highOf(link));
  if (previous < 0) setCounter(Counter.Head, block);
  else {
    store<i32>(headerOf(previous), lowOf(block), 8);
    store<i32>(headerOf(previous), highOf(block), 12);
  }
  if (end >= 0) {
    addToCounter(Counter.Coalesces, 1);
    if (counter(Counter.Rover) === end) setCounter(Counter.Rover, block);
    replaceFree(placeOf(end), end, endSize, block, available);
  } else {
    addToCounter(Counter.FreeBlocks, 1);
    addFree(block, available);
  }
  const successor = settle(block, placeOf(block), previous, consumed, user, size, tag);
  if (counter(Counter.Rover) === block) setCounter(Counter.Rover, successor);
}

/** `gone` has been joined to `kept`: a header is free, and who roved to the one is sent to the other. */
function countCoalescing(gone: i32, kept: i32): void {
  addToCounter(Counter.FreeBytes, HEADER_SIZE);
  addToCounter(Counter.Coalesces, 1);
  if (counter(Counter.Rover) === gone) setCounter(Counter.Rover, kept);
}

function setHeader(header: usize, size: i32, nextLow: i32, nextHigh: i32): void {
  store<i32>(header, size);
  store<i32>(header, 0, 4);
  store<i32>(header, nextLow, 8);
  store<i32>(header, nextHigh, 12);
}

function requestedSize(block: i32): i32 {
  return ~load<i32>(liveTable + (usize(block) >> 1));
}

function setLive(block: i32, size: i32, user: i32, tag: i32): void {
  const slot = liveTable + (usize(block) >> 1);
  store<i32>(slot, size);
  store<i32>(slot, user, 4);
  store<i32>(slot, tag, 8);
}
