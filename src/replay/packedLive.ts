import type { Work } from '../base/work';
import { Counter } from '../engine/counters';
import type { HeapReader } from '../engine/heapReader';
import { BLOCKS_AT_ONCE, copyRoomOf, type CopyRoom } from './copyRoom';
import type { Restoring } from './packedImage';

/** Numbers of a live block beside its tag: its distance from the last one, its size, its user address. */
const HALVES = 3;
/** Slots that a live block takes at least. */
const LEAST_SLOTS = 3;

/** Copies a live table. Yields often; the heap must stay as it is. */
export function* packLive(heap: HeapReader): Work<PackedLive> {
  const room = copyRoomOf(heap);
  const count = heap.counter(Counter.LiveBlocks);
  const halves = new Uint16Array(count * HALVES);
  const tags = new Int32Array(count);
  const wide: Int32Array[] = [];
  let last = 0;
  for (let from = 0; from < count; from += BLOCKS_AT_ONCE) {
    const blocks = Math.min(BLOCKS_AT_ONCE, count - from);
    room.kernel.packLive(blocks, last, from === 0 ? 1 : 0);
    last = room.kernel.lastSlot.value;
    halves.set(room.liveHalves.subarray(0, blocks * HALVES), from * HALVES);
    tags.set(room.tags.subarray(0, blocks), from);
    wide.push(room.wide.slice(0, room.kernel.wordCount.value));
    if (blocks === BLOCKS_AT_ONCE) yield;
  }
  const wideWords = new Int32Array(wide.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of wide) {
    wideWords.set(part, at);
    at += part.length;
  }
  return new PackedLive(halves, tags, wideWords);
}

/**
 * A copy of the live table that takes ten bytes for most live blocks: of each the distance from the
 * one before, the requested size and the distance of its user address in two bytes, and its tag. A
 * number that needs more is among the wide ones, and 2^16 - 1 stands for it.
 */
export class PackedLive {
  /** @param wide in the order in which they are come upon */
  constructor(
    private readonly halves: Uint16Array,
    private readonly tags: Int32Array,
    private readonly wide: Int32Array,
  ) {}

  get byteLength(): number {
    return this.halves.byteLength + this.tags.byteLength + this.wide.byteLength;
  }

  /** Begins to make a live table what it was; `touchedEnd` is how far that may be written now. */
  restoring(heap: HeapReader, touchedEnd: number): Restoring {
    return new LiveRestoring(heap, touchedEnd, this.halves, this.tags, this.wide);
  }
}

class LiveRestoring implements Restoring {
  /** The next block, the slot of the one before, and how many wide numbers were taken. */
  private block = 0;
  private slot = 0;
  private taken = 0;
  private cleared = 0;
  private readonly room: CopyRoom;

  constructor(
    private readonly heap: HeapReader,
    private readonly touchedEnd: number,
    private readonly halves: Uint16Array,
    private readonly tags: Int32Array,
    private readonly wide: Int32Array,
  ) {
    this.room = copyRoomOf(heap);
  }

  go(end: number): void {
    const { live } = this.heap.memory;
    // The last block before the end reaches two slots beyond it.
    const cleared = Math.min(end + 2, Math.ceil(this.touchedEnd / 8));
    live.fill(0, this.cleared, cleared);
    this.cleared = Math.max(cleared, this.cleared);
    const last = Math.min(end, live.length);
    let isGoingOn = true;
    while (isGoingOn && this.block < this.tags.length) isGoingOn = this.unpack(last);
  }

  /** Puts some blocks back whose slots are below `end`. Returns whether there may be more. */
  private unpack(end: number): boolean {
    const { room, block, taken } = this;
    const most = Math.max(Math.ceil((end - this.slot) / LEAST_SLOTS) + 1, 0);
    const count = Math.min(BLOCKS_AT_ONCE, this.tags.length - block, most);
    room.liveHalves.set(this.halves.subarray(block * HALVES, (block + count) * HALVES));
    room.tags.set(this.tags.subarray(block, block + count));
    room.wide.set(this.wide.subarray(taken, taken + count * HALVES));
    const unpacked = room.kernel.unpackLive(count, this.slot, end);
    this.block += unpacked;
    this.slot = room.kernel.lastSlot.value;
    this.taken += room.kernel.wordCount.value;
    return unpacked === count && count > 0;
  }
}
