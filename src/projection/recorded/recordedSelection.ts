import type { RecordedSelection } from '../../protocol/recorded';
import { NO_EVENT } from '../../replay/journal';
import { NO_RANK } from '../../replay/recorded/recordedBlocks';
import type { RecordedHeap } from '../../replay/recorded/recordedHeap';
import { sourceText } from '../blockValues';
import { addressOf, idOf } from './recordedWords';

/** The block that an event (from 0) made, or null if it is not there now. */
export function recordedSelection(
  { blocks, at }: RecordedHeap,
  event: number | null,
): RecordedSelection | null {
  const rank = event === null ? NO_RANK : blocks.madeBy(event);
  if (event === null || rank === NO_RANK || !blocks.isLiveAt(rank, at)) return null;
  const { trace, start, end } = blocks;
  const { label = '', at: source, tid = -1 } = trace.attributesOf(event);
  const ended = end[rank];
  return {
    block: event + 1,
    place: start[rank],
    extent: blocks.extentAt(rank),
    address: addressOf(blocks, rank),
    size: blocks.sizeAt(rank),
    id: idOf(blocks, rank),
    label,
    source: sourceText(source),
    thread: tid,
    madeLine: trace.lineOf(event) + 1,
    endEvent: ended === NO_EVENT ? 0 : ended + 1,
    endLine: ended === NO_EVENT ? 0 : trace.lineOf(ended) + 1,
  };
}
