import type { Condition } from '../replay/condition/condition';
import { NO_EVENT } from '../replay/journal';
import type { Replay } from '../replay/replay';
import { Scout } from '../replay/scout';
import type { Breakpoints } from './breakpoints';
import { Slices, type Scheduler } from './scheduler';
import { partByPart } from './slicedWork';
import type { TraceSession } from './traceSession';

/** What a run is after. */
export type RunGoal =
  | { readonly kind: 'breakpoint' }
  | { readonly kind: 'fault' }
  | { readonly kind: 'condition'; readonly condition: Condition };

export type RunResult =
  /** The cursor stands where it should. */
  | { readonly kind: 'arrived' }
  /** A breakpoint came first. */
  | { readonly kind: 'stopped' }
  /** There is no such event; the cursor is where it was. */
  | { readonly kind: 'nothing' }
  /** It was cancelled, or somebody has moved the cursor or changed the trace meanwhile. */
  | { readonly kind: 'given up' };

export interface RunProgress {
  /** 0 to 1 over the events that may have to be looked at. */
  onProgress(fraction: number): void;
  isCancelled(): boolean;
}

/** Events handled between two looks at the clock: to carry them out, and to look at them only. */
const CARRY_OUT = 512;
const LOOK_AT = 1024;
/** A condition may look at every free block of the heap, and there may be hundreds of thousands. */
const MEASURE = 16;

const QUIET: RunProgress = { onProgress: () => {}, isCancelled: () => false };

/**
 * Moves the cursor forward to the next event that is what the goal says, or to a breakpoint before
 * it. What it takes is done in slices and beside the session, which shows its old place until then.
 */
export async function run(
  session: TraceSession,
  goal: RunGoal,
  scheduler: Scheduler,
  progress: RunProgress = QUIET,
): Promise<RunResult> {
  const { replay, breakpoints, at, generation } = session;
  if (replay === undefined) return { kind: 'nothing' };
  session.setPlaying(false);
  const isStale = () =>
    progress.isCancelled() || session.at !== at || session.generation !== generation;
  const ahead = new Lookout(replay, breakpoints, scheduler, { ...progress, isCancelled: isStale });
  const found = await ahead.find(goal, at);
  if (found === undefined || isStale()) return { kind: 'given up' };
  const { event, isGoal, passed } = found;
  for (const { count, messages } of passed) {
    count();
    breakpoints.say(messages);
  }
  if (event === NO_EVENT) return { kind: 'nothing' };
  session.seek(event + 1);
  return { kind: isGoal ? 'arrived' : 'stopped' };
}

/** A breakpoint's event that a run comes by. */
interface Passing {
  readonly event: number;
  readonly messages: readonly string[];
  readonly count: () => void;
}

interface Found {
  readonly event: number;
  readonly isGoal: boolean;
  readonly passed: readonly Passing[];
}

/** Looks ahead for one goal. Every search gives undefined where it was cancelled. */
class Lookout {
  private readonly slices: Slices;

  constructor(
    private readonly replay: Replay,
    private readonly breakpoints: Breakpoints,
    scheduler: Scheduler,
    private readonly progress: RunProgress,
  ) {
    this.slices = new Slices(scheduler);
  }

  async find(goal: RunGoal, from: number): Promise<Found | undefined> {
    const stop = await this.findBreakpoint(from);
    if (stop === undefined) return undefined;
    const { event, passings } = stop;
    if (goal.kind === 'breakpoint') return { event, isGoal: true, passed: passings };
    // Nothing behind the breakpoint is of interest; its own event may be the goal as well.
    const end = event === NO_EVENT ? this.replay.eventCount : event + 1;
    const wanted =
      goal.kind === 'fault' ? this.findFault(end) : await this.findEvent(goal.condition, from, end);
    if (wanted === undefined) return undefined;
    if (wanted === NO_EVENT) return { event, isGoal: false, passed: passings };
    return { event: wanted, isGoal: true, passed: passings.filter((each) => each.event <= wanted) };
  }

  /** The first breakpoint that stops, and all that a run comes by until then. */
  private async findBreakpoint(
    from: number,
  ): Promise<{ event: number; passings: readonly Passing[] } | undefined> {
    const { breakpoints, replay } = this;
    const passings: Passing[] = [];
    if (breakpoints.isEmpty) return { event: NO_EVENT, passings };
    const scout = new Scout(replay);
    for (const event of breakpoints.eventsOf(replay.trace).filter((each) => each >= from)) {
      // One after the other is the point.
      // oxlint-disable-next-line no-await-in-loop
      if (!(await this.lead(scout, event))) return undefined;
      const { stops, messages, count } = breakpoints.pass(scout.moment);
      passings.push({ event, messages, count });
      if (stops) return { event, passings };
    }
    return { event: NO_EVENT, passings };
  }

  private findFault(end: number): number {
    const event = this.replay.nextFault();
    return event < end ? event : NO_EVENT;
  }

  /** The first event in `from..end` after which a condition holds, or NO_EVENT. */
  private async findEvent(
    condition: Condition,
    from: number,
    end: number,
  ): Promise<number | undefined> {
    const scout = condition.ofHeap ? new Scout(this.replay) : undefined;
    const candidate = this.replay.moment();
    /* oxlint-disable no-await-in-loop */
    for (let event = from, measured = 0; event < end; event++) {
      const isLookDue = event % LOOK_AT === 0 || measured === MEASURE;
      if (isLookDue && !(await this.rest(event, from, end))) return undefined;
      if (measured === MEASURE) measured = 0;
      if (!condition.mayHold(candidate.turnTo(event))) continue;
      if (scout === undefined) return event;
      if (!scout.goTowards(event, CARRY_OUT) && !(await this.lead(scout, event))) return undefined;
      if (condition.holds(scout.moment)) return event;
      measured++;
    }
    /* oxlint-enable no-await-in-loop */
    return NO_EVENT;
  }

  /** Brings a scout to an event, in slices. */
  private lead(scout: Scout, event: number): Promise<boolean> {
    const go = () => scout.goTowards(event, CARRY_OUT);
    return partByPart(go, this.slices, () => this.progress.isCancelled());
  }

  private async rest(event: number, from: number, end: number): Promise<boolean> {
    if (!this.slices.isOver) return true;
    this.progress.onProgress((event - from) / (end - from));
    await this.slices.rest();
    return !this.progress.isCancelled();
  }
}
