import { clamp } from '../base/math';
import type { Explanation } from '../engine/explain';
import type { Heap } from '../engine/heap';
import type { Trace } from '../trace/trace';
import { execute } from './execute';
import type { Journal } from './journal';
import type { Keyframes, KeyframeRestoring } from './keyframes';
import { UndoRing } from './undoRing';

/** A seek enters this many of its last events into the undo ring, so that stepping back is cheap. */
const UNDO_AFTER_SEEK = 1024;
/** Below this distance a seek steps instead of going through a keyframe. */
const STEPPING_DISTANCE = 256;

/**
 * A heap that is always what the first `at` events make of it, and moves among the events whose outcome
 * the journal knows. On the way to a far one a copy is put into the heap a part at a time; whoever asks
 * for the heap meanwhile gets it with all of the copy in it.
 */
export class HeapCursor {
  private readonly undoRing: UndoRing;
  private position = 0;
  /** A copy that is being put into the heap, whose event the cursor is at already. */
  private copy: KeyframeRestoring | undefined;

  /**
   * @param heap as it is before the first event, or where `at` is not 0, in any state
   * @param at an event for which there is a copy
   * @param align what an allocation gets that asks for no alignment
   */
  constructor(
    /** May be replaced by one that begins with the same events. */
    public trace: Trace,
    private readonly journal: Journal,
    private readonly heap_: Heap,
    private readonly keyframes: Keyframes,
    at: number,
    private readonly align: number,
  ) {
    this.undoRing = new UndoRing(heap_);
    if (at > 0) this.restoreBefore(at);
  }

  /** The heap after `at` events. */
  get heap(): Heap {
    this.restoreSome(true);
    return this.heap_;
  }

  /** Whether its heap is that one, and after so many events. */
  isAt(heap: Heap, at: number): boolean {
    return heap === this.heap_ && at === this.position;
  }

  /** How many events have happened. */
  get at(): number {
    return this.position;
  }

  /** Whether the last event can be taken back without a seek. */
  get canUndo(): boolean {
    return this.undoRing.depth > 0;
  }

  /** Bytes in use, beside the heap and the copies. */
  get memoryBytes(): number {
    return this.undoRing.memoryBytes;
  }

  /** Goes to `end` by what `carryOut` does with the heap. Nothing up to there can be taken back by a step. */
  runBy(carryOut: (heap: Heap) => void, end: number): void {
    const { heap } = this;
    this.undoRing.clear();
    carryOut(heap);
    this.position = end;
  }

  /** Goes on by one event, which `carryOut` carries out on the heap. */
  stepBy(carryOut: (heap: Heap) => void): void {
    const { heap } = this;
    this.undoRing.begin();
    carryOut(heap);
    this.undoRing.end();
    this.position++;
  }

  /** Carries out the next event. Returns false at the end of the journal. */
  step(): boolean {
    if (this.position >= this.journal.length) return false;
    this.restoreSome(true);
    this.undoRing.begin();
    this.executeNext();
    this.undoRing.end();
    return true;
  }

  /** Takes the last event back: every byte, the log and the counters. Returns false at the start. */
  stepBack(): boolean {
    if (this.position === 0) return false;
    if (this.undoRing.undo()) this.position--;
    else this.seekSome(this.position - 1, Infinity);
    return true;
  }

  /**
   * Moves towards the state after `at` events by carrying out some `most` events, or by restoring a part
   * of a copy, for callers that must not hold up others. Returns whether it is there; until then the
   * cursor is somewhere else.
   */
  seekSome(at: number, most: number): boolean {
    const target = clamp(at, 0, this.journal.length);
    if (target < this.position) this.goBackTo(target);
    const forward = target - this.position;
    if (forward > STEPPING_DISTANCE && this.keyframes.distanceTo(target) < forward) {
      this.restoreBefore(target);
    }
    if (!this.restoreSome(most === Infinity)) return false;
    const runEnd = target - UNDO_AFTER_SEEK;
    this.runTo(Math.min(runEnd, this.position + most));
    if (this.position < runEnd) return false;
    while (this.position < target) this.step();
    return true;
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

  /**
   * The bytes `from..to` of the heap as they were before the last event; undefined before the first.
   * As exact as stepping back is, and as dear.
   */
  bytesBeforeLast(from: number, to: number): Uint8Array | undefined {
    if (!this.stepBack()) return undefined;
    const bytes = this.heap.memory.bytes.slice(from, to);
    this.step();
    return bytes;
  }

  /** Goes on with a copy, if there is one. Returns whether nothing of it is left to do. */
  restoreSome(all: boolean): boolean {
    if (this.copy === undefined) return true;
    if (all) this.copy.goAllTheWay();
    else if (!this.copy.go()) return false;
    this.copy = undefined;
    return true;
  }

  private goBackTo(target: number): void {
    const distance = this.position - target;
    if (distance <= this.undoRing.depth && distance <= STEPPING_DISTANCE) {
      while (this.position > target && this.undoRing.undo()) this.position--;
    } else this.restoreBefore(target);
  }

  /** Begins to put the last copy before an event into the heap. */
  private restoreBefore(target: number): void {
    this.copy = this.keyframes.restoring(this.heap_, target);
    this.position = this.copy.at;
    this.undoRing.clear();
  }

  /** Runs forward without entering anything into the undo ring. */
  private runTo(target: number): void {
    if (this.position >= target) return;
    while (this.position < target) this.executeNext();
    this.undoRing.clear();
  }

  private executeNext(): void {
    execute(this.trace, this.journal, this.heap, this.position, this.align);
    this.position++;
  }
}
