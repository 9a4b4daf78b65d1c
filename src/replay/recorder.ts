import { NONE } from '../engine/block';
import type { Heap } from '../engine/heap';
import { EventKind, type Trace } from '../trace/trace';
import { defaultAlignment } from './heapOfTrace';
import { Journal, NO_EVENT } from './journal';
import { Outcome } from './outcome';

/** What an id stands for, where it is not a user offset; no block's user data begins at 0. */
const enum Meaning {
  /** 0, so that a column of millions of ids need not be filled in one go. */
  Never = 0,
  /** Null: its allocation failed, or realloc to size 0 gave null. */
  Null = -1,
  Freed = -2,
}

/**
 * Carries a trace out for the first time, event by event, and writes the journal. It alone knows
 * what each id means at each moment; afterwards the journal is enough.
 */
export class Recorder {
  readonly journal: Journal;
  /** User offset of the newest block under each id, or a Meaning. */
  private readonly users: Int32Array;
  /** The event that gave each id its meaning; for ids with Meaning.Never it says nothing. */
  private readonly events: Int32Array;
  private readonly align: number;
  private readonly isMidway: boolean;

  constructor(
    private readonly trace: Trace,
    private readonly heap: Heap,
  ) {
    this.journal = new Journal(trace.eventCount);
    this.users = new Int32Array(trace.idCount);
    this.events = new Int32Array(trace.idCount);
    this.align = defaultAlignment(trace);
    this.isMidway = trace.meta.some(({ key, value }) => key === 'capture' && value === 'midway');
  }

  /** Carries out the next event. */
  recordNext(): void {
    const event = this.journal.length;
    switch (this.trace.kind[event]) {
      case EventKind.Alloc:
      case EventKind.Calloc:
        return this.recordAlloc(event);
      case EventKind.Realloc:
        return this.recordRealloc(event);
      case EventKind.Free:
        return this.recordFree(event);
      default:
        this.journal.append(Outcome.Done, NONE, NO_EVENT);
    }
  }

  private recordAlloc(event: number): void {
    const { trace, heap } = this;
    const id = trace.id[event];
    const size = trace.sizeOf(event);
    const align = trace.alignOf(event) ?? this.align;
    const user =
      trace.kind[event] === EventKind.Calloc
        ? heap.calloc(size, align, event)
        : heap.alloc(size, align, event);
    const wasLive = id >= 0 && this.users[id] > 0;
    const before = id >= 0 ? this.events[id] : NO_EVENT;
    const outcome = user === NONE ? Outcome.OutOfMemory : wasLive ? Outcome.LiveId : Outcome.Done;
    this.journal.append(outcome, user, NO_EVENT);
    if (outcome !== Outcome.Done) {
      this.journal.addFault(event, outcome === Outcome.LiveId ? before : NO_EVENT);
    }
    this.name(id, user, event);
  }

  private recordFree(event: number): void {
    const id = this.trace.id[event];
    const user = id >= 0 ? this.users[id] : Meaning.Null;
    if (user > 0) {
      const origin = this.events[id];
      this.heap.free(user);
      this.journal.append(Outcome.Done, NONE, origin);
      this.endLife(origin, event);
      this.name(id, Meaning.Freed, event);
    } else if (user === Meaning.Null) {
      this.heap.free(NONE);
      this.journal.append(Outcome.OfNull, NONE, NO_EVENT);
    } else if (user === Meaning.Freed) {
      this.refuse(Outcome.DoubleFree, event, this.events[id]);
    } else {
      this.refuse(this.isMidway ? Outcome.MidwayFree : Outcome.UnknownFree, event, NO_EVENT);
    }
  }

  private recordRealloc(event: number): void {
    const { trace, heap } = this;
    const id = trace.id[event];
    const newId = trace.newIdOf(event);
    const size = trace.sizeOf(event);
    const align = trace.alignOf(event) ?? this.align;
    const user = id >= 0 ? this.users[id] : Meaning.Null;
    if (user === Meaning.Freed) {
      this.refuse(Outcome.ReallocFreed, event, this.events[id]);
      return;
    }
    const overwritten = newId >= 0 && newId !== id && this.users[newId] > 0;
    const related = overwritten ? this.events[newId] : NO_EVENT;
    const origin = user > 0 ? this.events[id] : NO_EVENT;
    const moved = heap.realloc(user > 0 ? user : NONE, size, align, event);
    const freed = user > 0 && (moved !== NONE || size === 0);
    const failed = moved === NONE && !freed;

    let outcome = Outcome.Done;
    if (failed) outcome = Outcome.OutOfMemory;
    else if (overwritten) outcome = Outcome.LiveId;
    else if (user === Meaning.Never) {
      outcome = this.isMidway ? Outcome.MidwayRealloc : Outcome.UnknownRealloc;
    } else if (user === Meaning.Null) outcome = Outcome.OfNull;
    this.journal.append(outcome, moved, origin);
    if (outcome !== Outcome.Done && outcome !== Outcome.OfNull) {
      this.journal.addFault(event, related);
    }
    if (freed) {
      this.endLife(origin, event);
      this.name(id, Meaning.Freed, event);
    }
    // A failed realloc leaves the old block under its id.
    if (!failed || newId !== id || user <= 0) this.name(newId, moved, event);
  }

  /** Marks an event that must not be carried out: the heap stays as it is. */
  private refuse(outcome: Outcome, event: number, related: number): void {
    this.journal.append(outcome, NONE, NO_EVENT);
    this.journal.addFault(event, related);
  }

  private endLife(origin: number, event: number): void {
    const isRealloc = this.trace.kind[origin] === EventKind.Realloc;
    this.journal.endLife(origin, event, isRealloc);
  }

  private name(id: number, user: number, event: number): void {
    if (id < 0) return;
    this.users[id] = user;
    this.events[id] = event;
  }
}
