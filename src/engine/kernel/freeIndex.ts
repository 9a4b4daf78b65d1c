import { Counter } from '../counters';
import {
  addToLong,
  before,
  beforePlace,
  clearLong,
  longCount,
  makeLong,
  placeInLong,
  removeFromLong,
  replaceInLong,
  seek,
} from './longIndex';
import { clearMarks, makeMarks, mark, markBefore, markCount, unmark } from './marks';
import { blockSize, counter, nextFree } from './memory';
import {
  clearShort,
  insertInShort,
  makeShort,
  placeInShort,
  removeFromShort,
  SHORT_CAPACITY,
  shortCount,
  shortEnd,
  shortStart,
} from './shortList';
import { addSize, removeSize } from './sizes';

// Which blocks are free, beside the heap: as an array while they are few; as trees when they are many
// and somebody searches; as marks when they are many and nobody does. For a while it does not know at
// all, after the memory was changed from outside. It follows from the memory and changes no byte of
// the heap. Whoever changes the heap tells every change after it is written.

/** What is in force. */
export const enum Form {
  Unknown,
  Short,
  Long,
  Marks,
}

/** A long list that has become this short is kept as an array again. */
const SHORT_AGAIN: i32 = SHORT_CAPACITY / 2;
/** Searches after the memory was changed from outside until the long index is made anew. */
const REBUILD_AFTER: i32 = 8;
/** Neither a block nor the end of the list. */
const NOT_LEARNING: i32 = -2;

export let form: i32 = Form.Unknown;
let untilRebuilt: i32 = 0;
/** Whether it was learned last to be searched: then a list that becomes long will be, too. */
let isSearched: bool = true;
/** The next block to mark, while all are being marked a part at a time; else NOT_LEARNING. */
let nextToMark: i32 = NOT_LEARNING;
/** Whether somebody keeps the blocks of the long list in the order of their sizes, too. */
export let hasSizes: bool = false;

export function makeFreeIndex(): void {
  makeShort();
  makeMarks();
  makeLong();
}

/** From here on, until the long list is learned anew, every change of it is told to `sizes`. */
export function tellSizes(): void {
  hasSizes = true;
}

/** How many free blocks are known. */
export function knownBlocks(): i32 {
  if (form === Form.Short) return shortCount();
  if (form === Form.Long) return longCount;
  return form === Form.Marks ? markCount : 0;
}

/** The last free block before `offset`, or -1 (NONE). Only while the free blocks are known. */
export function freeBefore(offset: i32): i32 {
  if (form === Form.Short) {
    const place = placeInShort(offset);
    return place > shortStart ? load<i32>(place - 8) : -1;
  }
  if (form === Form.Long) {
    seek(offset);
    return before;
  }
  return markBefore(offset);
}

/** The memory was changed from outside. */
export function forget(): void {
  form = Form.Unknown;
  nextToMark = NOT_LEARNING;
  untilRebuilt = REBUILD_AFTER;
}

/** Learns the free blocks if they cannot be searched, and that pays now: before an operation that searches. */
// inline
export function learnToSearch(): void {
  if (form === Form.Short || form === Form.Long) return;
  nextToMark = NOT_LEARNING;
  isSearched = true;
  if (isShort()) learnShort();
  else if (--untilRebuilt < 0) learnLong();
}

/** Learns the free blocks if they are not known: before operations that do not search. */
// inline
export function learnToFollow(): void {
  if (form !== Form.Unknown) return;
  isSearched = false;
  if (isShort()) learnShort();
  else learnMarks();
}

/**
 * `learnToFollow` in parts, of `most` blocks each: a list may have millions. What changes the memory in
 * between makes it begin anew. Returns whether all is known.
 */
export function learnSomeToFollow(most: i32): bool {
  if (form !== Form.Unknown) return true;
  isSearched = false;
  if (isShort()) learnShort();
  else if (!markSome(most)) return false;
  return true;
}

/** The place of a free block; 0 while the free blocks have none. */
export function placeOf(block: i32): usize {
  if (form === Form.Short) return placeInShort(block);
  return form === Form.Long ? placeInLong(block) : 0;
}

/** The free block before one that is known, at its place. */
// inline
export function freeBeforeKnown(block: i32, place: usize): i32 {
  if (form === Form.Short) return place > shortStart ? load<i32>(place - 8) : -1;
  return form === Form.Long ? beforePlace(place) : markBefore(block);
}

// ---- Changes ----

export function addFree(block: i32, size: i32): void {
  if (form === Form.Short) addToShort(placeInShort(block), block, size);
  else if (form === Form.Long) {
    addToLong(block, size);
    if (hasSizes) addSize(block, size);
  } else if (form === Form.Marks) mark(block);
}

/** Adds a block to a short list, at its place. */
export function addToShort(place: usize, block: i32, size: i32): void {
  if (shortCount() < SHORT_CAPACITY) insertInShort(place, block, size);
  else if (isSearched) learnLong();
  else learnMarks();
}

/** @param size what it was when it was added */
// inline
export function removeFree(place: usize, block: i32, size: i32): void {
  if (form === Form.Short) removeFromShort(place);
  else if (form === Form.Long) {
    removeFromLong(place, block, size);
    if (hasSizes) removeSize(block, size);
    if (longCount < SHORT_AGAIN) learnShort();
  } else if (form === Form.Marks) unmark(block);
}

/** In the list, `other` stands in the place of `block`; it may be the same with another size. */
// inline
export function replaceFree(place: usize, block: i32, size: i32, other: i32, otherSize: i32): void {
  if (form === Form.Short) {
    store<i32>(place, other);
    store<i32>(place, otherSize, 4);
  } else if (form === Form.Long) {
    replaceInLong(place, block, size, other, otherSize);
    if (!hasSizes) return;
    removeSize(block, size);
    addSize(other, otherSize);
  } else if (form === Form.Marks && other !== block) {
    unmark(block);
    mark(other);
  }
}

/**
 * What came goes and what went comes, after the memory was put back. Never turns from one form to
 * another: more may follow, and the memory knows it already.
 */
export function takeBack(block: i32, size: i32, came: bool): void {
  nextToMark = NOT_LEARNING;
  if (form === Form.Short) {
    const place = placeInShort(block);
    if (came) removeFromShort(place);
    else if (shortCount() < SHORT_CAPACITY) insertInShort(place, block, size);
    else forget();
  } else if (form === Form.Long) {
    if (came) removeFromLong(placeInLong(block), block, size);
    else addToLong(block, size);
    if (!hasSizes) return;
    if (came) removeSize(block, size);
    else addSize(block, size);
  } else if (form === Form.Marks) {
    if (came) unmark(block);
    else mark(block);
  }
}

// ---- Learning ----

function isShort(): bool {
  return counter(Counter.FreeBlocks) <= SHORT_CAPACITY;
}

function learnShort(): void {
  clearShort();
  for (let block = counter(Counter.Head); block >= 0; block = nextFree(block)) {
    insertInShort(shortEnd, block, blockSize(block));
  }
  form = Form.Short;
  nextToMark = NOT_LEARNING;
}

function learnLong(): void {
  clearLong();
  hasSizes = false;
  for (let block = counter(Counter.Head); block >= 0; block = nextFree(block)) {
    addToLong(block, blockSize(block));
  }
  form = Form.Long;
  nextToMark = NOT_LEARNING;
}

function learnMarks(): void {
  nextToMark = NOT_LEARNING;
  markSome(i32.MAX_VALUE);
}

/** Marks so many more of the free blocks. Returns whether all are marked, and the marks in force. */
function markSome(most: i32): bool {
  if (nextToMark === NOT_LEARNING) {
    clearMarks();
    nextToMark = counter(Counter.Head);
  }
  let block = nextToMark;
  for (let count = 0; count < most && block >= 0; count++) {
    mark(block);
    block = nextFree(block);
  }
  nextToMark = block;
  if (block >= 0) return false;
  form = Form.Marks;
  nextToMark = NOT_LEARNING;
  return true;
}
