import { headerOf, baseLow, baseHigh, liveTable, reserve } from './memory';

// Copies of a heap, packed and unpacked a part at a time. What is packed lies in one room, into which the
// host puts it and from which it takes it. `replay/packedImage.ts` and `replay/packedLive.ts` say what
// the parts are.

/** Units of the image, and blocks of the live table, that a part has at most. */
const MOST_UNITS: usize = 2 ** 17;
const MOST_BLOCKS: usize = 2 ** 16;

/** Where the parts of a packed image begin in the room, behind its kinds; and those of a live table. */
const HALVES: usize = MOST_UNITS / 4;
const OTHERS: usize = HALVES + 2 * MOST_UNITS;
const TAGS: usize = 6 * MOST_BLOCKS;
const WIDE: usize = TAGS + 4 * MOST_BLOCKS;
const ROOM: usize = WIDE + 12 * MOST_BLOCKS;

/** What an 8-byte unit of the image holds: see `replay/packedImage.ts`. */
const enum Unit {
  Zero,
  Small,
  Near,
  Other,
}

const REACH: i32 = 2 ** 15;
/** A half of a live block that does not hold its number. */
const IS_WIDE: i32 = 0xffff;

let room: usize = 0;

/** How many halves, and other or wide words, the last call wrote or read. */
export let halfCount: i32 = 0;
export let wordCount: i32 = 0;
/** The slot of the last block that was packed or unpacked. */
export let lastSlot: i32 = 0;

export function makeRoomForCopies(): void {
  room = reserve(ROOM);
}

/** Where the room begins. */
export function copyRoom(): u32 {
  return u32(room);
}

// ---- The image ----

/**
 * Packs the units `from..to`, of which the first is a multiple of 4.
 *
 * The loop is free of branches that depend on the kind of a unit: kinds alternate at random, and a
 * wrongly predicted branch costs more than all that is computed in vain.
 */
export function packImage(from: i32, to: i32): void {
  memory.fill(room, 0, HALVES);
  let half = room + HALVES;
  let other = room + OTHERS;
  for (let quad = from; quad < to; quad += 4) {
    // Most of a large heap is user data: nothing but zeros.
    while (quad + 4 <= to && isZero(unitAt(quad))) quad += 4;
    const end = min(quad + 4, to);
    let fourKinds = 0;
    for (let unit = quad, shift = 0; unit < end; unit++, shift += 2) {
      const low = load<i32>(unitAt(unit));
      const high = load<i32>(unitAt(unit), 4);
      // All ones for a small number.
      const small = ((low >>> 16) - 1) >> 31;
      const offset = low - baseLow;
      const distance = (offset >> 3) - unit + REACH;
      const value = (low & small) | (distance & ~small);
      const isNotZero = (low | -low) >>> 31;
      let kind: i32 = (isNotZero & small) | (Unit.Near & ~small);
      store<u16>(half, u16(value));
      const isOther =
        value >>> 16 !== 0 || high !== (baseHigh & ~small) || (offset & ~small & 7) !== 0;
      if (isOther) {
        kind = Unit.Other;
        store<i32>(other, low);
        store<i32>(other, high, 4);
        other += 8;
      } else half += usize(((kind + 1) >> 1) << 1);
      fourKinds |= kind << shift;
    }
    if (fourKinds !== 0) store<u8>(room + usize((quad - from) >> 2), u8(fourKinds));
  }
  halfCount = i32((half - room - HALVES) >> 1);
  wordCount = i32((other - room - OTHERS) >> 2);
}

/** Unpacks the units `from..to`, both multiples of 4, into an image that is zero there. */
export function unpackImage(from: i32, to: i32): void {
  let half = room + HALVES;
  let other = room + OTHERS;
  for (let quad = from; quad < to; quad += 4) {
    let fourKinds = i32(load<u8>(room + usize((quad - from) >> 2)));
    if (fourKinds === 0) continue;
    for (let unit = quad; unit < quad + 4; unit++, fourKinds >>= 2) {
      const kind = fourKinds & 3;
      if (kind === Unit.Other) {
        store<u64>(unitAt(unit), load<u64>(other));
        other += 8;
        continue;
      }
      const small = -(kind & 1);
      const near = -(kind >> 1);
      const value = i32(load<u16>(half));
      half += usize(((kind + 1) >> 1) << 1);
      store<i32>(
        unitAt(unit),
        (value & small) | ((baseLow + ((unit + value - REACH) << 3)) & near),
      );
      store<i32>(unitAt(unit), baseHigh & near, 4);
    }
  }
  halfCount = i32((half - room - HALVES) >> 1);
  wordCount = i32((other - room - OTHERS) >> 2);
}

function unitAt(unit: i32): usize {
  return headerOf(0) + (usize(unit) << 3);
}

/** Whether four units are zero. */
function isZero(first: usize): bool {
  return !v128.any_true(v128.or(v128.load(first), v128.load(first, 16)));
}

// ---- The live table ----

/** Packs the next `count` blocks behind the slot of the last one; there must be as many. */
export function packLive(count: i32, last: i32, isFirst: bool): void {
  let half = room;
  let wide = room + WIDE;
  let before = last;
  let slot = isFirst ? 0 : last + 1;
  for (let block = 0; block < count; slot++) {
    // A search of the table for what is negative is faster than a walk over all blocks.
    while (i32x4.bitmask(v128.load(slotAt(slot))) === 0) slot += 4;
    const size = load<i32>(slotAt(slot));
    if (size >= 0) continue;
    wide = put(half, wide, slot - before);
    wide = put(half + 2, wide, ~size);
    wide = put(half + 4, wide, load<i32>(slotAt(slot), 4) - (slot << 3));
    half += 6;
    store<i32>(room + TAGS + (usize(block) << 2), load<i32>(slotAt(slot), 8));
    before = slot;
    block++;
  }
  lastSlot = before;
  wordCount = i32((wide - room - WIDE) >> 2);
}

/** Puts a number where it fits; returns where the next wide one goes. */
function put(half: usize, wide: usize, number: i32): usize {
  const isWide = u32(number) >= u32(IS_WIDE);
  store<u16>(half, isWide ? u16(IS_WIDE) : u16(number));
  if (!isWide) return wide;
  store<i32>(wide, number);
  return wide + 4;
}

/**
 * Unpacks of the next `count` blocks those whose slots are below `end`, into a table that is zero there.
 * Returns how many.
 */
export function unpackLive(count: i32, last: i32, end: i32): i32 {
  let half = room;
  let wide = room + WIDE;
  let slot = last;
  let block = 0;
  for (; block < count; block++, half += 6) {
    const gap = i32(load<u16>(half));
    const next = slot + (gap === IS_WIDE ? load<i32>(wide) : gap);
    if (next >= end) break;
    if (gap === IS_WIDE) wide += 4;
    slot = next;
    let size = i32(load<u16>(half, 2));
    if (size === IS_WIDE) {
      size = load<i32>(wide);
      wide += 4;
    }
    let user = i32(load<u16>(half, 4));
    if (user === IS_WIDE) {
      user = load<i32>(wide);
      wide += 4;
    }
    store<i32>(slotAt(slot), ~size);
    store<i32>(slotAt(slot), (slot << 3) + user, 4);
    store<i32>(slotAt(slot), load<i32>(room + TAGS + (usize(block) << 2)), 8);
  }
  lastSlot = slot;
  wordCount = i32((wide - room - WIDE) >> 2);
  return block;
}

function slotAt(slot: i32): usize {
  return liveTable + (usize(slot) << 2);
}
