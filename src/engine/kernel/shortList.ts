import { reserve } from './memory';

// The free list as an array in its order: for short lists the fastest there is, because a search
// reads one array from the start instead of a word here and a word there in the heap.
//
// An entry is a block and its size, one word each. A place is where an entry lies in the memory, as in
// a leaf of a long list. So the how-manieth block a walk would have visited is known.

/** Free blocks that the list holds. Beyond it moving the rest of it costs more than a tree. */
export const SHORT_CAPACITY: i32 = 224;

/** Bytes of an entry. */
const ENTRY: usize = 8;
/** Bytes that a search by address leaps over before it looks at entries one by one. */
const LEAP: usize = 16 * ENTRY;

export let shortStart: usize = 0;
/** Behind the last entry. */
export let shortEnd: usize = 0;

export function makeShort(): void {
  shortStart = reserve(usize(SHORT_CAPACITY + 1) * ENTRY);
  shortEnd = shortStart;
}

/** How many free blocks there are. */
export function shortCount(): i32 {
  return i32((shortEnd - shortStart) / ENTRY);
}

/** The place of the first free block at or after `offset`, or behind the last. */
// inline
export function placeInShort(offset: i32): usize {
  const end = shortEnd;
  let place = shortStart + LEAP;
  while (place < end && load<i32>(place) < offset) place += LEAP;
  place -= LEAP;
  while (place < end && load<i32>(place) < offset) place += ENTRY;
  return place;
}

/** Puts a block at a place, in front of the one that is there. */
export function insertInShort(place: usize, block: i32, size: i32): void {
  for (let at = shortEnd; at > place; at -= ENTRY) store<u64>(at, load<u64>(at - ENTRY));
  store<i32>(place, block);
  store<i32>(place, size, 4);
  shortEnd += ENTRY;
}

export function removeFromShort(place: usize): void {
  const end = shortEnd - ENTRY;
  for (let at = place; at < end; at += ENTRY) store<u64>(at, load<u64>(at, 8));
  shortEnd = end;
}

export function clearShort(): void {
  shortEnd = shortStart;
}
