import { NONE, userOffsetOf } from '../engine/block';
import type { Heap } from '../engine/heap';
import { EventKind, type Trace } from '../trace/trace';
import { NO_EVENT, type Journal } from './journal';

/**
 * Carries out an event whose journal is known: where the block goes is read there, not searched.
 * The heap must be in the state before the event.
 * @param align default alignment in bytes
 */
export function execute(
  trace: Trace,
  journal: Journal,
  heap: Heap,
  event: number,
  align: number,
): void {
  const kind: EventKind = trace.kind[event];
  switch (kind) {
    case EventKind.Alloc:
      allocate(trace, journal, heap, event, align);
      return;
    case EventKind.Calloc:
      if (allocate(trace, journal, heap, event, align) !== NONE) {
        heap.zero(journal.blockOf(event), trace.sizeOf(event));
      }
      return;
    case EventKind.Free: {
      const origin = journal.originOf(event);
      if (origin !== NO_EVENT) heap.freeBlock(journal.blockOf(origin));
      else if (!journal.isRefused(event)) heap.free(NONE);
      return;
    }
    case EventKind.Realloc:
      if (!journal.isRefused(event)) reallocate(trace, journal, heap, event, align);
      return;
    case EventKind.Mark:
  }
}

function allocate(
  trace: Trace,
  journal: Journal,
  heap: Heap,
  event: number,
  align: number,
): number {
  const block = journal.blockOf(event);
  const visited = journal.visitedBy(event);
  heap.allocAt(block, visited, trace.sizeOf(event), alignmentOf(trace, event, align), event);
  return block;
}

function reallocate(
  trace: Trace,
  journal: Journal,
  heap: Heap,
  event: number,
  align: number,
): void {
  const origin = journal.originOf(event);
  const old = origin === NO_EVENT ? NONE : journal.blockOf(origin);
  const size = trace.sizeOf(event);
  if (old !== NONE && size === 0) heap.freeBlock(old);
  else if (allocate(trace, journal, heap, event, align) !== NONE && old !== NONE) {
    heap.move(old, journal.blockOf(event));
  }
}

/** User offset of the block that an event allocated; NONE if it allocated none. */
export function userOf(
  trace: Trace,
  journal: Journal,
  base: number,
  event: number,
  align: number,
): number {
  const block = journal.blockOf(event);
  return block === NONE ? NONE : userOffsetOf(base, block, alignmentOf(trace, event, align));
}

/** User offset of the block that a free or realloc acts on; NONE for the null pointer. */
export function pointerOf(
  trace: Trace,
  journal: Journal,
  base: number,
  event: number,
  align: number,
): number {
  const origin = journal.originOf(event);
  return origin === NO_EVENT ? NONE : userOf(trace, journal, base, origin, align);
}

/** @param align what holds where the event names none */
export function alignmentOf(trace: Trace, event: number, align: number): number {
  return trace.alignOf(event) ?? align;
}
