import type { Heap } from '../engine/heap';
import type { Trace } from '../trace/trace';
import type { ReplayConfig } from './heapOfTrace';
import type { Journal } from './journal';

/** What can be read of a trace that is carried out, at one moment: at the cursor, or at a second one. */
export interface ReplayState {
  readonly trace: Trace;
  readonly journal: Journal;
  readonly config: ReplayConfig;
  /** The heap after `at` events. */
  readonly heap: Heap;
  /** How many events have happened. */
  readonly at: number;
  /** User offset of the block that an event allocated; NONE if it allocated none. */
  userOf(event: number): number;
  /** User offset of the block that a free or realloc acts on; NONE for the null pointer. */
  pointerOf(event: number): number;
}
