import { measure, type HeapMetrics } from '../engine/metrics';
import type { ReplayConfig } from '../replay/heapOfTrace';
import type { Journal } from '../replay/journal';
import type { ReplayState } from '../replay/replayState';
import type { Trace } from '../trace/trace';
import type { BlockList } from './blockList';

/** The blocks of a heap at one moment as columns (see `BlockList`), and what that moment is. */
export interface HeapState {
  readonly trace: Trace;
  readonly journal: Journal;
  readonly config: ReplayConfig;
  /** How many events have happened. */
  readonly at: number;
  readonly blocks: Uint32Array;
  readonly size: Uint32Array;
  /** FREE for free blocks. */
  readonly requested: Int32Array;
  readonly tag: Int32Array;
  readonly metrics: HeapMetrics;
}

/**
 * What `list` holds now. Its columns are shared, not copied: the state is true as long as the list
 * is not moved on.
 */
export function heapStateOf(
  { trace, journal, config, at, heap }: Omit<ReplayState, 'userOf' | 'pointerOf'>,
  list: BlockList,
  metrics: HeapMetrics = measure(heap, list.freeSizes),
): HeapState {
  const { blocks, size, requested, tag } = list;
  return { trace, journal, config, at, blocks, size, requested, tag, metrics };
}
