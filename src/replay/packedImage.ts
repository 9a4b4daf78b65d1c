import type { Work } from '../base/work';
import type { HeapReader } from '../engine/heapReader';
import { copyRoomOf, UNITS_AT_ONCE, type CopyRoom } from './copyRoom';

// An 8-byte unit of the image is of one of four kinds, in two bits:
//
//   0  zero
//   1  a number below 2^16, as a half: most sizes
//   2  an address within 256 KiB of its own place, as its distance in units and 2^15 more, in a half:
//      most links and back pointers
//   3  anything else, as two whole words

/** The halves and the other words of a part of an image. */
interface PackedPart {
  readonly halves: Uint16Array;
  readonly others: Int32Array;
}

/** Copies the part of an image that was ever written. Yields often; the heap must stay as it is. */
export function* packImage(heap: HeapReader): Work<PackedImage> {
  const units = Math.ceil(heap.touchedEnd / 8);
  const kinds = new Uint8Array(Math.ceil(units / 16) * 4);
  const parts: PackedPart[] = [];
  const room = copyRoomOf(heap);
  for (let from = 0; from < units; from += UNITS_AT_ONCE) {
    const to = Math.min(from + UNITS_AT_ONCE, units);
    room.kernel.packImage(from, to);
    kinds.set(room.kinds.subarray(0, Math.ceil((to - from) / 4)), from / 4);
    parts.push({
      halves: room.halves.slice(0, room.kernel.halfCount.value),
      others: room.others.slice(0, room.kernel.wordCount.value),
    });
    yield;
  }
  const halves = new Uint16Array(parts.reduce((sum, part) => sum + part.halves.length, 0));
  const others = new Int32Array(parts.reduce((sum, part) => sum + part.others.length, 0));
  let [half, other] = [0, 0];
  for (const part of parts) {
    halves.set(part.halves, half);
    others.set(part.others, other);
    half += part.halves.length;
    other += part.others.length;
  }
  return new PackedImage(kinds, halves, others);
}

/**
 * A copy of the heap image that takes a quarter of its room, exact to the byte. The image holds
 * hardly anything but headers, links, back pointers and zeros: of each the high words, and often
 * the whole unit, need not be stored.
 */
export class PackedImage {
  /** @param kinds four to a byte */
  constructor(
    private readonly kinds: Uint8Array,
    private readonly halves: Uint16Array,
    private readonly others: Int32Array,
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
  private readonly room: CopyRoom;

  constructor(
    private readonly heap: HeapReader,
    private readonly touchedEnd: number,
    private readonly kinds: Uint8Array,
    private readonly halves: Uint16Array,
    private readonly others: Int32Array,
  ) {
    this.room = copyRoomOf(heap);
  }

  go(end: number): void {
    const { words } = this.heap.memory;
    // Of a large heap most is zero. What never was written, as all of a new one, is so already.
    words.fill(0, this.from * 2, Math.min(end, Math.ceil(this.touchedEnd / 8)) * 2);
    const last = Math.min(end, this.kinds.length * 4);
    for (let from = this.from; from < last; from += UNITS_AT_ONCE) {
      this.unpack(from, Math.min(from + UNITS_AT_ONCE, last));
    }
    this.from = end;
  }

  private unpack(from: number, to: number): void {
    const { room, half, other } = this;
    room.kinds.set(this.kinds.subarray(from / 4, to / 4));
    room.halves.set(this.halves.subarray(half, half + to - from));
    room.others.set(this.others.subarray(other, other + 2 * (to - from)));
    room.kernel.unpackImage(from, to);
    this.half += room.kernel.halfCount.value;
    this.other += room.kernel.wordCount.value;
  }
}
