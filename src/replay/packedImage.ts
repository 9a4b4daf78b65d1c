import type { Work } from '../base/work';
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

/** An address is kept as its distance in units from its place, so many more, in 16 bits. */
const REACH = 2 ** 15;

/** Units packed between two yields, some milliseconds: a multiple of 4. */
const UNITS_AT_ONCE = 2 ** 17;

/** The halves of a part, before they are cut to their length; used again for every part. */
let halvesScratch = new Uint16Array(0);

/** The halves and the other words of a part of an image. */
interface PackedPart {
  readonly halves: Uint16Array;
  readonly others: readonly number[];
}

/** Copies the part of an image that was ever written. Yields often; the heap must stay as it is. */
export function* packImage(heap: HeapReader): Work<PackedImage> {
  const units = Math.ceil(heap.touchedEnd / 8);
  const kinds = new Uint8Array(Math.ceil(units / 16) * 4);
  const parts: PackedPart[] = [];
  for (let from = 0; from < units; from += UNITS_AT_ONCE) {
    parts.push(packPart(heap, kinds, from, Math.min(from + UNITS_AT_ONCE, units)));
    yield;
  }
  const halves = parts.reduce((sum, part) => sum + part.halves.length, 0);
  const others = parts.reduce((sum, part) => sum + part.others.length, 0);
  // One more than are needed: who unpacks reads one ahead, and V8 is slow outside of an array.
  const image = new PackedImage(kinds, new Uint16Array(halves + 1), new Int32Array(others));
  let [half, other] = [0, 0];
  for (const part of parts) {
    image.halves.set(part.halves, half);
    image.others.set(part.others, other);
    half += part.halves.length;
    other += part.others.length;
  }
  return image;
}

/**
 * Packs the units `from..to`, of which the kinds go to where they belong.
 *
 * The loops are free of branches that depend on the kind of a unit: kinds alternate at random, and
 * a wrongly predicted branch costs more than all that is computed in vain.
 */
function packPart(
  { config: { base }, memory: { words } }: HeapReader,
  kinds: Uint8Array,
  from: number,
  to: number,
): PackedPart {
  const baseLow = base | 0;
  const baseHigh = Math.floor(base / 2 ** 32) | 0;
  if (halvesScratch.length < to - from + 1) halvesScratch = new Uint16Array(UNITS_AT_ONCE + 1);
  const halves = halvesScratch;
  const others: number[] = [];
  let half = 0;
  for (let quad = from / 4; quad * 4 < to; quad++) {
    // Most of a large heap is user data: nothing but zeros.
    while (quad * 4 + 4 <= to && isZero(words, quad * 8)) quad++;
    const end = Math.min(quad * 4 + 4, to);
    let fourKinds = 0;
    for (let unit = quad * 4, shift = 0; unit < end; unit++, shift += 2) {
      const low = words[unit * 2];
      const high = words[unit * 2 + 1];
      // All ones for a small number.
      const small = ((low >>> 16) - 1) >> 31;
      const offset = (low - baseLow) | 0;
      const distance = (offset >> 3) - unit + REACH;
      const value = (low & small) | (distance & ~small);
      const isNotZero = (low | -low) >>> 31;
      let kind: Unit = (isNotZero & small) | (Unit.Near & ~small);
      halves[half] = value;
      half += (kind + 1) >> 1;
      if (value >>> 16 !== 0 || high !== (baseHigh & ~small) || (offset & ~small & 7) !== 0) {
        half -= (kind + 1) >> 1;
        kind = Unit.Other;
        others.push(low, high);
      }
      fourKinds |= kind << shift;
    }
    if (fourKinds !== 0) kinds[quad] = fourKinds;
  }
  return { halves: halves.slice(0, half), others };
}

/**
 * A copy of the heap image that takes a quarter of its room, exact to the byte. The image holds
 * hardly anything but headers, links, back pointers and zeros: of each the high words, and often
 * the whole unit, need not be stored.
 */
export class PackedImage {
  /** @param kinds `Unit` of each unit, four to a byte, in whole words */
  constructor(
    private readonly kinds: Uint8Array<ArrayBuffer>,
    readonly halves: Uint16Array,
    readonly others: Int32Array,
  ) {}

  get byteLength(): number {
    return this.kinds.byteLength + this.halves.byteLength + this.others.byteLength;
  }

  /** Begins to make a heap's image what it was; `touchedEnd` is how far that may be written now. */
  restoring(heap: HeapReader, touchedEnd: number): Restoring {
    return new ImageRestoring(heap, touchedEnd, this.kinds, this.halves, this.others);
  }
}

/** A part of a heap that is put back from a copy, in as many steps as one likes. */
export interface Restoring {
  /** Goes on up to an 8-byte unit of the heap, which must be a multiple of 16 or Infinity. */
  go(end: number): void;
}

class ImageRestoring implements Restoring {
  private from = 0;
  private half = 0;
  private other = 0;

  constructor(
    private readonly heap: HeapReader,
    private readonly touchedEnd: number,
    private readonly kinds: Uint8Array<ArrayBuffer>,
    private readonly halves: Uint16Array,
    private readonly others: Int32Array,
  ) {}

  go(end: number): void {
    const { kinds, halves, others } = this;
    const { base } = this.heap.config;
    const { words } = this.heap.memory;
    const groups = new Uint32Array(kinds.buffer);
    const last = Math.min(end / 4, kinds.length);
    const baseLow = base | 0;
    const baseHigh = Math.floor(base / 2 ** 32) | 0;
    // Of a large heap most is zero. What never was written, as all of a new one, is so already.
    words.fill(0, this.from * 2, Math.min(end, Math.ceil(this.touchedEnd / 8)) * 2);
    let { half, other } = this;
    for (let quad = this.from / 4; quad < last; quad++) {
      while ((quad & 3) === 0 && groups[quad >> 2] === 0) quad += 4;
      if (quad >= last) break;
      let fourKinds = kinds[quad];
      if (fourKinds === 0) continue;
      for (let unit = quad * 4; unit < quad * 4 + 4; unit++, fourKinds >>= 2) {
        const kind: Unit = fourKinds & 3;
        if (kind === Unit.Other) {
          words[unit * 2] = others[other++];
          words[unit * 2 + 1] = others[other++];
          continue;
        }
        const small = -(kind & 1);
        const near = -(kind >> 1);
        const value = halves[half];
        half += (kind + 1) >> 1;
        const address = baseLow + ((unit + value - REACH) << 3);
        words[unit * 2] = (value & small) | (address & near);
        words[unit * 2 + 1] = baseHigh & near;
      }
    }
    this.from = end;
    this.half = half;
    this.other = other;
  }
}

/** Whether four units, from a word on, are zero. */
function isZero(words: Int32Array, from: number): boolean {
  const first = words[from] | words[from + 1] | words[from + 2] | words[from + 3];
  return (first | words[from + 4] | words[from + 5] | words[from + 6] | words[from + 7]) === 0;
}
