import type { Work } from '../base/work';
import type { HeapReader } from '../engine/heapReader';
import { Counter } from '../engine/counters';
import type { Restoring } from './packedImage';

/** A half that does not hold its number: the number is among the wide ones. */
const WIDE = 0xffff;
/** Numbers of a live block: its distance from the last one, and its three in the live table. */
const HALVES = 3;

/** Blocks packed between two yields: some milliseconds at most. */
const BLOCKS_AT_ONCE = 2 ** 16;

/** Copies a live table. Yields often; the heap must stay as it is. */
export function* packLive(heap: HeapReader): Work<PackedLive> {
  const { live } = heap.memory;
  const count = heap.counter(Counter.LiveBlocks);
  const halves = new Uint16Array(count * HALVES);
  const tags = new Int32Array(count);
  const wide: number[] = [];
  let half = 0;
  const put = (number: number) => {
    const isWide = number < 0 || number >= WIDE;
    if (isWide) wide.push(number);
    halves[half++] = isWide ? WIDE : number;
  };
  let last = 0;
  // A search of the table for what is negative is faster than a walk over all blocks.
  for (let slot = 0, block = 0; block < count; slot++) {
    while ((live[slot] | live[slot + 1] | live[slot + 2] | live[slot + 3]) >= 0) slot += 4;
    if (live[slot] >= 0) continue;
    put(slot - last);
    put(~live[slot]);
    put(live[slot + 1] - slot * 8);
    tags[block++] = live[slot + 2];
    last = slot;
    if (block % BLOCKS_AT_ONCE === 0) yield;
  }
  return new PackedLive(halves, tags, Int32Array.from(wide));
}

/**
 * A copy of the live table that takes ten bytes for most live blocks: of each the distance from the
 * one before, the requested size and the distance of its user address in two bytes, and its tag.
 */
export class PackedLive {
  /** @param wide numbers that need more than two bytes, in the order in which they are come upon */
  constructor(
    private readonly halves: Uint16Array,
    private readonly tags: Int32Array,
    private readonly wide: Int32Array,
  ) {}

  get byteLength(): number {
    return this.halves.byteLength + this.tags.byteLength + this.wide.byteLength;
  }

  /** Begins to make a live table what it was; `touchedEnd` is how far that may be written now. */
  restoring({ memory: { live } }: HeapReader, touchedEnd: number): Restoring {
    return new LiveRestoring(live, touchedEnd, this.halves, this.tags, this.wide);
  }
}

class LiveRestoring implements Restoring {
  /** The next block, the slot of the one before, and how many wide numbers were taken. */
  private block = 0;
  private slot = 0;
  private taken = 0;
  private cleared = 0;

  constructor(
    private readonly live: Int32Array,
    private readonly touchedEnd: number,
    private readonly halves: Uint16Array,
    private readonly tags: Int32Array,
    private readonly wide: Int32Array,
  ) {}

  go(end: number): void {
    const { live, halves, tags, wide } = this;
    // The last block before the end reaches two slots beyond it.
    const cleared = Math.min(end + 2, Math.ceil(this.touchedEnd / 8));
    live.fill(0, this.cleared, cleared);
    this.cleared = Math.max(cleared, this.cleared);
    let { slot, taken } = this;
    let { block } = this;
    for (let half = block * HALVES; block < tags.length; block++, half += HALVES) {
      const gap = halves[half];
      const next = slot + (gap === WIDE ? wide[taken] : gap);
      if (next >= end) break;
      if (gap === WIDE) taken++;
      slot = next;
      const size = halves[half + 1];
      live[slot] = ~(size === WIDE ? wide[taken++] : size);
      const user = halves[half + 2];
      live[slot + 1] = slot * 8 + (user === WIDE ? wide[taken++] : user);
      live[slot + 2] = tags[block];
    }
    this.block = block;
    this.slot = slot;
    this.taken = taken;
  }
}
