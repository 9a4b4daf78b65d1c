import { errorText } from '../base/errorText';
import type { Work } from '../base/work';
import type { Notice } from '../protocol/state';
import type { ReplayConfig } from '../replay/heapOfTrace';
import { Replay, type Before } from '../replay/replay';
import { goTo } from '../replay/secondHeap';
import { sharedEvents } from '../replay/sharedEvents';
import type { Trace } from '../trace/trace';
import { readInSlices, readOn, recordInSlices, type LoadProgress, type ReadText } from './load';
import { PendingLoad } from './pendingLoad';
import { unlessCancelled } from './slicedWork';
import { EarlyLook } from './earlyLook';
import type { Scheduler } from './scheduler';
import { placeOf, type Cursor } from './sessionTypes';
import { sourceOfBytes, type EarlierReading, type TraceSource } from './source';
import type { TraceText } from './traceText';

/** Bytes of the shortest line of an event, `f 1`. */
const SHORTEST_LINE = 4;

/** A text that was carried out. */
export interface Loaded extends ReadText {
  /** The one that was shown before, where the text says the same in other words: to be retold. */
  readonly replay: Replay;
  /** How many events have happened where the cursor goes. */
  readonly place: number;
  /** With how many events the trace that was shown before begins as well. */
  readonly shared: number;
}

/** What a loader needs of the session that it loads for. */
export interface LoadTarget {
  /** What is shown; undefined until the first load is done. */
  replay(): Replay | undefined;
  notice(): Notice | undefined;
  /** Bytes that a replay may keep of its past; undefined: as usual. */
  historyBudget(): number | undefined;
  /** The heap that a trace asks for, with what was chosen instead. */
  heapOf(trace: Trace): ReplayConfig;
  /** A load takes its time. */
  isLoading(fraction: number): void;
  /** Makes in parts what will be asked of a replay that is about to be shown. */
  prepare(replay: Replay): Work<void>;
  show(loaded: Loaded): void;
  /**
   * The heap of a text that is being carried out has come to where the cursor goes. Returns whether it
   * could be shown.
   */
  glimpse(replay: Replay): boolean;
  /** The trace that is shown has grown, as it was taken in. */
  hasGrown(): void;
  /** Sends the cursor of the trace that is shown somewhere, of which nobody hears yet. */
  goTo(place: number): void;
  /** The text cannot be had. What is shown already is still what was read. */
  couldNotRead(message: string): void;
  /** The text cannot be carried out. */
  fail(message: string): void;
}

/**
 * Brings the text of a trace into a session: reads it, carries it out, and reads on as it grows. A
 * newer load makes an older one end without effect; until it is done the session stays as it was.
 */
export class Loader {
  private readonly pending = new PendingLoad();
  /** Where to begin when the first load is done. */
  resumeAt = 0;
  /** The text that is shown. */
  private read: ReadText | undefined;
  private textCount_ = 0;

  constructor(
    private readonly target: LoadTarget,
    private readonly scheduler: Scheduler,
  ) {}

  /** How far a load is that takes its time, 0 to 1. */
  get fraction(): number | undefined {
    return this.pending.fraction;
  }

  /** The text that is carried out, by lines; undefined until the first load is done. */
  get text(): TraceText | undefined {
    return this.read?.text;
  }

  /** The version of that text as its source counts them. */
  get textVersion(): number | undefined {
    return this.read?.version?.version;
  }

  /** Counts the texts so far; one that only grows stays the same. */
  get textCount(): number {
    return this.textCount_;
  }

  /** Reads a text and carries it out. Returns whether that took effect. */
  async load(text: TraceSource | Uint8Array, cursor: Cursor): Promise<boolean> {
    const source = text instanceof Uint8Array ? sourceOfBytes(text) : text;
    this.pending.expect(source, cursor);
    const progress = this.begin();
    try {
      const { read: before } = this;
      const opened = await source.open(earlierReading(before));
      const milestone = before?.past?.milestoneWithin(opened.firstLine ?? 0);
      const early = this.earlyLook(milestone?.events ?? 0, cursor, progress);
      const read = await readInSlices(opened, this.scheduler, progress, before, early);
      return read !== undefined && (await this.carryOut(read, cursor, progress, early));
    } catch (error) {
      this.broke(error, progress);
      return false;
    }
  }

  /**
   * Reads what has come to a text that grows. What is given up on the way goes on with the next
   * call: `text.length` says from which byte on.
   * @returns whether this took effect; false, too, for a text that does not grow
   */
  async grow(more: TraceSource, cursor: Cursor): Promise<boolean> {
    const { read, scheduler, target } = this;
    if (read?.reader === undefined) return false;
    const { reader, text } = read;
    const progress = this.begin();
    const [replay, notice] = [target.replay(), target.notice()];
    const takeIn = () => this.takeIn(replay, reader.snapshot(), cursor);
    const prepare = (bytes: number) =>
      replay?.prepareToExtend(Math.ceil(bytes / SHORTEST_LINE)) ?? true;
    try {
      const source = await more.open();
      const follower = { prepare, takeIn: () => void takeIn() };
      if (!(await readOn(reader, text, source, scheduler, progress, follower))) return false;
      if (!takeIn()) {
        return await this.carryOut({ ...read, trace: reader.snapshot(), notice }, cursor, progress);
      }
      this.pending.takenIn();
      target.hasGrown();
      return true;
    } catch (error) {
      this.broke(error, progress);
      return false;
    }
  }

  /** Carries the newest text out with the options as they are now. */
  async again(cursor: Cursor): Promise<void> {
    const { read, target } = this;
    const { unread } = this.pending;
    const trace = target.replay()?.trace;
    // Text that is still being read must not be lost to the options.
    if (unread !== undefined) await this.load(unread.source, unread.cursor);
    else if (trace && read) {
      await this.carryOut({ ...read, trace, notice: target.notice() }, cursor, this.begin());
    }
  }

  /** Ends whatever is under way without effect. */
  giveUp(): void {
    this.pending.giveUp();
  }

  private begin(): LoadProgress {
    const { target } = this;
    const isPatient = () => target.replay() !== undefined;
    return this.pending.begin(this.scheduler, isPatient, (fraction) => target.isLoading(fraction));
  }

  private broke(error: unknown, progress: LoadProgress): void {
    if (progress.isCancelled()) return;
    this.pending.giveUp();
    this.target.couldNotRead(errorText(error));
  }

  /**
   * Carries out what a trace has grown by; the cursor stays, or goes along. In between nobody has a
   * turn. Returns false where all of it must be carried out again.
   */
  private takeIn(replay: Replay | undefined, trace: Trace, cursor: Cursor): boolean {
    const { target } = this;
    if (replay === undefined || !replay.canExtend(trace, target.heapOf(trace))) return false;
    const place = placeOf(trace, { at: replay.at, ...hintOf(cursor) });
    replay.extend(trace);
    replay.recordGrowth();
    if (place !== replay.at) target.goTo(place);
    return true;
  }

  /** Undefined where nothing is shown yet. */
  private earlyLook(
    sameEvents: number,
    cursor: Cursor,
    progress: LoadProgress,
  ): EarlyLook | undefined {
    const { target } = this;
    const before = target.replay();
    if (before === undefined) return undefined;
    const isShown = before.trace === this.read?.trace;
    return new EarlyLook(
      {
        before,
        sameEvents: isShown ? sameEvents : 0,
        hint: () => hintOf(cursor),
        heapOf: (trace) => target.heapOf(trace),
        replayAfter: (trace, beginning) => {
          try {
            return this.newReplay(trace, beginning);
          } catch (error) {
            // Where the whole is carried out it will be said.
            if (error instanceof RangeError) return undefined;
            throw error;
          }
        },
        glimpse: (replay) => target.glimpse(replay),
      },
      this.scheduler,
      progress,
    );
  }

  private async carryOut(
    read: ReadText,
    cursor: Cursor,
    progress: LoadProgress,
    early?: EarlyLook,
  ): Promise<boolean> {
    const { scheduler, target } = this;
    const { trace, text } = read;
    const before = target.replay();
    const place = () => placeOf(trace, { at: this.resumeAt, ...hintOf(cursor) });
    const known = before?.trace === this.read?.trace ? read.sameEvents : 0;
    const shared =
      before === undefined
        ? 0
        : await unlessCancelled(sharedEvents(before.trace, trace, known), scheduler, () =>
            progress.isCancelled(),
          );
    if (shared === undefined || progress.isCancelled()) return false;
    let replay = before;
    if (before?.saysTheSame(trace, target.heapOf(trace), shared) !== true) {
      replay = await this.record(trace, shared, progress, early);
      if (replay === undefined || progress.isCancelled()) return false;
      const toBeSeen = this.arriving(replay, place());
      await unlessCancelled(toBeSeen, scheduler, () => progress.isCancelled());
      if (progress.isCancelled()) return false;
    }
    if (replay === undefined) return false;
    this.pending.done();
    if (text !== this.text) this.textCount_++;
    this.read = read;
    const loaded = { ...read, replay, shared, place: place() };
    this.resumeAt = 0;
    target.show(loaded);
    return true;
  }

  private *arriving(replay: Replay, place: number): Work<void> {
    yield* goTo(replay, place);
    yield* this.target.prepare(replay);
  }

  /**
   * Undefined if it was cancelled, or if there is no memory for the heap.
   * @param shared with how many events the trace that is shown begins as well
   */
  private async record(
    trace: Trace,
    shared: number,
    progress: LoadProgress,
    early: EarlyLook | undefined,
  ): Promise<Replay | undefined> {
    const { target, scheduler } = this;
    const before = target.replay();
    try {
      const begun = await early?.replayOf(trace);
      if (progress.isCancelled()) return undefined;
      const replay = begun ?? this.newReplay(trace, before && { replay: before, shared });
      return (await recordInSlices(replay, scheduler, progress)) ? replay : undefined;
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      if (!progress.isCancelled()) target.fail(`The heap cannot be made: ${error.message}`);
      return undefined;
    }
  }

  /** @throws RangeError if there is no memory for the heap */
  private newReplay(trace: Trace, before: Before | undefined): Replay {
    const { target } = this;
    return new Replay(trace, target.heapOf(trace), target.historyBudget(), before);
  }
}

/** What a source is told of the text that is shown. */
function earlierReading(read: ReadText | undefined): EarlierReading | undefined {
  if (read?.version === undefined) return undefined;
  return {
    text: read.version,
    linesWithin: (lines) => read.past?.milestoneWithin(lines)?.lines.total ?? 0,
  };
}

function hintOf(cursor: Cursor) {
  return typeof cursor === 'function' ? cursor() : cursor;
}
