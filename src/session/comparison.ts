import type { ReplayConfig } from '../replay/heapOfTrace';
import type { ComparisonRow, ComparisonView } from '../protocol/comparison';
import { LAYOUT_NAMES, POLICY_NAMES } from '../protocol/state';
import { Rehearsal } from '../replay/rehearsal';
import type { Trace } from '../trace/trace';
import type { Scheduler } from './scheduler';
import { SideJob } from './sideJob';

/** Events carried out between two looks at the clock: with very many free blocks some microseconds each. */
const EVENTS_AT_ONCE = 256;

/** One trace under every policy and layout, worked out when somebody asks. */
export class Comparison {
  private readonly job: SideJob<ComparisonView>;

  /** @param changed called when there is something new to see */
  constructor(scheduler: Scheduler, changed: () => void) {
    this.job = new SideJob(scheduler, changed);
  }

  /** What is known so far; null until somebody asked. */
  get view(): ComparisonView | null {
    return this.job.view;
  }

  /**
   * Begins anew.
   * @param config of which all but policy and layout holds for all
   */
  async start(trace: Trace, config: ReplayConfig): Promise<void> {
    const variants = LAYOUT_NAMES.flatMap((layout) =>
      POLICY_NAMES.map((policy) => ({ ...config, layout, policy })),
    );
    const rows: ComparisonRow[] = [];
    let at = 0;
    function* work() {
      for (const variant of variants) {
        const rehearsal = new Rehearsal(trace, variant);
        while (!rehearsal.go(EVENTS_AT_ONCE)) {
          ({ at } = rehearsal);
          yield;
        }
        rows.push(rowOf(rehearsal));
        at = 0;
      }
      return { rows, fraction: null };
    }
    await this.job.start(work(), () => ({
      rows: [...rows],
      fraction: (rows.length + at / trace.eventCount) / variants.length,
    }));
  }

  /** Stops; the rows that are there stay. */
  cancel(): void {
    this.job.cancel(({ rows }) => rows.length > 0);
  }

  /** Forgets what is known: it was about another text. */
  clear(): void {
    this.job.clear();
  }
}

function rowOf({ config, metrics, firstFailure, fragmentation }: Rehearsal): ComparisonRow {
  return {
    layout: config.layout,
    policy: config.policy,
    failures: metrics.failures,
    firstFailure: firstFailure + 1,
    highWater: metrics.highWater,
    lostBytes: metrics.lostBytes,
    fragmentation,
    visitedMean: metrics.visitedMean,
    visitedMax: metrics.visitedMax,
  };
}
