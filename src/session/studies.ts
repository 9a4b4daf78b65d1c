import type { LeakKey } from '../protocol/leaks';
import type { Replay } from '../replay/replay';
import { Baseline } from './baseline';
import { Comparison } from './comparison';
import { LeakReport } from './leakReport';
import { Recorded } from './recorded/recorded';
import { Remedies } from './remedies';
import type { Scheduler } from './scheduler';
import { StateChanges } from './stateChanges';
import { TimelineReader } from './timelineReader';
import type { TraceSession } from './traceSession';
import { Search } from './search';

/** What can be found out about a trace beside what is shown: on other heaps, and at other events. */
export class Studies {
  /** The trace under other policies and layouts. */
  readonly comparison: Comparison;
  /** What would have helped an event that failed. */
  readonly remedies: Remedies;
  /** The event that other states are compared with. */
  readonly baseline: Baseline;
  /** What differs from the state there, or from another trace. */
  readonly changes: StateChanges;
  /** Parts of the timeline in more detail. */
  readonly timeline: TimelineReader;
  /** What is live and was made in a part of the trace. */
  readonly leaks: LeakReport;
  /** Lists of what a person looked for. */
  readonly search: Search;
  /** The heap as the recorded program had it. */
  readonly recorded: Recorded;

  /** @param changed called when there is something new to see */
  constructor(session: TraceSession, scheduler: Scheduler, changed: () => void) {
    this.comparison = new Comparison(scheduler, changed);
    this.remedies = new Remedies(scheduler, changed);
    this.baseline = new Baseline(changed);
    this.changes = new StateChanges(session, scheduler);
    this.timeline = new TimelineReader(scheduler);
    this.leaks = new LeakReport(scheduler, changed);
    this.search = new Search(scheduler, changed);
    this.recorded = new Recorded(scheduler, changed);
  }

  /** Carries the trace out under every policy and layout. */
  compare(replay: Replay | undefined): void {
    if (replay !== undefined) void this.comparison.start(replay.trace, replay.config);
  }

  /** Finds out what would have helped the cursor's event. */
  findRemedies(replay: Replay | undefined): void {
    if (replay === undefined || replay.at === 0) return;
    void this.remedies.start(replay.trace, replay.at - 1, replay.config);
  }

  /** Finds what the events `from..to` (from 1) made that is live after the last of them. */
  findLeaks(replay: Replay | undefined, from: number, to: number, by: LeakKey): void {
    if (replay !== undefined) void this.leaks.start(replay, from, to, by);
  }

  /** Forgets what holds no longer: on another heap the comparison does, for another text nothing. */
  clear(isOtherText: boolean): void {
    if (isOtherText) this.comparison.clear();
    this.remedies.clear();
    this.timeline.clear();
    this.leaks.clear();
    this.search.forget();
    this.recorded.clear(isOtherText);
  }
}
