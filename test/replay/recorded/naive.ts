import { NO_EVENT } from '../../../src/replay/journal';
import { recordedBlocksOf, type RecordedBlocks } from '../../../src/replay/recorded/recordedBlocks';
import { RecordedHeap } from '../../../src/replay/recorded/recordedHeap';
import { readTrace } from '../../../src/trace/reader';
import type { Trace } from '../../../src/trace/trace';
import { bytesOf } from '../../session/fakes';
import { atOnce } from '../../support/atOnce';

export function traceOf(lines: string | readonly string[]): Trace {
  return readTrace(bytesOf(typeof lines === 'string' ? lines : `${lines.join('\n')}\n`));
}

/** The recorded heap of a trace, given as lines, after `at` events; all of them unless told. */
export function recordedOf(lines: readonly string[], at?: number): RecordedHeap {
  const trace = traceOf(lines);
  const heap = new RecordedHeap(atOnce(recordedBlocksOf(trace)));
  atOnce(heap.goTo(at ?? trace.eventCount));
  return heap;
}

export interface NaiveBlock {
  readonly born: number;
  readonly address: bigint;
  readonly size: number;
}

/** What is live after `at` events, from the text of each event alone: slow and plain. */
export function naiveBlocks(trace: Trace, at: number): NaiveBlock[] {
  const live = new Map<number, NaiveBlock>();
  const named = new Map<string, number>();
  const end = (id: string) => {
    const born = named.get(id);
    if (born !== undefined) live.delete(born);
    named.delete(id);
  };
  for (let event = 0; event < at; event++) {
    const [verb, id, ...rest] = trace.lineText(event).split(' ');
    const address = rest.find((word) => word.startsWith('addr'))?.replace(/^\w+=/, '');
    const sizes = rest.filter((word) => /^\d+$/.test(word)).map(Number);
    const make = (name: string, size: number) => {
      named.set(name, event);
      if (address !== undefined) live.set(event, { born: event, address: BigInt(address), size });
    };
    if (verb === 'free') end(id);
    if (verb === 'alloc' && address !== 'null') make(id, sizes[0]);
    if (verb === 'realloc' && (address !== 'null' || sizes[0] === 0)) {
      end(id);
      const isFreed = sizes[0] === 0 && (address === undefined || address === 'null');
      if (!isFreed) make(id, sizes[0]);
    }
  }
  return [...live.values()].toSorted((a, b) =>
    a.address === b.address ? a.born - b.born : a.address < b.address ? -1 : 1,
  );
}

/** The same of a recorded heap. */
export function shownBlocks({ blocks, live }: RecordedHeap): NaiveBlock[] {
  return Array.from(live, (rank) => ({
    born: blocks.born[rank],
    address: blocks.addressAt(blocks.start[rank]),
    size: blocks.sizeAt(rank),
  }));
}

export function endOf(blocks: RecordedBlocks, rank: number): number | undefined {
  const end = blocks.end[rank];
  return end === NO_EVENT ? undefined : end;
}
