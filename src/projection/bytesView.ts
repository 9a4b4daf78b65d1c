import type { BytesWindow } from '../protocol/bytes';
import type { BlockList } from './blockList';
import { mapWindow } from './heapMap';

/** No window of bytes has more runs. */
const ALL_RUNS = 2 ** 20;

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
  const map = mapWindow(list, from, from + bytes.length, ALL_RUNS, revision);
  if (map.mode !== 'segments') throw new Error('A window of bytes is always exact.');
  const { start, kind, block } = map;
  return { revision, from, bytes, changed, runs: { start, kind, block } };
}
