import type { BytesWindow } from '../protocol/bytes';
import type { BlockList } from './blockList';
import { runsIn } from './heapMap';

const NO_RUNS = { start: [], kind: [], block: [] } as const;

/**
 * Bytes `from..from + count` of the heap, as far as it goes, with what they are.
 * @param before the same bytes before the last event, or undefined before the first event
 */
export function bytesView(
  list: BlockList,
  from: number,
  count: number,
  before: Uint8Array | undefined,
  revision: number,
): BytesWindow {
  const bytes = list.heap.memory.bytes.slice(from, from + count);
  const changed = new Uint8Array(bytes.length);
  if (before !== undefined) {
    for (let i = 0; i < bytes.length; i++) changed[i] = bytes[i] === before[i] ? 0 : 1;
  }
  const low = Math.min(from, list.heap.config.size);
  const { start, kind, block } = runsIn(list, low, low + bytes.length, Infinity) ?? NO_RUNS;
  return {
    revision,
    from,
    bytes,
    changed,
    runs: {
      start: Uint32Array.from(start),
      kind: Uint8Array.from(kind),
      block: Uint32Array.from(block),
    },
  };
}
