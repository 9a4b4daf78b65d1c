import type { Work } from '../base/work';
import { MAX_HEAP_SIZE } from '../base/limits';
import { BACK_POINTER_SIZE, HEADER_SIZE } from '../engine/block';
import { configError } from '../engine/config';
import type { Trace } from '../trace/trace';
import type { ReplayConfig } from './heapOfTrace';
import { NO_EVENT } from './journal';
import { Rehearsal } from './rehearsal';

/** Events between two moments at which the work can be put off. */
const EVENTS_AT_ONCE = 512;

/**
 * The smallest power of two with which nothing in the trace runs out of memory, above the size that
 * `config` has: found by carrying the trace out, because fragmentation follows no formula. Undefined
 * where no heap is large enough. Yields often, so that it can be done in slices or given up.
 * @throws RangeError if there is no memory for such a heap
 */
export function* sufficientSize(trace: Trace, config: ReplayConfig): Work<number | undefined> {
  let size = 2 ** (Math.floor(Math.log2(config.size)) + 1);
  while (size <= MAX_HEAP_SIZE) {
    const larger = { ...config, size };
    if (configError(larger) !== undefined) return undefined;
    const failed = yield* firstFailure(trace, larger);
    if (failed === NO_EVENT) return size;
    // Sizes that cannot even hold what failed need not be tried.
    const needed = trace.sizeOf(failed) + HEADER_SIZE + BACK_POINTER_SIZE;
    do size *= 2;
    while (size < needed);
  }
  return undefined;
}

/** The first event that runs out of memory with a heap, or NO_EVENT. */
function* firstFailure(trace: Trace, config: ReplayConfig): Work<number> {
  const rehearsal = new Rehearsal(trace, config);
  let isOver = false;
  while (!isOver && rehearsal.firstFailure === NO_EVENT) {
    isOver = rehearsal.go(EVENTS_AT_ONCE);
    yield;
  }
  return rehearsal.firstFailure;
}
