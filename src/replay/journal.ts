import type { Outcome } from './outcome';

/** No event: where a link to another event leads nowhere. */
export const NO_EVENT = -1;

/**
 * What became of each event, learned in one pass over the trace: nine bytes an event. With it any
 * part can be replayed again without knowing which id meant which block at the time.
 */
export class Journal {
  /** How many events are known. */
  length = 0;
  /** Outcome of each event. */
  readonly outcome: Uint8Array;
  /** User offset of the block that an allocating event got; NONE if it got none or wanted none. */
  readonly result: Int32Array;
  /**
   * alloc and calloc: the event that ends the block's life. free and realloc: the event that
   * allocated the block they act on. NO_EVENT where there is none (yet).
   */
  private readonly partner: Int32Array;
  /** The end of blocks that a realloc made: rare, so not worth a column. */
  private readonly endOfRealloc = new Map<number, number>();
  /** Events that are faults or inconsistencies, ascending. */
  private readonly faultEvents: number[] = [];
  /** For each of those, the earlier event that explains it, or NO_EVENT. */
  private readonly faultRelated = new Map<number, number>();

  constructor(eventCount: number) {
    // Not filled: rows are read only once they are entered, and ten million take a third of a second.
    this.outcome = new Uint8Array(eventCount);
    this.result = new Int32Array(eventCount);
    this.partner = new Int32Array(eventCount);
  }

  /** Enters the next event. `origin` is the event that allocated the block it acts on. */
  append(outcome: Outcome, result: number, origin: number): void {
    const event = this.length++;
    this.outcome[event] = outcome;
    this.result[event] = result;
    this.partner[event] = origin;
  }

  /** Notes that `event` ended the life of the block that `origin` allocated. */
  endLife(origin: number, event: number, originIsRealloc: boolean): void {
    if (originIsRealloc) this.endOfRealloc.set(origin, event);
    else this.partner[origin] = event;
  }

  addFault(event: number, related: number): void {
    this.faultEvents.push(event);
    if (related !== NO_EVENT) this.faultRelated.set(event, related);
  }

  /** The event that allocated the block which a free or realloc acts on, or NO_EVENT. */
  originOf(event: number): number {
    return this.partner[event];
  }

  /** The event that ends the life of the block which `event` allocated, or NO_EVENT. */
  endOf(event: number, isRealloc: boolean): number {
    return isRealloc ? (this.endOfRealloc.get(event) ?? NO_EVENT) : this.partner[event];
  }

  /** Events that are faults or inconsistencies, ascending. */
  get faults(): readonly number[] {
    return this.faultEvents;
  }

  /** The earlier event that explains a fault (the first free of a double free), or NO_EVENT. */
  relatedTo(event: number): number {
    return this.faultRelated.get(event) ?? NO_EVENT;
  }

  /** The first fault after `event`, or NO_EVENT. */
  faultAfter(event: number): number {
    const index = this.firstFaultFrom(event + 1);
    return index < this.faultEvents.length ? this.faultEvents[index] : NO_EVENT;
  }

  /** The last fault before `event`, or NO_EVENT. */
  faultBefore(event: number): number {
    const index = this.firstFaultFrom(event) - 1;
    return index >= 0 ? this.faultEvents[index] : NO_EVENT;
  }

  private firstFaultFrom(event: number): number {
    let low = 0;
    let high = this.faultEvents.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.faultEvents[middle] < event) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
