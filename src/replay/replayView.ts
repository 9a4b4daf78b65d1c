import { clamp } from '../base/math';
import type { Explanation } from '../engine/explain';
import { Heap } from '../engine/heap';
import type { Trace } from '../trace/trace';
import { execute, pointerOf, userOf } from './execute';
import { areEqual, type ReplayConfig } from './heapOfTrace';
import type { Journal } from './journal';
import type { KeyframeRestoring } from './keyframes';
import type { Replay } from './replay';
import type { ReplayState } from './replayState';

/** Below this distance it is not worth it to go through a keyframe. */
const STEPPING_DISTANCE = 256;

/**
 * A second cursor of a replay that is recorded: a heap of its own, moved with the journal and the
 * keyframes of the replay, whose own cursor and heap stay as they are. It only goes forward or
 * through a keyframe, and keeps neither log nor undo.
 */
export class ReplayView implements ReplayState {
  readonly trace: Trace;
  readonly journal: Journal;
  readonly config: ReplayConfig;
  readonly heap: Heap;
  private position = Infinity;
  /** A copy that is being put into the heap, on the way to an event. */
  private restoring: { readonly target: number; readonly copy: KeyframeRestoring } | undefined;

  /**
   * @param before a view that is no longer used: its memory is taken over if it fits
   * @throws RangeError if there is no memory for another heap
   */
  constructor(
    private readonly replay: Replay,
    before?: ReplayView,
  ) {
    this.trace = replay.trace;
    this.journal = replay.journal;
    const { config } = replay;
    this.config = config;
    // Not made ready: the first move puts a copy into it.
    this.heap = before && areEqual(before.config, config) ? before.heap : new Heap(config);
  }

  /** Whether the replay still is what this is a view of: a trace that changes needs another. */
  isOf(replay: Replay | undefined): boolean {
    return this.replay === replay && this.trace === replay.trace;
  }

  get at(): number {
    return this.position;
  }

  /**
   * Moves towards the state after `at` events by carrying out at most `most` events, or restoring a
   * part of a copy. Returns whether it is there; until then it is somewhere else.
   */
  seekSome(at: number, most: number): boolean {
    const target = clamp(at, 0, this.journal.length);
    const forward = target - this.position;
    const isFar = forward > STEPPING_DISTANCE && this.replay.keyframeDistance(target) < forward;
    if (forward < 0 || isFar) {
      if (!this.restoreSome(target, most === Infinity)) return false;
    }
    const end = Math.min(target, this.position + most);
    while (this.position < end) this.step();
    return this.position === target;
  }

  /** Returns whether the copy before an event is restored, and the cursor there. */
  private restoreSome(target: number, all: boolean): boolean {
    if (this.restoring?.target !== target) {
      this.restoring = { target, copy: this.replay.restoring(this.heap, target) };
      this.position = Infinity;
    }
    const { copy } = this.restoring;
    if (all) copy.goAllTheWay();
    else if (!copy.go()) return false;
    this.position = copy.at;
    this.restoring = undefined;
    return true;
  }

  /** Carries out the next event, which must exist. */
  step(): void {
    execute(this.trace, this.journal, this.heap, this.position++, this.config.align);
  }

  /** `step`, and why it did what it did: one explanation for each operation of the allocator. */
  explainStep(): readonly Explanation[] {
    const narrative: Explanation[] = [];
    this.heap.narrative = narrative;
    this.step();
    this.heap.narrative = null;
    return narrative;
  }

  userOf(event: number): number {
    return userOf(this.trace, this.journal, this.config.base, event, this.config.align);
  }

  pointerOf(event: number): number {
    return pointerOf(this.trace, this.journal, this.config.base, event, this.config.align);
  }
}
