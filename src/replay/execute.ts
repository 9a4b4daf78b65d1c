import { NONE } from '../engine/block';
import type { Heap } from '../engine/heap';
import { EventKind, type Trace } from '../trace/trace';
import { defaultAlignment } from './heapOfTrace';
import { NO_EVENT, type Journal } from './journal';
import { Outcome } from './outcome';

/** Carries out an event whose journal is known. The heap must be in the state before it. */
export function execute(trace: Trace, journal: Journal, heap: Heap, event: number): void {
  switch (trace.kind[event]) {
    case EventKind.Alloc:
      heap.alloc(trace.sizeOf(event), alignmentOf(trace, event), event);
      return;
    case EventKind.Calloc:
      heap.calloc(trace.sizeOf(event), alignmentOf(trace, event), event);
      return;
    case EventKind.Realloc:
      if (journal.outcome[event] === Outcome.ReallocFreed) return;
      heap.realloc(
        pointerOf(journal, event),
        trace.sizeOf(event),
        alignmentOf(trace, event),
        event,
      );
      return;
    case EventKind.Free:
      if (isRefusedFree(journal.outcome[event])) return;
      heap.free(pointerOf(journal, event));
  }
}

/** Whether a free was marked instead of carried out. */
export function isRefusedFree(outcome: Outcome): boolean {
  return (
    outcome === Outcome.DoubleFree ||
    outcome === Outcome.UnknownFree ||
    outcome === Outcome.MidwayFree
  );
}

/** User offset of the block that a free or realloc acts on; NONE for the null pointer. */
export function pointerOf(journal: Journal, event: number): number {
  const origin = journal.originOf(event);
  return origin === NO_EVENT ? NONE : journal.result[origin];
}

export function alignmentOf(trace: Trace, event: number): number {
  return trace.alignOf(event) ?? defaultAlignment(trace);
}
