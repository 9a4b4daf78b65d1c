import type { Work } from '../base/work';
import { Counter } from '../engine/counters';
import type { Replay } from '../replay/replay';
import type { Step } from '../protocol/stateStream';
import { afterStep } from './foresight';
import { HeapViews } from './heapViews';
import { Projections } from './projections';
import type { Scheduler } from './scheduler';

/** More than can be listed in a moment. */
const MANY_BLOCKS = 100_000;

/** A replay and what can be seen of it. */
interface Shown {
  readonly replay: Replay;
  readonly views: HeapViews;
}

/** The heap that a session shows, and what can be seen of it. */
export class ShownHeap {
  private shown: Shown | undefined;
  private projections_: Projections | undefined;
  private revision_ = 0;
  /** Of replays that will probably be shown. */
  private readonly prepared = new WeakMap<Replay, HeapViews>();

  constructor(private readonly scheduler: Scheduler) {}

  /** The trace carried out; undefined as long as there is none. */
  get replay(): Replay | undefined {
    return this.shown?.replay;
  }

  /** What can be seen of the heap now. */
  get projections(): Projections | undefined {
    return this.projections_;
  }

  /** Grows with every change. */
  get revision(): number {
    return this.revision_;
  }

  /** Shows another. */
  turnTo(replay: Replay): void {
    this.shown = { replay, views: this.viewsOf(replay) };
  }

  /**
   * Makes in parts what takes long to make of a replay that is shown, or will be, at the moment where
   * it is.
   */
  prepare(replay: Replay): Work<void> {
    return this.viewsOf(replay).listing();
  }

  /** Something has changed: what was seen is no longer so. */
  changed(): void {
    const { shown } = this;
    this.revision_++;
    this.projections_ = shown && new Projections(shown.replay, shown.views, this.revision_);
  }

  /**
   * What somebody sees who looks as if a step had been taken: all is as it was when this returns.
   * @returns undefined where there is no such step, or where it would take long
   */
  afterStep<T>(step: Step, look: () => T): T | undefined {
    const { shown } = this;
    if (shown === undefined) return undefined;
    return afterStep(shown.replay, shown.views, step, () => this.as(shown, look));
  }

  /**
   * Lets somebody look as if another were shown, unless that takes long: its blocks are not listed yet.
   * Returns whether they did.
   */
  glimpseOf(replay: Replay, look: () => void): boolean {
    const { heap } = replay;
    const blocks = heap.counter(Counter.LiveBlocks) + heap.counter(Counter.FreeBlocks);
    if (blocks > MANY_BLOCKS) return false;
    this.as({ replay, views: new HeapViews(replay, this.scheduler) }, look);
    return true;
  }

  private viewsOf(replay: Replay): HeapViews {
    if (this.shown?.replay === replay) return this.shown.views;
    const views = this.prepared.get(replay) ?? new HeapViews(replay, this.scheduler);
    this.prepared.set(replay, views);
    return views;
  }

  private as<T>(other: Shown, look: () => T): T {
    const { shown, projections_: projections, revision_: revision } = this;
    this.shown = other;
    this.changed();
    try {
      return look();
    } finally {
      this.shown = shown;
      this.projections_ = projections;
      this.revision_ = revision;
    }
  }
}
