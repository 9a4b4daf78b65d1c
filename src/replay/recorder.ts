import type { Work } from '../base/work';
import { LongerColumns } from '../base/longerColumns';
import { NONE } from '../engine/block';
import type { Heap } from '../engine/heap';
import { Counter } from '../engine/counters';
import { EventKind, type Trace } from '../trace/trace';
import { Journal, NO_EVENT } from './journal';
import { Outcome } from './outcome';

/** What an id stands for. */
const enum Meaning {
  Live,
  /** Null: its allocation failed, or realloc to size 0 gave null. */
  Null,
  Freed,
  Never,
}

/** Events taken over between two yields: a millisecond at most. */
const EVENTS_AT_ONCE = 2 ** 15;

/**
 * Carries a trace out for the first time, event by event, and writes the journal. It alone knows
 * what each id means at each moment; afterwards the journal is enough.
 */
export class Recorder {
  readonly journal: Journal;
  /**
   * For each id 1 + the event that gave it its meaning, negative if that was its free; 0 if it
   * never had one. What else it means is in that event's journal.
   */
  private named: Int32Array;
  private longer: LongerColumns<[Int32Array]> | undefined;
  private readonly isMidway: boolean;

  constructor(
    private trace: Trace,
    private heap: Heap,
    private readonly align: number,
  ) {
    this.journal = new Journal(trace.eventCount);
    this.named = new Int32Array(trace.idCount);
    this.isMidway = beganMidway(trace);
  }

  /** Takes over what another has recorded of the first `count` events. Only at the beginning. */
  *takeOver({ journal }: Recorder, count: number): Work<void> {
    yield* this.journal.takeOver(journal, count);
    for (let event = 0; event < count; event++) {
      this.nameAgain(event);
      if (event % EVENTS_AT_ONCE === EVENTS_AT_ONCE - 1) yield;
    }
  }

  /** Whether another trace, as far as its events are the same, means the same by them. */
  fits(trace: Trace): boolean {
    return beganMidway(trace) === this.isMidway;
  }

  /**
   * Goes on with a trace that begins with the same events and ids.
   * @param heap as it is after the events that were recorded
   */
  extend(trace: Trace, heap: Heap): void {
    this.trace = trace;
    this.heap = heap;
    this.journal.extend(trace.eventCount);
    this.makeRoomForIds(trace.idCount, Infinity);
  }

  /**
   * Makes room for so many events more, each with an id of its own, copying so many rows at most.
   * Returns whether there is room. Until then nothing may be recorded.
   */
  makeRoom(events: number, most: number): boolean {
    return (
      this.journal.makeRoom(this.journal.length + events, most) &&
      this.makeRoomForIds(this.trace.idCount + events, most)
    );
  }

  private makeRoomForIds(count: number, most: number): boolean {
    const { named } = this;
    if (count <= named.length) {
      this.longer = undefined;
      return true;
    }
    const length = Math.max(count, Math.ceil(named.length * 1.5));
    this.longer ??= new LongerColumns([named], named.length, length);
    if (!this.longer.go(most)) return false;
    [this.named] = this.longer.columns;
    this.longer = undefined;
    return this.makeRoomForIds(count, most);
  }

  /** Carries out the next event. */
  recordNext(): void {
    const event = this.journal.length;
    const kind: EventKind = this.trace.kind[event];
    switch (kind) {
      case EventKind.Alloc:
      case EventKind.Calloc:
        return this.recordAlloc(event, kind);
      case EventKind.Realloc:
        return this.recordRealloc(event);
      case EventKind.Free:
        return this.recordFree(event);
      case EventKind.Mark:
        this.journal.append(Outcome.Done, NONE, 0);
    }
  }

  private recordAlloc(event: number, kind: EventKind): void {
    const { trace, heap, journal } = this;
    const id = trace.id[event];
    const size = trace.sizeOf(event);
    const block = heap.allocBlock(size, trace.alignOf(event) ?? this.align, event);
    if (block !== NONE && kind === EventKind.Calloc) heap.zero(block, size);
    const visited = heap.counter(Counter.VisitedLast);
    if (block === NONE) {
      journal.append(Outcome.OutOfMemory, NONE, visited);
      journal.addFault(event, NO_EVENT);
    } else if (this.meaningOf(id) === Meaning.Live) {
      journal.append(Outcome.LiveId, block, visited);
      journal.addFault(event, this.namerOf(id));
    } else journal.append(Outcome.Done, block, visited);
    this.name(id, event);
  }

  private recordFree(event: number): void {
    const { journal } = this;
    const id = this.trace.id[event];
    switch (this.meaningOf(id)) {
      case Meaning.Live: {
        const origin = this.namerOf(id);
        this.heap.freeBlock(journal.blockOf(origin));
        journal.appendFree(origin);
        this.named[id] = -(event + 1);
        return;
      }
      case Meaning.Null:
        this.heap.free(NONE);
        journal.append(Outcome.OfNull, NONE, 0);
        return;
      case Meaning.Freed:
        return this.refuse(Outcome.DoubleFree, event, this.namerOf(id));
      case Meaning.Never:
        this.refuse(this.isMidway ? Outcome.MidwayFree : Outcome.UnknownFree, event, NO_EVENT);
    }
  }

  private recordRealloc(event: number): void {
    const { trace, heap, journal } = this;
    const id = trace.id[event];
    const newId = trace.newIdOf(event);
    const size = trace.sizeOf(event);
    const meaning = this.meaningOf(id);
    if (meaning === Meaning.Freed) {
      return this.refuse(Outcome.ReallocFreed, event, this.namerOf(id));
    }
    const isLive = meaning === Meaning.Live;
    const overwrites = newId !== id && this.meaningOf(newId) === Meaning.Live;
    const related = overwrites ? this.namerOf(newId) : NO_EVENT;
    const origin = isLive ? this.namerOf(id) : NO_EVENT;
    const old = isLive ? journal.blockOf(origin) : NONE;
    const moved = heap.reallocBlock(old, size, trace.alignOf(event) ?? this.align, event);
    const isFree = isLive && size === 0;
    const failed = moved === NONE && !isFree;

    const outcome = failed
      ? Outcome.OutOfMemory
      : overwrites
        ? Outcome.LiveId
        : this.outcomeOfRealloc(meaning);
    const visited = isFree ? 0 : heap.counter(Counter.VisitedLast);
    if (isFree) journal.appendFree(origin, outcome);
    else if (isLive) journal.appendMove(outcome, moved, origin, visited);
    else journal.append(outcome, moved, visited);
    if (outcome !== Outcome.Done && outcome !== Outcome.OfNull) journal.addFault(event, related);
    this.nameMoved(event, isLive, failed);
  }

  /** What an event that is recorded already did to the meanings of ids. */
  private nameAgain(event: number): void {
    const { trace, journal } = this;
    const id = trace.id[event];
    const kind: EventKind = trace.kind[event];
    if (kind === EventKind.Mark || journal.isRefused(event)) return;
    if (kind === EventKind.Alloc || kind === EventKind.Calloc) return this.name(id, event);
    const isLive = journal.originOf(event) !== NO_EVENT;
    if (kind === EventKind.Free) {
      if (isLive) this.named[id] = -(event + 1);
    } else this.nameMoved(event, isLive, journal.outcome[event] === Outcome.OutOfMemory);
  }

  private nameMoved(event: number, isLive: boolean, failed: boolean): void {
    const id = this.trace.id[event];
    const newId = this.trace.newIdOf(event);
    if (isLive && !failed) this.named[id] = -(event + 1);
    // A failed realloc leaves the old block under its id.
    if (!failed || newId !== id || !isLive) this.name(newId, event);
  }

  private outcomeOfRealloc(meaning: Meaning): Outcome {
    if (meaning === Meaning.Null) return Outcome.OfNull;
    if (meaning === Meaning.Live) return Outcome.Done;
    return this.isMidway ? Outcome.MidwayRealloc : Outcome.UnknownRealloc;
  }

  /** Marks an event that must not be carried out: the heap stays as it is. */
  private refuse(outcome: Outcome, event: number, related: number): void {
    this.journal.append(outcome, NONE, 0);
    this.journal.addFault(event, related);
  }

  /** `id` is an index into the trace's ids, or negative for the null pointer. */
  private meaningOf(id: number): Meaning {
    if (id < 0) return Meaning.Null;
    const named = this.named[id];
    if (named <= 0) return named === 0 ? Meaning.Never : Meaning.Freed;
    return this.journal.blockOf(named - 1) === NONE ? Meaning.Null : Meaning.Live;
  }

  /** The event that gave an id its meaning. */
  private namerOf(id: number): number {
    return Math.abs(this.named[id]) - 1;
  }

  private name(id: number, event: number): void {
    if (id >= 0) this.named[id] = event + 1;
  }
}

/** Whether the recording began while the program was running. */
function beganMidway(trace: Trace): boolean {
  return trace.meta.some(({ key, value }) => key === 'capture' && value === 'midway');
}
