import type { Work } from '../base/work';
import type { Explanation } from '../engine/explain';
import { Heap } from '../engine/heap';
import type { Trace } from '../trace/trace';
import { Moment } from './condition/moment';
import { LogBytes } from './debugLog';
import { EndHeap } from './endHeap';
import { execute, pointerOf, userOf } from './execute';
import { HeapCursor } from './heapCursor';
import { areEqual, type ReplayConfig } from './heapOfTrace';
import { NO_EVENT, type Journal } from './journal';
import { Keyframes, usualBudget, type KeyframeRestoring } from './keyframes';
import { Recorder } from './recorder';
import { intervalFor, Timeline } from './timeline';

/** Before a trace is gone on with: rows copied at once. */
const ROWS_AT_ONCE = 2 ** 18;

/** A replay of another trace, and what `sharedEvents` says of both. */
export interface Before {
  readonly replay: Replay;
  readonly shared: number;
  /** How many events there will be, where the trace is gone on with. */
  readonly eventCount?: number;
}

/**
 * A trace carried out on a heap, with a cursor. `at` is the number of events that have happened:
 * the heap is always exactly what a replay of the first `at` events makes of it, however the
 * cursor came there.
 *
 * First `record` must have reached the end of the trace; then the cursor can move.
 */
export class Replay {
  /** Metrics of all recorded events, for a picture of the whole. */
  readonly timeline: Timeline;
  private readonly logBytes: LogBytes;
  private readonly recorder: Recorder;
  private readonly keyframes: Keyframes;
  private readonly cursor: HeapCursor;
  /** What is known of another trace's events that are these, as long as it is being taken over. */
  private takingOver: Work<void> | undefined;
  /** How many events `record` has gone over. */
  private recorded = 0;
  private readonly endHeap = new EndHeap(this);

  /**
   * @param keyframeBudget bytes that copies of the heap may take
   * @param before a replay of another trace, which stays as it is: of the events with which both
   *   begin, what it knows is taken over, and they are carried out only from its last copy on
   * @throws RangeError if `config` is out of range
   */
  constructor(
    trace: Trace,
    readonly config: ReplayConfig,
    keyframeBudget = usualBudget(config.size),
    before?: Before,
  ) {
    const heap = new Heap(config);
    const shared = before?.replay.knownOf(trace, config, before.shared) ?? 0;
    const start = before?.replay.startWithin(shared, before.eventCount ?? trace.eventCount) ?? 0;
    this.recorder = new Recorder(trace, heap, config.align);
    const cursorAmong = (keyframes: Keyframes) =>
      new HeapCursor(trace, this.journal, heap, keyframes, start, config.align);
    if (before === undefined || start === 0) {
      heap.init();
      this.keyframes = new Keyframes(keyframeBudget);
      this.keyframes.begin(heap, 0);
      this.keyframes.complete(true);
      this.cursor = cursorAmong(this.keyframes);
      this.timeline = new Timeline();
      this.logBytes = new LogBytes(trace, this.journal, config);
    } else {
      const { replay } = before;
      this.keyframes = replay.keyframes.upTo(start, keyframeBudget);
      // The counters of the heap are those of its copy from here on, which the timeline begins with.
      this.cursor = cursorAmong(this.keyframes);
      this.timeline = replay.timeline.firstEvents(start, heap);
      this.logBytes = replay.logBytes.firstEvents(shared, trace, this.journal);
      this.takingOver = this.recorder.takeOver(replay.recorder, shared);
    }
    this.recorded = start;
  }

  get trace(): Trace {
    return this.cursor.trace;
  }

  get journal(): Journal {
    return this.recorder.journal;
  }

  /** The heap after `at` events. */
  get heap(): Heap {
    return this.cursor.heap;
  }

  /** How many events have happened. */
  get at(): number {
    return this.cursor.at;
  }

  get eventCount(): number {
    return this.trace.eventCount;
  }

  /** Bytes that the history takes, by what holds them. */
  get historyBytes(): { journal: number; keyframes: number; undo: number; timeline: number } {
    return {
      journal: this.journal.memoryBytes,
      keyframes: this.keyframes.memoryBytes,
      undo: this.cursor.memoryBytes,
      timeline: this.timeline.memoryBytes,
    };
  }

  /** Whether every event is recorded, so that the cursor can move. */
  get isRecorded(): boolean {
    return this.recorded === this.eventCount;
  }

  /**
   * Whether all events of another trace are those of this one, in other words or on other lines.
   * @param shared what `sharedEvents` says of both
   */
  saysTheSame(trace: Trace, config: ReplayConfig, shared: number): boolean {
    const { isRecorded, eventCount } = this;
    const areAll = shared === eventCount && trace.eventCount === eventCount;
    return isRecorded && areAll && this.canExtend(trace, config);
  }

  /** Takes a trace that says the same. The cursor and all that is known stay. */
  retell(trace: Trace): void {
    this.cursor.trace = trace;
    this.endHeap.stop();
    this.recorder.extend(trace, this.heap);
    this.logBytes.extend(trace);
  }

  /**
   * Whether `extend` may be called with a trace that begins with the same events and ids: not if a
   * directive has come that concerns the events before.
   * @param config the heap that the longer trace asks for
   */
  canExtend(trace: Trace, config: ReplayConfig): boolean {
    return areEqual(this.config, config) && this.recorder.fits(trace);
  }

  /** Whether the timeline is not too coarse for so many events. */
  isFineFor(eventCount: number): boolean {
    return this.timeline.interval <= 2 * intervalFor(eventCount);
  }

  /**
   * Does a part of what `extend` would have to do at once: makes room for so many events more, goes on
   * with the copy of the heap that `recordGrowth` began, and, where the cursor is elsewhere, takes a heap
   * of its own to the end. Returns whether nothing is left to do. Nothing that can be seen changes.
   */
  prepareToExtend(events: number): boolean {
    if (!this.recorder.makeRoom(events, ROWS_AT_ONCE)) return false;
    this.leaveStaleCopy();
    if (!this.keyframes.complete(false)) return false;
    return this.isAtEnd || this.endHeap.approach();
  }

  /**
   * Goes on with a trace that has become longer: it must begin with the same events and ids. Then
   * `record` must reach the new end, or `recordGrowth` be called. A cursor at the end goes along; so does
   * one elsewhere where `prepareToExtend` had no memory for another heap, or was not called.
   */
  extend(trace: Trace): void {
    this.leaveStaleCopy();
    this.keyframes.complete(true);
    if (this.isAtEnd || this.endHeap.heap === undefined) {
      this.seek(this.journal.length);
      this.endHeap.letGo();
    }
    this.cursor.trace = trace;
    this.recorder.extend(trace, this.endHeap.heap ?? this.heap);
    this.logBytes.extend(trace);
  }

  private get isAtEnd(): boolean {
    return this.at === this.journal.length;
  }

  /** The cursor may have moved since a copy of its heap was begun. */
  private leaveStaleCopy(): void {
    const { begun } = this.keyframes;
    if (begun === undefined || this.endHeap.heap === begun.heap) return;
    if (!this.cursor.isAt(begun.heap, begun.at)) this.keyframes.giveUp();
  }

  /**
   * Carries out at once what `extend` has brought; nobody need see a trace that is half carried out. A
   * copy of the heap takes longer: where one is due, it is begun, and `prepareToExtend` makes it.
   */
  recordGrowth(): void {
    // To run by nothing would still forget the steps that can be taken back.
    if (this.isRecorded) return;
    const { keyframes, cursor, eventCount } = this;
    const endHeap = this.endHeap.heap;
    if (endHeap === undefined) cursor.runBy((heap) => this.goOver(heap, eventCount), eventCount);
    else this.goOver(endHeap, eventCount);
    keyframes.beginIfDue(endHeap ?? this.heap, eventCount);
  }

  /**
   * Carries out up to `count` events for the first time, or does something else of that kind that takes
   * as long. Returns whether the end is reached.
   */
  record(count: number): boolean {
    const { keyframes, cursor } = this;
    const endHeap = this.endHeap.heap;
    if (!this.takeSomeOver(count === Infinity)) return false;
    if (endHeap === undefined && !cursor.restoreSome(count === Infinity)) return false;
    const end = Math.min(this.recorded + count, this.eventCount);
    while (this.recorded < end) {
      if (!keyframes.complete(count === Infinity)) return false;
      const stop = Math.min(end, keyframes.nextPlace(this.recorded));
      if (endHeap === undefined) cursor.runBy((heap) => this.goOver(heap, stop), stop);
      else this.goOver(endHeap, stop);
      keyframes.begin(endHeap ?? this.heap, stop);
    }
    return this.isRecorded && keyframes.complete(count === Infinity);
  }

  /**
   * Carries out up to `count` events for the first time on the way to `place`, at least 1, which is not
   * recorded yet. Returns whether it is there: then the heap may be looked at before `record` goes
   * on, and the last event taken back to be explained.
   */
  recordTo(place: number, count: number): boolean {
    const last = place - 1;
    if (this.recorded < last) {
      this.record(Math.min(count, last - this.recorded));
      return false;
    }
    const { keyframes, cursor } = this;
    if (!this.takeSomeOver(false) || !cursor.restoreSome(false)) return false;
    if (!keyframes.complete(false)) return false;
    if (this.recorded === last) {
      cursor.stepBy((heap) => this.goOver(heap, place));
      keyframes.begin(this.heap, place);
    }
    return keyframes.complete(false);
  }

  /** Goes on taking over, if there is anything to take over. Returns whether nothing is left. */
  private takeSomeOver(all: boolean): boolean {
    while (this.takingOver !== undefined) {
      if (this.takingOver.next().done === true) this.takingOver = undefined;
      else if (!all) return false;
    }
    return true;
  }

  /** Carries the events up to `end` out on a heap that is at the last of the recorded ones. */
  private goOver(heap: Heap, end: number): void {
    const { trace, recorder, logBytes, timeline, journal, config } = this;
    const start = this.recorded;
    const known = Math.min(journal.length, end);
    for (let event = start; event < known; event++) {
      execute(trace, journal, heap, event, config.align);
      timeline.add(heap);
    }
    for (let event = Math.max(start, known); event < end; event++) {
      recorder.recordNext();
      logBytes.add(event);
      timeline.add(heap);
    }
    if (end > start && end === trace.eventCount) timeline.end(heap);
    this.recorded = end;
  }

  /** Carries out the next event. Returns false at the end. */
  step(): boolean {
    return this.cursor.step();
  }

  /** Takes the last event back: every byte, the log and the counters. Returns false at the start. */
  stepBack(): boolean {
    return this.cursor.stepBack();
  }

  /** Whether the last event can be taken back without a seek. */
  get canUndo(): boolean {
    return this.cursor.canUndo;
  }

  /** Moves to the state after `at` events; out of range means the nearest end. */
  seek(at: number): void {
    this.seekSome(at, Infinity);
  }

  /**
   * Moves towards the state after `at` events by carrying out some `most` events, or by restoring a part
   * of a copy, for callers that must not hold up others. Returns whether it is there; until then the
   * cursor is somewhere else.
   */
  seekSome(at: number, most: number): boolean {
    return this.cursor.seekSome(at, most);
  }

  /** The first fault after the cursor's event, or NO_EVENT. */
  nextFault(): number {
    return this.journal.faultAfter(this.at - 1);
  }

  /** The last fault before the cursor's event, or NO_EVENT. */
  previousFault(): number {
    return this.at === 0 ? NO_EVENT : this.journal.faultBefore(this.at - 1);
  }

  /** Why the last event did what it did: one explanation for each operation of the allocator. */
  explainLast(): readonly Explanation[] {
    return this.cursor.explainLast();
  }

  /**
   * The bytes `from..to` of the heap as they were before the last event; undefined before the first.
   * As exact as stepping back is, and as dear.
   */
  bytesBeforeLast(from: number, to: number): Uint8Array | undefined {
    return this.cursor.bytesBeforeLast(from, to);
  }

  /** Bytes written to the debug log so far, with those that its ring no longer holds. */
  get logWritten(): number {
    return this.logBytes.before(this.at);
  }

  /** User offset of the block that an event allocated; NONE if it allocated none. */
  userOf(event: number): number {
    return userOf(this.trace, this.journal, this.config.base, event, this.config.align);
  }

  /** User offset of the block that a free or realloc acts on; NONE for the null pointer. */
  pointerOf(event: number): number {
    return pointerOf(this.trace, this.journal, this.config.base, event, this.config.align);
  }

  /** For conditions: events of this trace, on the heap as it is at the cursor. */
  moment(): Moment {
    return new Moment(this.trace, this.journal, this.heap, this.config.align);
  }

  // ---- For a second cursor ----

  /** How many events the nearest keyframe at or before `at` lies before it. */
  keyframeDistance(at: number): number {
    return this.keyframes.distanceTo(at);
  }

  /**
   * Begins to put another heap, of the same configuration, into the state of the nearest keyframe at
   * or before `at`. The cursor stays where it is.
   */
  restoring(heap: Heap, at: number): KeyframeRestoring {
    return this.keyframes.restoring(heap, at);
  }

  /** How many of the events with which another trace begins are carried out already. */
  private knownOf(trace: Trace, config: ReplayConfig, shared: number): number {
    return this.canExtend(trace, config) ? Math.min(shared, this.recorded) : 0;
  }

  /**
   * Where a replay of `eventCount` events can begin that shares so many with this one: at a copy of
   * the heap at which a point of the timeline ends. 0 where the timeline would be too coarse.
   */
  private startWithin(shared: number, eventCount: number): number {
    const { interval } = this.timeline;
    if (!this.isFineFor(eventCount)) return 0;
    let start = this.keyframes.lastAtOrBefore(shared);
    while (start % interval !== 0) start = this.keyframes.lastAtOrBefore(start - 1);
    return start;
  }
}
