import type { HeapReader } from '../engine/heapReader';
import { Counter } from '../engine/memory';

/** A half that does not hold its number: the number is among the wide ones. */
const WIDE = 0xffff;
/** Numbers of a live block: its distance from the last one, and its three in the live table. */
const HALVES = 3;

/**
 * A copy of the live table that takes ten bytes for most live blocks: of each the distance from the
 * one before, the requested size and the distance of its user address in two bytes, and its tag.
 */
export class PackedLive {
  private readonly halves: Uint16Array;
  private readonly tags: Int32Array;
  /** Numbers that need more than two bytes, in the order in which they are come upon. */
  private readonly wide: Int32Array;

  constructor(heap: HeapReader) {
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
    }
    this.halves = halves;
    this.tags = tags;
    this.wide = Int32Array.from(wide);
  }

  get byteLength(): number {
    return this.halves.byteLength + this.tags.byteLength + this.wide.byteLength;
  }

  /** Makes the live table what it was; `touchedEnd` is how far it may be written now. */
  restore({ memory: { live } }: HeapReader, touchedEnd: number): void {
    const { halves, tags, wide } = this;
    live.fill(0, 0, Math.ceil(touchedEnd / 8));
    let next = 0;
    let slot = 0;
    for (let block = 0, half = 0; block < tags.length; block++, half += HALVES) {
      const gap = halves[half];
      slot += gap === WIDE ? wide[next++] : gap;
      const size = halves[half + 1];
      live[slot] = ~(size === WIDE ? wide[next++] : size);
      const user = halves[half + 2];
      live[slot + 1] = slot * 8 + (user === WIDE ? wide[next++] : user);
      live[slot + 2] = tags[block];
    }
  }
}
