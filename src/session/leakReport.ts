import type { Work } from '../base/work';
import { clamp } from '../base/math';
import { groupName, groupsOf, groupView, type Group } from '../projection/leakGroups';
import type { LeakGroup, LeakKey, LeaksView } from '../protocol/leaks';
import { findLeaks } from '../replay/leaks';
import type { Replay } from '../replay/replay';
import type { Trace } from '../trace/trace';
import type { Scheduler } from './scheduler';
import { SideJob } from './sideJob';

/** What a part of a trace made and did not free, worked out when somebody asks. */
export class LeakReport {
  private readonly job: SideJob<LeaksView>;
  private known: { readonly trace: Trace; readonly groups: readonly Group[] } | undefined;

  /** @param changed called when there is something new to see */
  constructor(scheduler: Scheduler, changed: () => void) {
    this.job = new SideJob(scheduler, changed);
  }

  /** What is known so far; null until somebody asked. */
  get view(): LeaksView | null {
    return this.job.view;
  }

  /**
   * Begins anew. What lies outside of the trace means its nearest end.
   * @param first the first event, from 1, whose block counts
   * @param last the last event that happens
   */
  async start(replay: Replay, first: number, last: number, by: LeakKey): Promise<void> {
    const { trace, journal } = replay;
    const to = clamp(last, 0, journal.length);
    const from = clamp(first, 1, Math.max(1, to));
    const soFar: LeaksView = { from, to, by, blocks: 0, bytes: 0, groups: 0, fraction: 0 };
    this.known = undefined;
    let fraction = 0;
    const keep = (groups: readonly Group[]) => (this.known = { trace, groups });
    function* work(): Work<LeaksView> {
      const { events, bytes } = yield* findLeaks(replay, from - 1, to);
      fraction = 0.1;
      const groups = yield* groupsOf(trace, events, groupName(trace, by), (done) => {
        fraction = 0.1 + (0.9 * done) / events.length;
      });
      keep(groups);
      return { ...soFar, blocks: events.length, bytes, groups: groups.length, fraction: null };
    }
    await this.job.start(work(), () => ({ ...soFar, fraction }));
  }

  /** Groups of what was found, most bytes first. */
  groups(start: number, count: number): LeakGroup[] {
    const { view, known } = this;
    if (view === null || known === undefined) return [];
    const { by, from, to } = view;
    return known.groups
      .slice(start, start + count)
      .map((group) => groupView(known.trace, group, by, from, to));
  }

  /** Stops; what was found in part is of no use. */
  cancel(): void {
    this.job.cancel(() => false);
  }

  /** Forgets what is known: it was about another heap. */
  clear(): void {
    this.known = undefined;
    this.job.clear();
  }
}
