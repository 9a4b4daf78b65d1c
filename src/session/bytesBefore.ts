import type { Replay } from '../replay/replay';

/** Stretches that are kept: one request more for each megabyte that somebody scrolls through. */
const STRETCH = 2 ** 20;

/**
 * Bytes as they were before the last event. To get them the replay steps back and forth; after a
 * huge calloc that takes a while, so it is done once for a long stretch.
 */
export class BytesBefore {
  private kept: { at: number; from: number; bytes: Uint8Array } | undefined;

  constructor(private readonly replay: Replay) {}

  /** `count` bytes from an offset on, fewer at the heap's end; undefined before the first event. */
  read(from: number, count: number): Uint8Array | undefined {
    const { at } = this.replay;
    if (at === 0) return undefined;
    const end = Math.min(from + count, this.replay.config.size);
    const { kept } = this;
    const isKept = kept?.at === at && kept.from <= from && end <= kept.from + kept.bytes.length;
    const stretch = isKept ? kept : this.load(at, from, end);
    return stretch.bytes.subarray(from - stretch.from, Math.max(from, end) - stretch.from);
  }

  private load(at: number, from: number, end: number) {
    const start = from - (from % STRETCH);
    const bytes = this.replay.bytesBeforeLast(start, Math.ceil(end / STRETCH) * STRETCH);
    return (this.kept = { at, from: start, bytes: bytes ?? new Uint8Array(0) });
  }
}
