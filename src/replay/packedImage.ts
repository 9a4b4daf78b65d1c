import type { HeapReader } from '../engine/heapReader';

/** What an 8-byte unit of the image holds, in two bits. */
const enum Unit {
  Zero,
  /** A number below 2^16: most sizes. */
  Small,
  /** An address within 256 KiB of its own place: most links and back pointers. */
  Near,
  /** Anything else, as two words. */
  Other,
}

/** Units of 8 bytes that an address may lie before or after its place to count as near. */
const REACH = 2 ** 15;

/**
 * A copy of the heap image that takes a third of its room and less, exact to the byte. The image
 * holds nothing but headers, links, back pointers and zeros: of each the high words, and often the
 * unit itself, need not be stored.
 */
export class PackedImage {
  private readonly kinds: Uint8Array;
  private readonly halves: Uint16Array;
  private readonly words: Int32Array;

  /** Copies the part of the image that was ever written. */
  constructor(heap: HeapReader) {
    const units = Math.ceil(heap.touchedEnd / 8);
    const near = new NearAddresses(heap);
    const counts = [0, 0, 0, 0];
    this.kinds = new Uint8Array(Math.ceil(units / 4));
    for (let unit = 0; unit < units; unit++) {
      const kind = kindOf(heap.memory.words, unit, near);
      this.kinds[unit >> 2] |= kind << ((unit & 3) * 2);
      counts[kind]++;
    }
    this.halves = new Uint16Array(counts[Unit.Small] + counts[Unit.Near]);
    this.words = new Int32Array(counts[Unit.Other] * 2);
    this.fill(heap.memory.words, near);
  }

  get byteLength(): number {
    return this.kinds.byteLength + this.halves.byteLength + this.words.byteLength;
  }

  /** Makes the heap's image what it was; `touchedEnd` is how far it was written since. */
  restore(heap: HeapReader, touchedEnd: number): void {
    const { kinds, halves, words: others } = this;
    const { words } = heap.memory;
    const near = new NearAddresses(heap);
    words.fill(0, 0, Math.ceil(touchedEnd / 8) * 2);
    let half = 0;
    let other = 0;
    for (let group = 0; group < kinds.length; group++) {
      for (let rest = kinds[group], unit = group * 4; rest !== 0; rest >>= 2, unit++) {
        const kind: Unit = rest & 3;
        if (kind === Unit.Small) words[unit * 2] = halves[half++];
        else if (kind === Unit.Near) near.write(words, unit, halves[half++] - REACH);
        else if (kind === Unit.Other) {
          words[unit * 2] = others[other++];
          words[unit * 2 + 1] = others[other++];
        }
      }
    }
  }

  private fill(words: Int32Array, near: NearAddresses): void {
    let half = 0;
    let other = 0;
    for (let group = 0; group < this.kinds.length; group++) {
      for (let rest = this.kinds[group], unit = group * 4; rest !== 0; rest >>= 2, unit++) {
        const kind: Unit = rest & 3;
        const low = words[unit * 2];
        if (kind === Unit.Small) this.halves[half++] = low;
        else if (kind === Unit.Near) this.halves[half++] = near.distance(unit, low) + REACH;
        else if (kind === Unit.Other) {
          this.words[other++] = low;
          this.words[other++] = words[unit * 2 + 1];
        }
      }
    }
  }
}

function kindOf(words: Int32Array, unit: number, near: NearAddresses): Unit {
  const low = words[unit * 2];
  const high = words[unit * 2 + 1];
  if (high === 0 && low >>> 16 === 0) return low === 0 ? Unit.Zero : Unit.Small;
  return near.has(unit, low, high) ? Unit.Near : Unit.Other;
}

/** Addresses as distances, in units, from the place where they are stored. */
class NearAddresses {
  private readonly low: number;
  private readonly high: number;
  private readonly carryFrom: number;

  constructor({ config: { base } }: HeapReader) {
    this.low = (base % 2 ** 32) | 0;
    this.high = Math.floor(base / 2 ** 32) | 0;
    this.carryFrom = 2 ** 32 - (base % 2 ** 32);
  }

  /** Whether the two words of a unit are an address that is near. */
  has(unit: number, low: number, high: number): boolean {
    const offset = (low - this.low) | 0;
    const distance = this.distance(unit, low);
    if (offset < 0 || (offset & 7) !== 0 || distance < -REACH || distance >= REACH) return false;
    return high === this.highOf(offset);
  }

  distance(unit: number, low: number): number {
    return (((low - this.low) | 0) >> 3) - unit;
  }

  write(words: Int32Array, unit: number, distance: number): void {
    const offset = (unit + distance) * 8;
    words[unit * 2] = this.low + offset;
    words[unit * 2 + 1] = this.highOf(offset);
  }

  private highOf(offset: number): number {
    return offset >= this.carryFrom ? (this.high + 1) | 0 : this.high;
  }
}
