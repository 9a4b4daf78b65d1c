import { Heap } from '../engine/heap';
import { measure, type HeapMetrics } from '../engine/metrics';
import { Counter } from '../engine/counters';
import type { Trace } from '../trace/trace';
import type { ReplayConfig } from './heapOfTrace';
import { NO_EVENT } from './journal';
import { Recorder } from './recorder';

/** At so many equally distant events it is noted how fragmented the heap is. */
const SAMPLES = 64;

/**
 * A trace carried out once on some heap, to see what comes of it. There is no way back and no
 * history, so it takes half the time of a replay, and little memory.
 */
export class Rehearsal {
  /** The first event that ran out of memory, or NO_EVENT. */
  firstFailure = NO_EVENT;
  /** External fragmentation (0..1) at equally distant events, the last one the end. */
  readonly fragmentation = new Float32Array(SAMPLES);
  private readonly heap: Heap;
  private readonly recorder: Recorder;
  private sampled = 0;

  /** @throws RangeError if `config` is out of range or there is no memory for the heap */
  constructor(
    private readonly trace: Trace,
    readonly config: ReplayConfig,
  ) {
    this.heap = new Heap(config);
    this.heap.init();
    this.recorder = new Recorder(trace, this.heap, config.align);
  }

  /** How many events have been carried out. */
  get at(): number {
    return this.recorder.journal.length;
  }

  /** Whether an event that was carried out ran out of memory. */
  hasFailed(event: number): boolean {
    return this.recorder.journal.ranOutOfMemory(event);
  }

  get metrics(): HeapMetrics {
    return measure(this.heap);
  }

  /** Carries out up to `count` events more. Returns whether the end is reached. */
  go(count: number): boolean {
    const { recorder, heap, trace } = this;
    const end = Math.min(this.at + count, trace.eventCount);
    while (this.at < end) {
      const stop = Math.min(end, this.nextSample);
      for (let event = this.at; event < stop; event++) {
        recorder.recordNext();
        if (this.firstFailure === NO_EVENT && heap.counter(Counter.Failures) > 0) {
          this.firstFailure = event;
        }
      }
      while (this.sampled < SAMPLES && stop === this.nextSample) this.sample();
    }
    return this.at === trace.eventCount;
  }

  /** After how many events the next sample is due. Of few events some are sampled twice. */
  private get nextSample(): number {
    return Math.max(1, Math.floor(((this.sampled + 1) * this.trace.eventCount) / SAMPLES));
  }

  private sample(): void {
    this.fragmentation[this.sampled++] = this.metrics.externalFragmentation;
  }
}
