import type { Work } from '../base/work';
import { MAX_HEAP_SIZE } from '../base/limits';
import { alignUp } from '../base/math';
import type { ReplayConfig } from '../replay/heapOfTrace';
import type { RemediesView, Remedy } from '../protocol/fragmentation';
import { LAYOUT_NAMES, POLICY_NAMES } from '../protocol/state';
import { Rehearsal } from '../replay/rehearsal';
import type { Trace } from '../trace/trace';
import type { Scheduler } from './scheduler';
import { SideJob } from './sideJob';

/** Events carried out between two looks at the clock. */
const EVENTS_AT_ONCE = 256;
/** A heap is looked for in steps of so small a part of the one that failed, but not of fewer bytes. */
const STEPS = 64;
const SMALLEST_STEP = 64;
/** Trials are not counted before: about so many are made. */
const USUAL_TRIALS = 16;

/** What would have helped an event that failed, found by carrying the trace out on other heaps. */
export class Remedies {
  private readonly job: SideJob<RemediesView>;

  /** @param changed called when there is something new to see */
  constructor(scheduler: Scheduler, changed: () => void) {
    this.job = new SideJob(scheduler, changed);
  }

  /** What is known so far; null until somebody asked. */
  get view(): RemediesView | null {
    return this.job.view;
  }

  /**
   * Begins anew.
   * @param event the one that failed, from 0
   * @param config the heap on which it did
   */
  async start(trace: Trace, event: number, config: ReplayConfig): Promise<void> {
    const heaps: Remedy[] = [];
    let larger: Remedy | null = null;
    let trials = 0;
    let at = 0;
    function* succeeds(changes: Partial<ReplayConfig>) {
      const rehearsal = new Rehearsal(trace, { ...config, ...changes });
      while (rehearsal.at <= event) {
        rehearsal.go(Math.min(EVENTS_AT_ONCE, event + 1 - rehearsal.at));
        ({ at } = rehearsal);
        yield;
      }
      trials++;
      return !rehearsal.hasFailed(event);
    }
    function* work() {
      for (const layout of LAYOUT_NAMES) {
        for (const policy of POLICY_NAMES) {
          if (layout === config.layout && policy === config.policy) continue;
          const heap = { layout, policy, heapSize: config.size };
          heaps.push({ ...heap, succeeds: yield* succeeds({ layout, policy }) });
        }
      }
      const { layout, policy } = config;
      const size = yield* smallestSize(config, (heapSize) => succeeds({ size: heapSize }));
      if (size !== undefined) larger = { layout, policy, heapSize: size, succeeds: true };
      return { at: event + 1, heaps, larger, fraction: null };
    }
    await this.job.start(work(), () => ({
      at: event + 1,
      heaps: [...heaps],
      larger,
      fraction: Math.min(0.99, (trials + at / (event + 1)) / USUAL_TRIALS),
    }));
  }

  /** Stops; what is known stays. */
  cancel(): void {
    this.job.cancel(({ heaps }) => heaps.length > 0);
  }

  /** Forgets what is known: it was about another text. */
  clear(): void {
    this.job.clear();
  }
}

/**
 * A heap size that suffices while one step less does not; undefined if none is found. More need not
 * be better in every case: what is found is such a size, not always the smallest.
 */
function* smallestSize(
  { size, base }: ReplayConfig,
  suffices: (size: number) => Work<boolean>,
): Work<number | undefined> {
  const step = Math.max(SMALLEST_STEP, alignUp(Math.ceil(size / STEPS), 8));
  const largest = Math.min(MAX_HEAP_SIZE, Number.MAX_SAFE_INTEGER - base);
  const most = Math.floor((largest - size) / step);
  if (most < 1) return undefined;
  let low = 0;
  let high = 1;
  const sizeOf = (steps: number) => size + steps * step;
  while (!(yield* suffices(sizeOf(high)))) {
    if (high === most) return undefined;
    low = high;
    high = Math.min(2 * high, most);
  }
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if (yield* suffices(sizeOf(middle))) high = middle;
    else low = middle;
  }
  return sizeOf(high);
}
