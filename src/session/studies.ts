import type { LeakKey } from '../protocol/leaks';
import type { Replay } from '../replay/replay';
import { Comparison } from './comparison';
import { LeakReport } from './leakReport';
import { Remedies } from './remedies';
import type { Scheduler } from './scheduler';
import { Search } from './search';

/** What can be found out about a trace by carrying it out on other heaps, beside what is shown. */
export class Studies {
  /** The trace under other policies and layouts. */
  readonly comparison: Comparison;
  /** What would have helped an event that failed. */
  readonly remedies: Remedies;
  /** What is live and was made in a part of the trace. */
  readonly leaks: LeakReport;
  /** Lists of what a person looked for. */
  readonly search: Search;

  /** @param changed called when there is something new to see */
  constructor(scheduler: Scheduler, changed: () => void) {
    this.comparison = new Comparison(scheduler, changed);
    this.remedies = new Remedies(scheduler, changed);
    this.leaks = new LeakReport(scheduler, changed);
    this.search = new Search(scheduler, changed);
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
    this.leaks.clear();
    this.search.forget();
  }
}
