import { rangeSums, type RangeSums } from '../projection/rangeSummary';
import {
  coarseRange,
  exactMoment,
  exactRange,
  hasMoreDetail,
  spanWithin,
  type RangeValues,
} from '../projection/timelineRange';
import type { TimelineMoment } from '../protocol/timeline';
import type { Disposable } from '../base/emitter';
import type { Work } from '../base/work';
import type { Replay } from '../replay/replay';
import type { ReplayView } from '../replay/replayView';
import { secondHeapOf } from '../replay/secondHeap';
import type { Scheduler } from './scheduler';
import { inSlices, OVERTAKEN } from './slicedWork';

/** The second heap is let go when nobody has used it for so many milliseconds. */
const KEEP_HEAP_MS = 60_000;
/** Ranges that are kept: to go back to one is common. */
const MOST_KEPT = 8;

/** Asked between slices: whether nobody waits for an answer any more. */
export type IsGivenUp = () => boolean;

interface Kept {
  readonly key: string;
  readonly values: RangeValues;
}

/**
 * What the timeline says of parts of a trace and of single places, measured on a second heap in
 * slices. One piece of work at a time has that heap; the others wait for their turn.
 */
export class TimelineReader {
  private view: ReplayView | undefined;
  private kept: Kept[] = [];
  private keptOf: { replay: Replay; trace: Replay['trace'] } | undefined;
  private turn: Promise<unknown> = Promise.resolve();
  private letGo: Disposable | undefined;
  /** Counts how often everything was forgotten: work of an earlier life ends. */
  private life = 0;

  constructor(private readonly scheduler: Scheduler) {}

  /** A range in some `points` points: at once where the timeline of the whole tells it. */
  range(
    replay: Replay,
    asked: { from: number; to: number; points: number },
    isGivenUp: IsGivenUp,
  ): RangeValues | Promise<RangeValues> {
    const { timeline, journal } = replay;
    const span = spanWithin(asked.from, asked.to, journal.length);
    const coarse = () => coarseRange(timeline, journal.length, span, asked.points);
    if (!hasMoreDetail(timeline, span, asked.points)) return coarse();
    const key = `${span.from} ${span.to} ${asked.points}`;
    const known = this.keptRanges(replay).find((each) => each.key === key);
    if (known !== undefined) return known.values;
    return this.onHeap(replay, isGivenUp, (view) => exactRange(view, span, asked.points)).then(
      (values) => {
        if (values === undefined) return coarse();
        this.kept = [{ key, values }, ...this.keptRanges(replay)].slice(0, MOST_KEPT);
        return values;
      },
    );
  }

  /** The heap after `at` events; null where it is too large to be made a second time. */
  async moment(
    replay: Replay,
    at: number,
    isGivenUp: IsGivenUp,
  ): Promise<TimelineMoment['values']> {
    return (await this.onHeap(replay, isGivenUp, (view) => exactMoment(view, at))) ?? null;
  }

  /** What the events of a range did. */
  async sums(replay: Replay, from: number, to: number, isGivenUp: IsGivenUp): Promise<RangeSums> {
    const { trace, journal } = replay;
    const work = rangeSums(trace, journal, spanWithin(from, to, journal.length));
    return inSlices(work, this.scheduler, this.overtaking(replay, isGivenUp));
  }

  /** Forgets what is known: it was about another text or heap. */
  clear(): void {
    this.life++;
    this.letGo?.dispose();
    this.kept = [];
    this.keptOf = undefined;
    this.view = undefined;
  }

  private keptRanges(replay: Replay): Kept[] {
    const { trace } = replay;
    if (this.keptOf?.replay !== replay || this.keptOf.trace !== trace) this.kept = [];
    this.keptOf = { replay, trace };
    return this.kept;
  }

  /** Does work with the second heap when its turn has come. Undefined where there is none. */
  private onHeap<T>(
    replay: Replay,
    isGivenUp: IsGivenUp,
    work: (view: ReplayView) => Work<T>,
  ): Promise<T | undefined> {
    const isOvertaken = this.overtaking(replay, isGivenUp);
    const result = this.turn.then(() => {
      if (isOvertaken()) throw new Error(OVERTAKEN);
      this.view = secondHeapOf(replay, this.view);
      return this.view && inSlices(work(this.view), this.scheduler, isOvertaken);
    });
    this.turn = result.catch(() => undefined).then(() => this.keepForAWhile());
    return result;
  }

  /** Says, when called later, whether nobody waits any more for what is asked for now. */
  private overtaking(replay: Replay, isGivenUp: IsGivenUp): () => boolean {
    const { life } = this;
    const { trace } = replay;
    return () => this.life !== life || replay.trace !== trace || isGivenUp();
  }

  private keepForAWhile(): void {
    this.letGo?.dispose();
    if (this.view === undefined) return;
    this.letGo = this.scheduler.after(KEEP_HEAP_MS, () => (this.view = undefined));
  }
}
