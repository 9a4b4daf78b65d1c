import type { Replay } from '../replay/replay';

/** Stretches that are kept: one request more for each megabyte that somebody scrolls through. */
const STRETCH = 2 ** 20;

/**
 * Bytes as they were before the last event. To get them the replay steps back and forth; after a
 * huge calloc that takes a while, so it is done once for a long stretch.
 */
export class BytesBefore {
  /** The last two: here, and where the cursor was before, or is expected next. */
  private kept: { at: number; from: number; bytes: Uint8Array }[] = [];

  constructor(private readonly replay: Replay) {}

  /** `count` bytes from an offset on, fewer at the heap's end; undefined before the first event. */
  read(from: number, count: number): Uint8Array | undefined {
    const { at } = this.replay;
    if (at === 0) return undefined;
    const end = Math.min(from + count, this.replay.config.size);
    const known = this.kept.find(
      (each) => each.at === at && each.from <= from && end <= each.from + each.bytes.length,
    );
    const stretch = known ?? this.load(at, from, end);
    return stretch.bytes.subarray(from - stretch.from, Math.max(from, end) - stretch.from);
  }

  private load(at: number, from: number, end: number) {
    const start = from - (from % STRETCH);
    const bytes = this.replay.bytesBeforeLast(start, Math.ceil(end / STRETCH) * STRETCH);
    const stretch = { at, from: start, bytes: bytes ?? new Uint8Array(0) };
    this.kept = [stretch, ...this.kept.slice(0, 1)];
    return stretch;
  }
}
