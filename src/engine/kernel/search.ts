import { BACK_POINTER_SIZE } from '../../base/blockSizes';
import { Counter } from '../counters';
import { Form, form, freeBeforeKnown } from './freeIndex';
import { firstInLong, firstInLongFrom, longCount, rank, visitedInLong } from './longIndex';
import { counter, fits, padding, roundedUp } from './memory';
import { placeInShort, shortCount, shortEnd, shortStart } from './shortList';

// What the policies' walks would choose, without walking. A block fits if its size less its padding is
// at least what is needed.

/** In the order of POLICIES. */
const enum Policy {
  First,
  Next,
  Best,
  Worst,
}

let policy: i32 = Policy.First;

/** Where what was found lies in the index; 0 if nothing fits. */
export let foundPlace: usize = 0;
/** How many free blocks a walk looks at. */
export let visited: i32 = 0;

export function setPolicy(number: i32): void {
  policy = number;
}

/**
 * Looks for a block for `size` bytes aligned to 2^shift. Returns whether it could: not where the free
 * blocks are not known, nor by size among many, nor for a policy that is only known as a walk.
 */
// inline
export function search(size: i32, shift: i32): bool {
  const needed = roundedUp(BACK_POINTER_SIZE + size);
  if (form === Form.Short) return searchShort(needed, shift);
  if (form !== Form.Long || policy > Policy.Next) return false;
  if (policy === Policy.First) {
    foundPlace = firstInLong(needed, shift);
    visited = visitedInLong;
  } else foundPlace = nextInLong(needed, shift);
  return true;
}

/** The free block before the one that was found, or -1 (NONE). */
export function beforeFound(): i32 {
  return foundPlace === 0 ? -1 : freeBeforeKnown(load<i32>(foundPlace), foundPlace);
}

function searchShort(needed: i32, shift: i32): bool {
  switch (policy) {
    case Policy.First:
      foundPlace = firstInShort(needed, shift);
      return true;
    case Policy.Next:
      foundPlace = nextInShort(needed, shift);
      return true;
    case Policy.Best:
      foundPlace = extremeInShort(needed, shift, 1);
      return true;
    case Policy.Worst:
      foundPlace = extremeInShort(needed, shift, -1);
      return true;
  }
  return false;
}

// ---- In short lists ----

// inline
function firstInShort(needed: i32, shift: i32): usize {
  const end = shortEnd;
  for (let place = shortStart; place < end; place += 8) {
    if (!fits(load<i32>(place), load<i32>(place, 4), needed, shift)) continue;
    visited = i32((place - shortStart) >> 3) + 1;
    return place;
  }
  visited = shortCount();
  return 0;
}

function nextInShort(needed: i32, shift: i32): usize {
  const count = shortCount();
  let place = placeInShort(counter(Counter.Rover));
  for (let looked = 1; looked <= count; looked++) {
    if (fits(load<i32>(place), load<i32>(place, 4), needed, shift)) {
      visited = looked;
      return place;
    }
    place += 8;
    if (place === shortEnd) place = shortStart;
  }
  visited = count;
  return 0;
}

/** @param sign 1 for the smallest, -1 for the largest */
function extremeInShort(needed: i32, shift: i32, sign: i32): usize {
  const end = shortEnd;
  let chosen: usize = 0;
  let best = 0;
  for (let place = shortStart; place < end; place += 8) {
    const size = load<i32>(place, 4);
    if (size < needed || (chosen !== 0 && (size - best) * sign >= 0)) continue;
    if (size - padding(load<i32>(place), shift) < needed) continue;
    chosen = place;
    best = size;
  }
  visited = shortCount();
  return chosen;
}

// ---- In long lists ----

function nextInLong(needed: i32, shift: i32): usize {
  const rover = counter(Counter.Rover);
  const start = max(rover >= 0 ? rover : counter(Counter.Head), 0);
  let place = firstInLongFrom(start, needed, shift);
  if (place === 0) place = firstInLongFrom(0, needed, shift);
  if (place === 0) {
    visited = longCount;
    return 0;
  }
  const ahead = rank(load<i32>(place)) - rank(start);
  visited = (ahead < 0 ? ahead + longCount : ahead) + 1;
  return place;
}
