import { DEFAULT_ALIGNMENT, DEFAULT_CONFIG, type HeapConfig } from '../engine/config';
import type { Trace } from '../trace/trace';

/** What a person changed about the heap for one session; the rest is as the trace says. */
export type HeapOverrides = Partial<Pick<HeapConfig, 'layout' | 'policy' | 'size' | 'base'>>;

/** The heap that a trace asks for. The replay derives the debug log, so the heap keeps none. */
export function heapOfTrace(trace: Trace, overrides: HeapOverrides = {}): HeapConfig {
  const { size, base, layout, policy } = trace.heap ?? {};
  return {
    size: overrides.size ?? size ?? DEFAULT_CONFIG.size,
    base: overrides.base ?? base ?? DEFAULT_CONFIG.base,
    layout: overrides.layout ?? layout ?? DEFAULT_CONFIG.layout,
    policy: overrides.policy ?? policy ?? DEFAULT_CONFIG.policy,
    reallocInPlace: false,
    debugLog: false,
  };
}

/** Alignment in bytes of an allocation that names none. */
export function defaultAlignment(trace: Trace): number {
  return trace.heap?.align ?? DEFAULT_ALIGNMENT;
}
