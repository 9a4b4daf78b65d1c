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

/** What UNITS_AT_ONCE of an image hold, the last part fewer. */
interface PackedPart {
  /** Four to a byte. */
  readonly kinds: Uint8Array;
  readonly halves: Uint16Array;
  readonly others: Int32Array;
}

function bytesOf({ kinds, halves, others }: PackedPart): number {
  return kinds.byteLength + halves.byteLength + others.byteLength;
}

/** Copies the part of an image that was ever written. Yields often; the heap must stay as it is. */
export function* packImage(heap: HeapReader): Work<PackedImage> {
  const units = Math.ceil(heap.touchedEnd / 8);
  const parts: PackedPart[] = [];
  const room = copyRoomOf(heap);
  for (let from = 0; from < units; from += UNITS_AT_ONCE) {
    const to = Math.min(from + UNITS_AT_ONCE, units);
    room.kernel.packImage(from, to);
    parts.push({
      kinds: room.kinds.slice(0, Math.ceil((to - from) / 16) * 4),
      halves: room.halves.slice(0, room.kernel.halfCount.value),
      others: room.others.slice(0, room.kernel.wordCount.value),
    });
    yield;
  }
  return new PackedImage(parts);
}

/**
 * A copy of the heap image that takes a quarter of its room, exact to the byte. The image holds
 * hardly anything but headers, links, back pointers and zeros: of each the high words, and often
 * the whole unit, need not be stored.
 */
export class PackedImage {
  constructor(private readonly parts: readonly PackedPart[]) {}

  get byteLength(): number {
    return this.parts.reduce((sum, part) => sum + bytesOf(part), 0);
  }

  /** Begins to make a heap's image what it was; `touchedEnd` is how far that may be written now. */
  restoring(heap: HeapReader, touchedEnd: number): Restoring {
    return new ImageRestoring(heap, touchedEnd, this.parts);
  }
}

/** A part of a heap that is put back from a copy, in as many steps as one likes. */
export interface Restoring {
  /** Goes on up to an 8-byte unit of the heap, which must be a multiple of 16 or Infinity. */
  go(end: number): void;
}

class ImageRestoring implements Restoring {
  private from = 0;
  /** How far the part is used up in which `from` lies. */
  private half = 0;
  private other = 0;
  private readonly room: CopyRoom;
  private readonly units: number;

  constructor(
    private readonly heap: HeapReader,
    private readonly touchedEnd: number,
    private readonly parts: readonly PackedPart[],
  ) {
    this.room = copyRoomOf(heap);
    this.units = parts.reduce((sum, { kinds }) => sum + kinds.length * 4, 0);
  }

  go(end: number): void {
    const { words } = this.heap.memory;
    // Of a large heap most is zero. What never was written, as all of a new one, is so already.
    words.fill(0, this.from * 2, Math.min(end, Math.ceil(this.touchedEnd / 8)) * 2);
    const last = Math.min(end, this.units);
    while (this.from < last) this.unpackTo(Math.min(last, this.nextPart));
    this.from = end;
  }

  private get nextPart(): number {
    return this.from - (this.from % UNITS_AT_ONCE) + UNITS_AT_ONCE;
  }

  /** Goes on to a unit of the same part, or to its end. */
  private unpackTo(to: number): void {
    const { room, from } = this;
    const start = this.nextPart - UNITS_AT_ONCE;
    if (from === start) this.half = this.other = 0;
    const { half, other } = this;
    const { kinds, halves, others } = this.parts[start / UNITS_AT_ONCE];
    room.kinds.set(kinds.subarray((from - start) / 4, (to - start) / 4));
    room.halves.set(halves.subarray(half, half + to - from));
    room.others.set(others.subarray(other, other + 2 * (to - from)));
    room.kernel.unpackImage(from, to);
    this.half += room.kernel.halfCount.value;
    this.other += room.kernel.wordCount.value;
    this.from = to;
  }
}
