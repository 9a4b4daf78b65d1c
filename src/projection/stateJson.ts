import { JsonItems, jsonPieces } from '../base/json';
import type { Heap } from '../engine/heap';
import { Fnv1a64 } from '../engine/imageHash';
import { measure } from '../engine/metrics';
import { debugLogAt } from '../replay/debugLog';
import type { Replay } from '../replay/replay';

/** Bytes of the image that are hashed between two pieces: a millisecond at most. */
const BYTES_AT_ONCE = 2 ** 17;

type Moment = Pick<Replay, 'trace' | 'journal' | 'config' | 'heap' | 'at'>;

/**
 * The heap after `at` events as JSON, piece by piece: the command line prints it and the extension
 * exports it. Pieces may be empty, where something takes its time. docs/cli.md says what it holds.
 * @param more fields to put at the end
 */
export function* stateJson(
  moment: Moment,
  more: Readonly<Record<string, unknown>> = {},
): Generator<string> {
  const { heap, at, config } = moment;
  const { size, base, layout, policy, align } = config;
  const hash = new Fnv1a64();
  const { bytes } = heap.memory;
  for (let start = 0; start < bytes.length; start += BYTES_AT_ONCE) {
    hash.add(bytes.subarray(start, start + BYTES_AT_ONCE));
    yield '';
  }
  yield* jsonPieces({
    at,
    line: lineOf(moment),
    heap: { size, base, layout, policy, align },
    freeList: new JsonItems(freeList(heap)),
    blocks: new JsonItems(liveBlocks(moment)),
    imageHash: hash.digest,
    log: logLines(moment)
      .map((line) => `${line}\n`)
      .join(''),
    metrics: measure(heap),
    ...more,
  });
}

/** Line of the last event that happened, from 1; 0 before the first. */
export function lineOf({ trace, at }: Pick<Moment, 'trace' | 'at'>): number {
  return at === 0 ? 0 : trace.lineOf(at - 1) + 1;
}

/** The nodes of the free list from the head on. */
export function* freeList(heap: Heap): Generator<[offset: number, size: number]> {
  for (let block = heap.head; block >= 0; block = heap.nextFree(block)) {
    yield [block, heap.blockSize(block)];
  }
}

/** The live blocks in address order. */
export function* liveBlocks({
  heap,
  trace,
}: Pick<Moment, 'heap' | 'trace'>): Generator<
  [id: string, offset: number, size: number, requested: number]
> {
  for (let block = 0; block < heap.config.size; block = heap.blockAfter(block)) {
    if (!heap.isLive(block)) continue;
    const id = trace.idText(trace.newIdOf(heap.tag(block)));
    yield [id, block, heap.blockSize(block), heap.requestedSize(block)];
  }
}

/** What the debug log's ring holds, oldest line first. */
export function logLines({ trace, journal, config, at }: Moment): string[] {
  return debugLogAt(trace, journal, config, at).map(({ text }) => text);
}
