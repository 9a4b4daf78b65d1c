import type { Heap } from '../../engine/heap';
import { measure, type HeapMetrics } from '../../engine/metrics';
import type { EventAttributes, Trace } from '../../trace/trace';
import { alignmentOf, pointerOf, userOf } from '../execute';
import type { Journal } from '../journal';

const NO_SIZES: readonly number[] = [];

/**
 * An event that has just happened, and the heap after it: what a condition is about. One object for
 * a whole search, turned from event to event; what is looked up is kept while it stays.
 */
export class Moment {
  private event_ = -1;
  private counted: HeapMetrics | undefined;
  private measured: HeapMetrics | undefined;
  private read: EventAttributes | undefined;

  /** @param align default alignment of the trace's allocations, in bytes */
  constructor(
    readonly trace: Trace,
    readonly journal: Journal,
    readonly heap: Heap,
    private readonly align: number,
  ) {}

  /** Which event it is, from 0. */
  get event(): number {
    return this.event_;
  }

  /** Turns to an event. For metrics the heap must be as it is after it. */
  turnTo(event: number): this {
    this.event_ = event;
    this.counted = undefined;
    this.measured = undefined;
    this.read = undefined;
    return this;
  }

  /** The metrics that the heap keeps count of; those of single free blocks are not among them. */
  get counts(): HeapMetrics {
    return (this.counted ??= measure(this.heap, NO_SIZES));
  }

  /** All metrics: looks at every free block. */
  get metrics(): HeapMetrics {
    return (this.measured ??= measure(this.heap));
  }

  get attributes(): EventAttributes {
    return (this.read ??= this.trace.attributesOf(this.event_));
  }

  /** Alignment of the event's allocation in bytes. */
  get alignment(): number {
    return alignmentOf(this.trace, this.event_, this.align);
  }

  /** User address of the block that the event allocated, else of the one it freed; or null. */
  get address(): number | null {
    const { trace, journal, heap, align, event_: event } = this;
    const { base } = heap.config;
    const made = userOf(trace, journal, base, event, align);
    const user = made >= 0 ? made : pointerOf(trace, journal, base, event, align);
    return user >= 0 ? base + user : null;
  }
}
