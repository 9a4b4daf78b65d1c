import { Emitter, type Disposable } from '../base/emitter';
import { clamp } from '../base/math';
import type { HeapDefaults, HeapOverrides } from '../replay/heapOfTrace';
import type { Notice } from '../protocol/state';
import type { Step } from '../protocol/stateStream';
import type { Replay } from '../replay/replay';
import type { Trace } from '../trace/trace';
import { Bookmarks } from './bookmarks';
import { Breakpoints } from './breakpoints';
import { ChosenHeap } from './chosenHeap';
import { countsOf, NO_COUNTS, type Counts } from './counts';
import { placeOfDestination } from './destinations';
import { Loader, type Loaded } from './loader';
import { Player } from './player';
import { playOn } from './playOn';
import type { Projections } from './projections';
import { run, type RunGoal, type RunProgress, type RunResult } from './run';
import type { Scheduler } from './scheduler';
import type { Cursor, Destination, Place, SessionOptions, SessionStatus } from './sessionTypes';
import { ShownHeap } from './shownHeap';
import type { TraceSource } from './source';
import { Studies } from './studies';
import type { TraceText } from './traceText';
import { Travel } from './travel';

export type { CursorHint, Destination } from './sessionTypes';

/** One trace that is being looked at: its replay, cursor, selection and options. */
export class TraceSession implements Disposable {
  private readonly changes = new Emitter<void>();
  /** Fires after every change of any kind. */
  readonly onChange = this.changes.event;
  private readonly loads = new Emitter<void>();
  /** Fires when new text or options have been replayed. */
  readonly onLoad = this.loads.event;
  private readonly glimpses = new Emitter<void>();
  /**
   * Fires while this is for a moment as it will be when the text that is being carried out is shown.
   * What comes after the cursor is not known then. Nothing else is told of it.
   */
  readonly onGlimpse = this.glimpses.event;
  /** Where playing and running stop. */
  readonly breakpoints = new Breakpoints();
  /** Where a person wants to come back to. */
  readonly bookmarks = new Bookmarks();

  private status_: SessionStatus = { kind: 'loading', fraction: 0 };
  private notice_: Notice | undefined;
  private readonly shown: ShownHeap;
  private readonly heap = new ChosenHeap(() => this.heapDefaults);
  private selection_: number | null = null;
  private counts_: Counts = NO_COUNTS;
  private generation_ = 0;
  private readonly loader: Loader;
  private readonly travel: Travel;
  /** What is found out about the trace beside what is shown. */
  readonly studies: Studies;
  private readonly player: Player;

  /**
   * @param uri identifies the document
   * @param name what people call it
   */
  constructor(
    readonly uri: string,
    readonly name: string,
    private readonly scheduler: Scheduler,
    private readonly options: SessionOptions = {},
  ) {
    this.shown = new ShownHeap(scheduler);
    this.loader = this.makeLoader();
    this.player = new Player(scheduler, (events) => this.advance(events));
    this.travel = new Travel(scheduler, this.shown, () => this.changed());
    this.studies = new Studies(this, scheduler, () => this.changed());
    this.breakpoints.onChange(() => this.changed());
    this.bookmarks.onChange(() => this.changed());
  }

  get status(): SessionStatus {
    return this.status_;
  }

  /** How far a load is that takes its time, 0 to 1, whether or not there is something to show. */
  get loading(): number | undefined {
    return this.loader.fraction;
  }

  /** What a person should know of the trace beside what it says. */
  get notice(): Notice | undefined {
    return this.notice_;
  }

  set notice(notice: Notice | undefined) {
    if (notice?.text === this.notice_?.text) return;
    this.notice_ = notice;
    this.changed();
  }

  /** Grows when text or options change. */
  get generation(): number {
    return this.generation_;
  }

  /** Grows with every change. */
  get revision(): number {
    return this.shown.revision;
  }

  /** The trace carried out; undefined until the first load is done. */
  get replay(): Replay | undefined {
    return this.shown.replay;
  }

  get trace(): Trace | undefined {
    return this.replay?.trace;
  }

  /** The text of `trace` by lines; undefined until the first load is done. */
  get text(): TraceText | undefined {
    return this.loader.text;
  }

  /** Counts the texts so far; one that only grows stays the same. */
  get textCount(): number {
    return this.loader.textCount;
  }

  /** The version of that text as its source counts them: what is shown may be behind a document. */
  get textVersion(): number | undefined {
    return this.loader.textVersion;
  }

  /** What can be seen of the heap now; undefined until the first load is done. */
  get projections(): Projections | undefined {
    return this.shown.projections;
  }

  /** How many events have happened. */
  get at(): number {
    return this.replay?.at ?? 0;
  }

  get eventCount(): number {
    return this.replay?.eventCount ?? 0;
  }

  /** Of the whole trace, also while one that is half read is glimpsed: then of the one before. */
  get counts(): Counts {
    return this.counts_;
  }

  get playing(): boolean {
    return this.player.playing;
  }

  get speed(): number {
    return this.player.speed;
  }

  /** Header offset of the selected block, or null. */
  get selection(): number | null {
    return this.selection_;
  }

  /** Whether layout or policy are others than the trace asks for. */
  get isOverridden(): boolean {
    return this.heap.isOther(this.trace);
  }

  /** What holds where the trace says nothing of its heap; undefined: what the language says. */
  get heapDefaults(): HeapDefaults | undefined {
    return this.options.heapDefaults?.();
  }

  /** Line of the cursor's event, from 0; undefined before the first event. */
  get line(): number | undefined {
    return this.at === 0 ? undefined : this.trace?.lineOf(this.at - 1);
  }

  // ---- Loading ----

  /**
   * Reads the text of the trace and carries it out. A newer load makes an older one end without
   * effect. Until it is done the session stays as it was.
   * @param text where it comes from, or all of its bytes
   * @returns whether this load took effect
   */
  load(text: TraceSource | Uint8Array, cursor: Cursor = {}): Promise<boolean> {
    return this.loader.load(text, cursor);
  }

  /**
   * Reads what has come to a text that grows. What is given up on the way goes on with the next
   * call: `text.length` says from which byte on.
   * @returns whether this took effect; false, too, for a text that does not grow
   */
  grow(more: TraceSource, cursor: Cursor): Promise<boolean> {
    return this.loader.grow(more, cursor);
  }

  /** Gives up the load that is under way; what was shown before it stays. */
  cancelLoad(): void {
    if (this.loading === undefined && this.status_.kind !== 'loading') return;
    this.loader.giveUp();
    if (this.replay === undefined) this.status_ = { kind: 'cancelled' };
    this.changed();
  }

  /** There is nothing that could be shown. */
  fail(message: string): void {
    this.loader.giveUp();
    this.player.pause();
    this.status_ = { kind: 'error', message };
    this.changed();
  }

  /** What `resume` wants to know of this session. */
  get place(): Place {
    const { at, heap, studies } = this;
    return { at, baseline: studies.baseline.at ?? undefined, heap: heap.chosen };
  }

  /** Goes on where an earlier life ended, but for what somebody has moved or chosen already. */
  resume({ at, baseline, heap }: Place): void {
    if (baseline !== undefined) this.studies.baseline.resume(baseline, this.replay?.eventCount);
    if (this.replay === undefined) this.loader.resumeAt = at;
    const isNew = this.at === 0;
    if (heap !== undefined && this.heap.chosen === undefined) {
      this.heap.choose(heap);
      void this.carryOutAgain(isNew ? { at } : undefined);
    } else if (isNew) this.seek(at);
  }

  /** Carries the trace out again with another layout or policy; the cursor keeps its event. */
  async override(overrides: HeapOverrides): Promise<void> {
    this.heap.choose(overrides);
    await this.carryOutAgain();
  }

  /** Back to the start, with the heap that the trace asks for. */
  async restart(): Promise<void> {
    this.player.pause();
    this.breakpoints.forgetHits();
    const wasOverridden = this.isOverridden;
    this.heap.clear();
    if (wasOverridden) await this.carryOutAgain({ at: 0 });
    else this.seek(0);
  }

  /** Carries the newest text out with the options as they are now. */
  carryOutAgain(cursor: Cursor = { at: this.at }): Promise<void> {
    return this.loader.again(cursor);
  }

  private makeLoader(): Loader {
    return new Loader(
      {
        replay: () => this.replay,
        notice: () => this.notice_,
        historyBudget: () => this.options.historyBudget?.(),
        heapOf: (trace) => this.heap.of(trace),
        isLoading: (fraction) => {
          // A session that has something to show keeps showing it.
          if (this.replay === undefined) this.status_ = { kind: 'loading', fraction };
          this.changed();
        },
        prepare: (replay) => this.shown.prepare(replay),
        show: (loaded) => this.show(loaded),
        glimpse: (replay) => this.glimpse(replay),
        hasGrown: () => this.loaded(),
        goTo: (place) => void (this.replay && this.travel.to(this.replay, place)),
        couldNotRead: (message) => {
          if (this.replay === undefined) return this.fail(message);
          this.notice_ = { text: message, action: 'readAgain' };
          this.changed();
        },
        fail: (message) => this.fail(message),
      },
      this.scheduler,
    );
  }

  private show({ trace, replay, place, shared, notice }: Loaded): void {
    const before = this.trace;
    if (replay === this.replay) {
      replay.retell(trace);
      this.travel.to(replay, place);
    } else {
      this.travel.end();
      this.shown.turnTo(replay);
    }
    this.studies.clear(trace !== before);
    this.studies.baseline.follow(before, trace, shared);
    this.notice_ = notice;
    this.status_ = { kind: 'ready' };
    this.loaded();
  }

  private glimpse(replay: Replay): boolean {
    const isMoving = this.playing || this.travel.goal !== undefined;
    // Of a block that is selected it is told when it is freed, which is not known yet.
    if (isMoving || this.selection_ !== null) return false;
    return this.shown.glimpseOf(replay, () => this.glimpses.fire());
  }

  private loaded(): void {
    this.generation_++;
    if (this.replay !== undefined) this.counts_ = countsOf(this.replay);
    this.changed();
    this.loads.fire();
  }

  // ---- Moving ----

  /** Moves the cursor; does nothing where there is nowhere to go. Stops playing. */
  navigate(destination: Destination): void {
    const replay = this.replay;
    if (replay === undefined) return;
    this.player.pause();
    if (destination === 'restart') return void this.restart();
    const isHeldUp = destination === 'nextFault' && !this.breakpoints.isEmpty;
    if (isHeldUp) return void this.run({ kind: 'fault' });
    const place = placeOfDestination(destination, replay, this.travel.goal ?? this.at);
    if (place === undefined) this.changed();
    else this.seek(place);
  }

  /**
   * Shows the heap after `at` events; out of range means the nearest end. A far one is reached in
   * slices: until then the cursor is where it was or on the way.
   */
  seek(at: number): void {
    const replay = this.replay;
    const target = clamp(at, 0, this.eventCount);
    // Even where the cursor stays something may have changed: playing may have stopped.
    if (replay === undefined || this.travel.to(replay, target)) this.changed();
  }

  /** Shows the heap after the last event at or before a line (from 0). */
  seekLine(line: number): void {
    if (this.trace !== undefined) this.seek(this.trace.eventAtOrBefore(line) + 1);
  }

  /** Runs forward to what `goal` says or to a breakpoint before it. */
  run(goal: RunGoal, progress?: RunProgress): Promise<RunResult> {
    return run(this, goal, this.scheduler, progress);
  }

  /**
   * What somebody sees who looks at this session as it would be after a step: it is as it was when
   * this returns, and nobody hears of it.
   * @returns undefined where there is no such step, or where it would take long
   */
  foresee<T>(step: Step, look: () => T): T | undefined {
    const isStill = !this.playing && this.travel.goal === undefined;
    return isStill ? this.shown.afterStep(step, look) : undefined;
  }

  setPlaying(playing: boolean): void {
    if (this.replay === undefined || playing === this.playing) return;
    if (playing) {
      if (this.at === this.eventCount) this.replay.seek(0);
      this.player.play();
    } else this.player.pause();
    this.changed();
  }

  setSpeed(eventsPerSecond: number): void {
    this.player.speed = eventsPerSecond;
    this.changed();
  }

  /** Selects the block whose header is at this offset, or nothing. */
  select(block: number | null): void {
    if (block === this.selection_) return;
    this.selection_ = block;
    this.changed();
  }

  dispose(): void {
    this.loader.giveUp();
    this.travel.end();
    this.studies.clear(true);
    this.player.dispose();
    this.breakpoints.dispose();
    this.bookmarks.dispose();
    this.changes.dispose();
    this.loads.dispose();
    this.glimpses.dispose();
  }

  private advance(events: number): void {
    const { replay, breakpoints } = this;
    const isFree = replay !== undefined && this.travel.goal === undefined;
    if (!isFree) return;
    if (playOn(replay, events, breakpoints)) this.player.pause();
    if (this.at === this.eventCount) this.player.pause();
    if (this.travel.to(replay, replay.at)) this.changed();
  }

  private changed(): void {
    this.shown.changed();
    this.changes.fire();
  }
}
