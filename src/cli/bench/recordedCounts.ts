import { readFile } from 'node:fs/promises';

/** What a trace of the preload recorder comes to. */
export interface RecordedCounts {
  readonly events: number;
  /** The most bytes that were asked for and not yet given back. */
  readonly peakBytes: number;
}

/**
 * Counts without a heap: what the program had, not what an allocator of ours would make of it. Reads
 * only what the recorder writes.
 */
export async function recordedCounts(file: string): Promise<RecordedCounts> {
  const sizes = new Map<string, number>();
  let events = 0;
  let live = 0;
  let peakBytes = 0;
  const free = (id: string) => {
    live -= sizes.get(id) ?? 0;
    sizes.delete(id);
  };
  for (const line of (await readFile(file, 'latin1')).split('\n')) {
    const [verb, id, second, third] = line.split(' ', 4);
    if (!/^[acrfm]$/.test(verb)) continue;
    events++;
    if (verb === 'f' || verb === 'r') free(id);
    if (verb === 'f' || verb === 'm') continue;
    const size = Number(verb === 'r' ? third : second);
    sizes.set(verb === 'r' ? second : id, size);
    live += size;
    if (live > peakBytes) peakBytes = live;
  }
  return { events, peakBytes };
}
