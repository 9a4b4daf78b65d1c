import { Counter } from '../counters';
import { giveBack, take as takeBlock } from './changes';
import { makeRoomForCopies } from './copies';
import {
  Form,
  form,
  freeBefore as freeBlockBefore,
  freeBeforeKnown,
  learnToFollow,
  learnToSearch,
  makeFreeIndex,
  placeOf,
} from './freeIndex';
import { addToCounter, addToVisitedTotal, counter, setCounter, setHeap } from './memory';
import { foundPlace, search, setPolicy, visited } from './search';

// What the host calls. Offsets and sizes are int32; -1 is NONE. An alignment comes as the power of two
// that it is.

export { grow } from './changes';
export {
  copyRoom,
  halfCount,
  lastSlot,
  packImage,
  packLive,
  unpackImage,
  unpackLive,
  wordCount,
} from './copies';
export {
  forget,
  hasSizes,
  knownBlocks,
  learnSomeToFollow,
  learnToFollow,
  learnToSearch,
  takeBack,
  tellSizes,
} from './freeIndex';
export { beforeFound, visited } from './search';

/** The caller has to walk. */
const NOT_SEARCHED: i32 = -2;

/** Says what the memory is of. Call it once, first: the memory grows, and never again. */
export function setUp(
  size: i32,
  baseLow: i32,
  baseHigh: i32,
  tailLimit: i32,
  policy: i32,
  live: i32,
  image: i32,
  end: i32,
): void {
  setHeap(size, baseLow, baseHigh, tailLimit, usize(u32(live)), usize(u32(image)), usize(u32(end)));
  setPolicy(policy);
  makeFreeIndex();
  makeRoomForCopies();
}

// ---- Questions ----

export function isKnown(): bool {
  return form !== Form.Unknown;
}

export function isLong(): bool {
  return form === Form.Long;
}

/** The last free block before `offset`, NONE, or NOT_SEARCHED. */
export function freeBefore(offset: i32): i32 {
  return form === Form.Unknown ? NOT_SEARCHED : freeBlockBefore(offset);
}

/** The block that the policy chooses, NONE, or NOT_SEARCHED; `visited` says how many it looks at. */
export function plan(size: i32, shift: i32): i32 {
  if (!search(size, shift)) return NOT_SEARCHED;
  return foundPlace === 0 ? -1 : load<i32>(foundPlace);
}

// ---- Operations ----

/** Searches and takes. Returns the block, NONE, or NOT_SEARCHED: then nothing has happened. */
export function alloc(size: i32, shift: i32, tag: i32): i32 {
  learnToSearch();
  if (!search(size, shift)) return NOT_SEARCHED;
  const place = foundPlace;
  if (place === 0) {
    countSearch(visited, true);
    return -1;
  }
  const block = load<i32>(place);
  countSearch(visited, false);
  takeBlock(block, place, freeBeforeKnown(block, place), size, shift, tag);
  return block;
}

/** `alloc` whose result is known from before; NONE if it failed. */
export function allocKnown(block: i32, looked: i32, size: i32, shift: i32, tag: i32): void {
  learnToFollow();
  countSearch(looked, block < 0);
  if (block < 0) return;
  const place = placeOf(block);
  takeBlock(block, place, freeBeforeKnown(block, place), size, shift, tag);
}

/** Takes a block that was chosen, and whose predecessor in the list is known. */
export function take(block: i32, previous: i32, size: i32, shift: i32, tag: i32): void {
  takeBlock(block, placeOf(block), previous, size, shift, tag);
}

export function free(block: i32): void {
  learnToFollow();
  giveBack(block);
}

function countSearch(looked: i32, failed: bool): void {
  addToCounter(Counter.Searches, 1);
  setCounter(Counter.VisitedLast, looked);
  if (looked > counter(Counter.VisitedMax)) setCounter(Counter.VisitedMax, looked);
  addToVisitedTotal(looked);
  if (failed) addToCounter(Counter.Failures, 1);
}
