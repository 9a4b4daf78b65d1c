import { Import, type Imported, type ImportOptions } from '../trace/importers/import';
import { Slices, type Scheduler } from './scheduler';
import { Spool } from './spool';

/** Bytes read between two looks at the clock. */
const READ_BYTES = 16 * 1024;

/** What an import tells while it runs. */
export interface ImportProgress {
  /**
   * So many bytes were read, unpacked. Called between two slices.
   * @param format what the recording is, once that is known
   */
  onProgress(read: number, format: string | undefined): void;
  /** Asked after every slice; true ends the import without a result. */
  isCancelled(): boolean;
}

/** A recording that was read. */
export interface ImportResult {
  readonly imported: Imported;
  /** The lines of the events. The header stands before them. */
  readonly events: Uint8Array[];
  /** Bytes of the recording that were read, unpacked. */
  readonly read: number;
}

/**
 * Reads a recording in slices. The events are kept until all is read, because the heap they need is
 * known last and stands before them. Where no format is found, the rest is not read.
 * @param pieces the recording, unpacked, in pieces of any size
 * @returns undefined if it was cancelled
 * @throws TraceTooLong, and what the iteration of `pieces` throws
 */
export async function importInSlices(
  pieces: AsyncIterable<Uint8Array>,
  options: ImportOptions,
  scheduler: Scheduler,
  progress: ImportProgress,
): Promise<ImportResult | undefined> {
  const spool = new Spool();
  const reader = new Import((lines) => spool.write(lines), options);
  const slices = new Slices(scheduler);
  let read = 0;
  for await (const piece of pieces) {
    // The source may have waited for a disk.
    if (progress.isCancelled()) return undefined;
    for (let at = 0; at < piece.length && !reader.isGivenUp; at += READ_BYTES) {
      const part = piece.subarray(at, at + READ_BYTES);
      reader.push(part);
      read += part.length;
      if (!slices.isOver) continue;
      progress.onProgress(read, reader.recognised?.importer?.label);
      await slices.rest();
      if (progress.isCancelled()) return undefined;
    }
    if (reader.isGivenUp) break;
  }
  const ending = reader.finishing();
  for (;;) {
    const { done, value } = ending.next();
    if (done === true) return { imported: value, events: spool.finish(), read };
    // One slice after the other is the point.
    // oxlint-disable-next-line no-await-in-loop
    if (slices.isOver) await slices.rest();
    if (progress.isCancelled()) return undefined;
  }
}

/** The bytes of the whole trace: header and events, in pieces. */
export function traceOf({ imported, events }: ImportResult): Uint8Array[] {
  return [new TextEncoder().encode(imported.header), ...events];
}

/** How many bytes the whole trace has. */
export function lengthOf(pieces: readonly Uint8Array[]): number {
  return pieces.reduce((sum, piece) => sum + piece.length, 0);
}
