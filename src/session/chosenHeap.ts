import {
  heapOfTrace,
  type HeapDefaults,
  type HeapOverrides,
  type ReplayConfig,
} from '../replay/heapOfTrace';
import type { Trace } from '../trace/trace';

/** Which heap a trace is carried out on: what it asks for itself, unless a person chose another. */
export class ChosenHeap {
  private overrides: HeapOverrides = {};

  /**
   * @param defaults what holds where a trace says nothing, asked anew each time; where it is
   *   undefined, that is what the language says
   */
  constructor(private readonly defaults: () => HeapDefaults | undefined) {}

  /** The heap for a trace. */
  of(trace: Trace): ReplayConfig {
    return heapOfTrace(trace, this.overrides, this.defaults());
  }

  /** What a person has chosen; undefined where that is nothing. */
  get chosen(): HeapOverrides | undefined {
    return Object.keys(this.overrides).length > 0 ? this.overrides : undefined;
  }

  /** What is not named stays as it was chosen before. */
  choose(overrides: HeapOverrides): void {
    this.overrides = { ...this.overrides, ...overrides };
  }

  /** Nothing is chosen any more. */
  clear(): void {
    this.overrides = {};
  }

  /** Whether layout or policy are others than the trace asks for. */
  isOther(trace: Trace | undefined): boolean {
    const { layout, policy } = this.overrides;
    const asked = trace && heapOfTrace(trace, {}, this.defaults());
    return (
      (layout !== undefined && layout !== asked?.layout) ||
      (policy !== undefined && policy !== asked?.policy)
    );
  }
}
