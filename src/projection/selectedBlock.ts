import type { SelectedBlock } from '../protocol/state';
import { NO_EVENT } from '../replay/journal';
import type { Replay } from '../replay/replay';
import type { BlockList } from './blockList';
import { namesOf } from './blockTable';
import { sourceText } from './blockValues';

/** The block whose header is at `block`, or null if no block starts there now. */
export function selectedBlock(
  replay: Replay,
  list: BlockList,
  block: number | null,
): SelectedBlock | null {
  if (block === null || !list.has(block)) return null;
  const { heap, trace } = replay;
  const size = heap.blockSize(block);
  if (!heap.isLive(block)) return { block, state: 'free', size, live: null };
  const event = heap.tag(block);
  const end = replay.journal.endOf(event);
  const { at } = trace.attributesOf(event);
  return {
    block,
    state: 'live',
    size,
    live: {
      ...namesOf(replay, event),
      requested: heap.requestedSize(block),
      user: heap.userOffset(block),
      allocEvent: event + 1,
      allocLine: trace.lineOf(event) + 1,
      freeEvent: end === NO_EVENT ? 0 : end + 1,
      freeLine: end === NO_EVENT ? 0 : trace.lineOf(end) + 1,
      source: sourceText(at),
    },
  };
}
