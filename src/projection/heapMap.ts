import type { Work } from '../base/work';
import type { MapSegments, MapWindow } from '../protocol/heapMap';
import type { Replay } from '../replay/replay';
import type { BlockList } from './blockList';
import type { BlockPaint } from './blockPaint';
import { BlockRuns, RunKind } from './blockRuns';
import { DensityMaps } from './mapDensity';
import { segmentPaint } from './mapPaint';

/**
 * The bytes `from..to`: exact if that takes at most `cells` segments, else summed in `cells` cells.
 * @param paint what the live blocks are coloured by, if not by what their bytes are
 * @param densities summed windows that were made before
 */
export function* mapWindow(
  replay: Replay,
  list: BlockList,
  from: number,
  to: number,
  cells: number,
  revision: number,
  paint?: BlockPaint,
  densities = new DensityMaps(),
): Work<MapWindow> {
  const low = Math.min(from, list.heap.config.size);
  const high = Math.max(low, Math.min(to, list.heap.config.size));
  return (
    segments(replay, list, low, high, cells, revision, paint) ??
    (yield* densities.of(list, low, high, cells).window(revision, paint))
  );
}

function segments(
  replay: Replay,
  list: BlockList,
  from: number,
  to: number,
  limit: number,
  revision: number,
  paint: BlockPaint | undefined,
): MapSegments | undefined {
  const runs = runsIn(list, from, to, limit);
  if (runs === undefined) return undefined;
  const { start, kind, block } = runs;
  return {
    mode: 'segments',
    revision,
    from,
    to,
    start: Uint32Array.from(start),
    kind: Uint8Array.from(kind),
    block: Uint32Array.from(block),
    ids: idsOf(replay, list, kind, block),
    paint: paint ? segmentPaint(list, kind, block, paint) : null,
  };
}

/** Runs of bytes in address order: where each starts, what it is, and the block it belongs to. */
export interface Runs {
  readonly start: readonly number[];
  readonly kind: readonly RunKind[];
  readonly block: readonly number[];
}

/** The runs in the bytes `from..to`; undefined if there are more than `limit`. */
export function runsIn(list: BlockList, from: number, to: number, limit: number): Runs | undefined {
  // Every block has two runs at least.
  if ((list.indexAt(to) - list.indexAt(from)) * 2 > limit) return undefined;
  const start: number[] = [];
  const kind: RunKind[] = [];
  const block: number[] = [];
  const runs = new BlockRuns(list);
  const { blocks } = list;
  for (let i = list.indexAt(from); i < blocks.length && blocks[i] < to; i++) {
    let offset = blocks[i];
    runs.read(i);
    for (let run = 0; run < runs.count; run++) {
      const end = offset + runs.size[run];
      if (Math.min(end, to) > Math.max(offset, from)) {
        start.push(Math.max(offset, from));
        kind.push(runs.kind[run]);
        block.push(blocks[i]);
      }
      offset = end;
    }
    if (start.length > limit) return undefined;
  }
  return { start, kind, block };
}

/** So many ids at most go with a window: where there are more, there is no room to write them. */
const MOST_IDS = 200;
/** In UTF-16 units. An id may be as long as a line. */
const LONGEST_ID = 80;

function idsOf(
  replay: Replay,
  list: BlockList,
  kinds: readonly RunKind[],
  blocks: readonly number[],
): string[] {
  const { trace } = replay;
  const live = blocks.filter((_, i) => kinds[i] === RunKind.User);
  if (live.length > MOST_IDS) return [];
  return live.map((block) => {
    const event = list.tag[list.indexAt(block)];
    return trace.idText(trace.newIdOf(event)).slice(0, LONGEST_ID);
  });
}
