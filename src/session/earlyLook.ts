import type { ReplayConfig } from '../replay/heapOfTrace';
import type { Before, Replay } from '../replay/replay';
import { sharedEvents } from '../replay/sharedEvents';
import type { Trace } from '../trace/trace';
import { RECORD_EVENTS, type LoadProgress, type Onlooker } from './load';
import { Slices, type Scheduler } from './scheduler';
import { placeOf, type CursorHint } from './sessionTypes';
import { partByPart, unlessCancelled } from './slicedWork';

/** So many events behind the cursor take long enough to be worth a look before them. */
const MANY_EVENTS = 2 ** 15;

/**
 * How long work rests when something was shown, in milliseconds: a message goes out in several turns of
 * the host, and between two slices there is one.
 */
const MESSAGE_MS = 16;

/** What an early look needs of the load that it belongs to. */
export interface Looking {
  /** What is shown. */
  readonly before: Replay;
  /** With how many events the new text begins as the old one, at least. */
  readonly sameEvents: number;
  /** Where the cursor goes. */
  hint(): CursorHint;
  heapOf(trace: Trace): ReplayConfig;
  /** A replay that goes on from another; undefined where there is no memory for it. */
  replayAfter(trace: Trace, before: Before): Replay | undefined;
  /**
   * Is shown the heap there, which must be after this as it was before. Returns whether it could be
   * shown.
   */
  glimpse(replay: Replay): boolean;
}

/**
 * A look at the heap at the cursor of a text that was edited, as soon as the text is read as far as that.
 * What comes after it is read and carried out only then. Where nothing before the cursor has changed, or
 * little comes after it, there is none.
 */
export class EarlyLook implements Onlooker {
  private isOver = false;
  private begun: Replay | undefined;

  constructor(
    private readonly looking: Looking,
    private readonly scheduler: Scheduler,
    private readonly progress: LoadProgress,
  ) {}

  get hasSeenEnough(): boolean {
    return this.isOver;
  }

  async look(trace: Trace, lines: number): Promise<void> {
    const { looking } = this;
    const hint = looking.hint();
    const isRead = hint.line === undefined ? (hint.at ?? 0) <= trace.eventCount : hint.line < lines;
    if (!isRead) return;
    this.isOver = true;
    const place = placeOf(trace, hint);
    if (looking.before.eventCount - place >= MANY_EVENTS) await this.goTo(trace, place);
  }

  /**
   * What was carried out for the look, to be gone on with. Undefined where there is none, none that the
   * whole trace can go on with, or the load was cancelled.
   */
  async replayOf(trace: Trace): Promise<Replay | undefined> {
    const { begun, looking } = this;
    if (begun?.canExtend(trace, looking.heapOf(trace)) !== true) return undefined;
    if (!begun.isFineFor(trace.eventCount)) return undefined;
    const prepare = () => begun.prepareToExtend(trace.eventCount - begun.eventCount);
    if (!(await this.inSlices(prepare))) return undefined;
    begun.extend(trace);
    return begun;
  }

  private async goTo(trace: Trace, place: number): Promise<void> {
    const { looking, scheduler, progress } = this;
    const { before } = looking;
    const isCancelled = () => progress.isCancelled();
    const comparison = sharedEvents(before.trace, trace, looking.sameEvents);
    const shared = await unlessCancelled(comparison, scheduler, isCancelled);
    if (shared === undefined || place <= shared) return;
    const beginning = { replay: before, shared, eventCount: before.eventCount };
    const replay = looking.replayAfter(trace, beginning);
    if (replay === undefined) return;
    if (!(await this.inSlices(() => replay.recordTo(place, RECORD_EVENTS)))) return;
    this.begun = replay;
    if (looking.glimpse(replay)) await scheduler.pause(MESSAGE_MS);
  }

  private inSlices(part: () => boolean): Promise<boolean> {
    return partByPart(part, new Slices(this.scheduler), () => this.progress.isCancelled());
  }
}
