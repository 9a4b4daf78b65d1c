import { DEFAULT_ALIGNMENT, DEFAULT_CONFIG, type HeapConfig } from '../engine/config';
import type { Trace } from '../trace/trace';

/** A heap for a trace: with the alignment in bytes of an allocation that names none. */
export interface ReplayConfig extends HeapConfig {
  readonly align: number;
}

/** What a person changed about the heap for one session; the rest is as the trace says. */
export type HeapOverrides = Partial<Pick<HeapConfig, 'layout' | 'policy' | 'size' | 'base'>>;

/** What a trace's `heap` line may leave out, and what holds then. */
export type HeapDefaults = Pick<ReplayConfig, 'size' | 'base' | 'layout' | 'policy' | 'align'>;

/** The defaults of the language. */
export const HEAP_DEFAULTS: HeapDefaults = {
  size: DEFAULT_CONFIG.size,
  base: DEFAULT_CONFIG.base,
  layout: DEFAULT_CONFIG.layout,
  policy: DEFAULT_CONFIG.policy,
  align: DEFAULT_ALIGNMENT,
};

/**
 * The heap that a trace asks for. The replay derives the debug log, so the heap keeps none.
 * @param defaults what holds where the trace says nothing
 */
export function heapOfTrace(
  trace: Trace,
  overrides: HeapOverrides = {},
  defaults: HeapDefaults = HEAP_DEFAULTS,
): ReplayConfig {
  const { size, base, layout, policy, align } = trace.heap ?? {};
  return {
    size: overrides.size ?? size ?? defaults.size,
    base: overrides.base ?? base ?? defaults.base,
    layout: overrides.layout ?? layout ?? defaults.layout,
    policy: overrides.policy ?? policy ?? defaults.policy,
    align: align ?? defaults.align,
    reallocInPlace: false,
    debugLog: false,
  };
}

/** Whether two configurations make the same heap. */
export function areEqual(a: ReplayConfig, b: ReplayConfig): boolean {
  return (Object.keys(a) as (keyof ReplayConfig)[]).every((key) => a[key] === b[key]);
}
