import { Heap } from '../engine/heap';
import type { Trace } from '../trace/trace';
import { Moment } from './condition/moment';
import { execute } from './execute';
import type { ReplayConfig } from './heapOfTrace';
import type { Journal } from './journal';
import type { Keyframes } from './keyframes';

/** Below this distance going on is cheaper than putting the heap into the state of a keyframe. */
const SHORT_WAY = 4096;

/**
 * Looks ahead in a recorded trace on a heap of its own: what is searched for may lie millions of
 * events away, and nobody must see the heap on the way. Goes forward only.
 */
export class Scout {
  /** The event where the scout is, and its heap. */
  readonly moment: Moment;
  private readonly heap: Heap;
  private position: number;

  /** @throws RangeError if there is no memory for the heap */
  constructor(
    private readonly trace: Trace,
    private readonly journal: Journal,
    private readonly config: ReplayConfig,
    private readonly keyframes: Keyframes,
  ) {
    this.heap = new Heap(config);
    this.heap.init();
    this.position = keyframes.restore(this.heap, 0);
    this.moment = new Moment(trace, journal, this.heap, config.align);
  }

  /**
   * Moves towards an event that is not behind it, carrying out some `most` events. Returns whether
   * it is there: then `moment` is that event, and the heap is as it is after it.
   */
  goTowards(event: number, most: number): boolean {
    const target = event + 1;
    const ahead = target - this.position;
    if (ahead > SHORT_WAY && this.keyframes.distanceTo(target) < ahead) {
      this.position = this.keyframes.restore(this.heap, target);
    }
    const end = Math.min(target, this.position + most);
    const { trace, journal, heap, config } = this;
    for (; this.position < end; this.position++) {
      execute(trace, journal, heap, this.position, config.align);
    }
    if (end < target) return false;
    this.moment.turnTo(event);
    return true;
  }
}
