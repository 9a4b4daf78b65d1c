import type { ComparisonRow, ComparisonView } from '../protocol/comparison';
import { LAYOUT_NAMES, POLICY_NAMES } from '../protocol/state';
import { heapOfTrace, type HeapDefaults, type HeapOverrides } from '../replay/heapOfTrace';
import { Rehearsal } from '../replay/rehearsal';
import type { Trace } from '../trace/trace';
import { Slices, type Scheduler } from './scheduler';

/** Events carried out between two looks at the clock. */
const EVENTS_AT_ONCE = 1024;
const TELL_EVERY_MS = 100;

/** One trace under every policy and layout, worked out in slices when somebody asks. */
export class Comparison {
  private view_: ComparisonView | null = null;
  /** Counts comparisons begun and given up: one that is no longer the newest ends. */
  private newest = 0;

  /** @param changed called when there is something new to see */
  constructor(
    private readonly scheduler: Scheduler,
    private readonly changed: () => void,
  ) {}

  /** What is known so far; null until somebody asked. */
  get view(): ComparisonView | null {
    return this.view_;
  }

  /** Begins anew. What the session changed of the heap, but for policy and layout, holds for all. */
  async start(trace: Trace, overrides: HeapOverrides, defaults?: HeapDefaults): Promise<void> {
    const own = ++this.newest;
    const variants = LAYOUT_NAMES.flatMap((layout) =>
      POLICY_NAMES.map((policy) => heapOfTrace(trace, { ...overrides, layout, policy }, defaults)),
    );
    const rows: ComparisonRow[] = [];
    const slices = new Slices(this.scheduler);
    let tellAt = 0;
    for (const config of variants) {
      const rehearsal = new Rehearsal(trace, config);
      while (!rehearsal.go(EVENTS_AT_ONCE)) {
        if (!slices.isOver) continue;
        if (this.scheduler.now() >= tellAt) {
          tellAt = this.scheduler.now() + TELL_EVERY_MS;
          const done = rows.length + rehearsal.at / trace.eventCount;
          this.tell({ rows: [...rows], fraction: done / variants.length });
        }
        // One slice after the other is the point.
        // oxlint-disable-next-line no-await-in-loop
        await slices.rest();
        if (this.newest !== own) return;
      }
      rows.push(rowOf(rehearsal));
    }
    this.tell({ rows, fraction: null });
  }

  /** Stops; what is known stays. */
  cancel(): void {
    this.newest++;
    if (this.view_ !== null && this.view_.fraction !== null) {
      this.tell(this.view_.rows.length > 0 ? { ...this.view_, fraction: null } : null);
    }
  }

  /** Forgets what is known: it was about another text. */
  clear(): void {
    this.newest++;
    this.view_ = null;
  }

  private tell(view: ComparisonView | null): void {
    this.view_ = view;
    this.changed();
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
