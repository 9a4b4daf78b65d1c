import { clamp } from '../base/math';
import type { HeapConfig } from '../engine/config';
import { logLine } from '../engine/debugLog';
import type { Explanation } from '../engine/explain';
import { Heap } from '../engine/heap';
import { Quantity } from '../engine/memory';
import type { Trace } from '../trace/trace';
import { logBytesOf } from './debugLog';
import { execute } from './execute';
import { NO_EVENT, type Journal } from './journal';
import { Keyframes } from './keyframes';
import { Recorder } from './recorder';
import { UndoRing } from './undoRing';

/** Bytes that keyframes may take unless the caller says otherwise. */
const KEYFRAME_BUDGET = 64 * 2 ** 20;
/** A seek enters this many of its last events into the undo ring, so that stepping back is cheap. */
const UNDO_AFTER_SEEK = 1024;
/** Below this distance a seek steps instead of going through a keyframe. */
const STEPPING_DISTANCE = 256;

/**
 * A trace carried out on a heap, with a cursor. `at` is the number of events that have happened:
 * the heap is always exactly what a replay of the first `at` events makes of it, however the
 * cursor came there.
 *
 * First `record` must have reached the end of the trace; then the cursor can move.
 */
export class Replay {
  readonly heap: Heap;
  private readonly recorder: Recorder;
  private readonly keyframes: Keyframes;
  private readonly undoRing: UndoRing;
  private position = 0;

  /** @throws RangeError if `config` is out of range */
  constructor(
    readonly trace: Trace,
    config: HeapConfig,
    keyframeBudget = KEYFRAME_BUDGET,
  ) {
    this.heap = new Heap(config);
    this.heap.init();
    this.countLog(logLine.init(config.size).length);
    this.recorder = new Recorder(trace, this.heap);
    this.keyframes = new Keyframes(keyframeBudget);
    this.keyframes.offer(this.heap, 0);
    this.undoRing = new UndoRing(this.heap.memory.cells);
  }

  get journal(): Journal {
    return this.recorder.journal;
  }

  /** How many events have happened. */
  get at(): number {
    return this.position;
  }

  get eventCount(): number {
    return this.trace.eventCount;
  }

  /** Whether every event is recorded, so that the cursor can move. */
  get isRecorded(): boolean {
    return this.journal.length === this.eventCount;
  }

  /** Carries out up to `count` events for the first time. Returns whether the end is reached. */
  record(count: number): boolean {
    const end = Math.min(this.journal.length + count, this.eventCount);
    while (this.journal.length < end) {
      this.recorder.recordNext();
      this.countLog(logBytesOf(this.trace, this.journal, this.heap.config, this.position));
      this.position++;
      this.keyframes.offer(this.heap, this.position);
    }
    return this.isRecorded;
  }

  /** Carries out the next event. Returns false at the end. */
  step(): boolean {
    if (this.position >= this.eventCount) return false;
    this.undoRing.begin();
    this.heap.observer = this.undoRing;
    this.executeNext();
    this.heap.observer = null;
    this.undoRing.end();
    return true;
  }

  /** Takes the last event back: every byte, the log and the counters. Returns false at the start. */
  stepBack(): boolean {
    if (this.position === 0) return false;
    if (this.undoRing.undo()) {
      this.heap.memoryChanged();
      this.position--;
    } else this.seek(this.position - 1);
    return true;
  }

  /** Moves to the state after `at` events; out of range means the nearest end. */
  seek(at: number): void {
    this.seekSome(at, Infinity);
  }

  /**
   * Moves towards the state after `at` events by carrying out some `most` events, for callers that
   * must not hold up others. Returns whether it is there; until then the cursor is somewhere else.
   */
  seekSome(at: number, most: number): boolean {
    const target = clamp(at, 0, this.eventCount);
    if (target < this.position) this.goBackTo(target);
    const forward = target - this.position;
    if (forward > STEPPING_DISTANCE && this.keyframes.distanceTo(target) < forward) {
      this.position = this.keyframes.restore(this.heap, target);
      this.undoRing.clear();
    }
    const runEnd = target - UNDO_AFTER_SEEK;
    this.runTo(Math.min(runEnd, this.position + most));
    if (this.position < runEnd) return false;
    while (this.position < target) this.step();
    return true;
  }

  /** The first fault after the cursor's event, or NO_EVENT. */
  nextFault(): number {
    return this.journal.faultAfter(this.position - 1);
  }

  /** The last fault before the cursor's event, or NO_EVENT. */
  previousFault(): number {
    return this.position === 0 ? NO_EVENT : this.journal.faultBefore(this.position - 1);
  }

  /** Why the last event did what it did: one explanation for each operation of the allocator. */
  explainLast(): readonly Explanation[] {
    if (!this.stepBack()) return [];
    const narrative: Explanation[] = [];
    this.heap.narrative = narrative;
    this.step();
    this.heap.narrative = null;
    return narrative;
  }

  private goBackTo(target: number): void {
    const distance = this.position - target;
    if (distance <= this.undoRing.depth && distance <= STEPPING_DISTANCE) {
      while (this.position > target && this.undoRing.undo()) this.position--;
      this.heap.memoryChanged();
    } else {
      this.position = this.keyframes.restore(this.heap, target);
      this.undoRing.clear();
    }
  }

  /** Runs forward without entering anything into the undo ring. */
  private runTo(target: number): void {
    if (this.position >= target) return;
    while (this.position < target) this.executeNext();
    this.undoRing.clear();
  }

  private executeNext(): void {
    execute(this.trace, this.journal, this.heap, this.position);
    this.countLog(logBytesOf(this.trace, this.journal, this.heap.config, this.position));
    this.position++;
  }

  /** The log is derived; how much was ever written is kept with the heap's other counters. */
  private countLog(bytes: number): void {
    this.heap.memory.quantities[Quantity.LogWritten] += bytes;
  }
}
