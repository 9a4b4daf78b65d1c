import type { FragmentationWindow, Holder } from '../protocol/fragmentation';
import { alignmentOf } from '../replay/execute';
import type { Replay } from '../replay/replay';
import { FREE, type BlockList } from './blockList';
import { namesOf } from './blockTable';
import { sourceText } from './blockValues';
import { fewestInTheWay, largestKeepers, type Run } from './obstacles';

/** So many of the blocks in the way are named. */
const MOST_NAMED = 5;

/** What keeps the free bytes of a heap apart, after the cursor's event. */
export function fragmentationWindow(
  replay: Replay,
  list: BlockList,
  revision: number,
): FragmentationWindow {
  const { trace, at, journal, config } = replay;
  const event = at - 1;
  const hasFailed = event >= 0 && journal.ranOutOfMemory(event);
  const wanted = hasFailed ? trace.sizeOf(event) : 0;
  const run = hasFailed
    ? fewestInTheWay(list, wanted, alignmentOf(trace, event, config.align))
    : undefined;
  return {
    revision,
    wanted,
    keepers: largestKeepers(list, MOST_NAMED).map(({ row, joined }) => ({
      holder: holderOf(replay, list, row),
      joined,
    })),
    run: run === undefined ? null : runOf(replay, list, run),
  };
}

function runOf(replay: Replay, list: BlockList, run: Run): FragmentationWindow['run'] {
  const { first, last, count, bytes, joined } = run;
  const holders = holdersOf(replay, list, first, last);
  return { holders, count, bytes, block: list.blocks[first], joined };
}

function holdersOf(replay: Replay, list: BlockList, first: number, last: number): Holder[] {
  const holders: Holder[] = [];
  for (let row = first; row <= last && holders.length < MOST_NAMED; row++) {
    if (list.requested[row] !== FREE) holders.push(holderOf(replay, list, row));
  }
  return holders;
}

function holderOf(replay: Replay, list: BlockList, row: number): Holder {
  const event = list.tag[row];
  const { at } = replay.trace.attributesOf(event);
  return {
    block: list.blocks[row],
    ...namesOf(replay, event),
    source: sourceText(at),
    requested: list.requested[row],
    age: replay.at - 1 - event,
    line: replay.trace.lineOf(event) + 1,
  };
}
