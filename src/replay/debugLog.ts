import type { HeapConfig } from '../engine/config';
import { logLine } from '../engine/debugLog';
import { NONE } from '../engine/block';
import { LOG_CAPACITY } from '../engine/memory';
import { EventKind, type Trace } from '../trace/trace';
import { alignmentOf, isRefusedFree, pointerOf } from './execute';
import { NO_EVENT, type Journal } from './journal';
import { Outcome } from './outcome';

/** One line that the ring of the debug log holds, without its newline. */
export interface HeldLogLine {
  readonly text: string;
  /** The event that wrote it, from 0; NO_EVENT for `init`. */
  readonly event: number;
}

/**
 * The debug log is a function of the trace: what its ring holds after `at` events are the last
 * 4,096 bytes of the lines that those events write. So the replay writes no log at all, and the
 * ring is made when somebody looks. The tests compare it with the ring that the engine writes.
 */
export function debugLogAt(
  trace: Trace,
  journal: Journal,
  config: HeapConfig,
  at: number,
): HeldLogLine[] {
  const newestFirst: HeldLogLine[] = [];
  let held = 0;
  for (let event = at - 1; event >= NO_EVENT && held < LOG_CAPACITY; event--) {
    for (const line of linesOf(trace, journal, config, event).toReversed()) {
      if (held === LOG_CAPACITY) break;
      const room = LOG_CAPACITY - held;
      const kept = line.length > room ? line.slice(line.length - room) : line;
      held += kept.length;
      newestFirst.push({ text: kept.slice(0, -1), event });
    }
  }
  return newestFirst.toReversed();
}

/** The lines that an event writes, each with its newline; `init` is event NO_EVENT. */
function linesOf(trace: Trace, journal: Journal, config: HeapConfig, event: number): string[] {
  if (event === NO_EVENT) return [logLine.init(config.size)];
  const outcome: Outcome = journal.outcome[event];
  const alloc = () => logLine.alloc(trace.sizeOf(event), alignmentOf(trace, event));
  switch (trace.kind[event]) {
    case EventKind.Alloc:
    case EventKind.Calloc:
      return [alloc()];
    case EventKind.Free:
      return isRefusedFree(outcome) ? [] : [freeLine(journal, config, event)];
    case EventKind.Realloc: {
      if (outcome === Outcome.ReallocFreed) return [];
      const pointer = pointerOf(journal, event);
      if (pointer === NONE) return [alloc()];
      if (trace.sizeOf(event) === 0) return [freeLine(journal, config, event)];
      const moved = journal.result[event] !== NONE;
      return moved ? [alloc(), freeLine(journal, config, event)] : [alloc()];
    }
    default:
      return [];
  }
}

function freeLine(journal: Journal, config: HeapConfig, event: number): string {
  const pointer = pointerOf(journal, event);
  return logLine.free(pointer === NONE ? 0 : config.base + pointer);
}

const ALLOC_TEXT = logLine.alloc(0, 0).length - 2;
const FREE_TEXT = logLine.free(0).length - 1;

/** How many bytes an event writes to the debug log; the same as its lines, without making them. */
export function logBytesOf(
  trace: Trace,
  journal: Journal,
  config: HeapConfig,
  event: number,
): number {
  const outcome: Outcome = journal.outcome[event];
  const kind: EventKind = trace.kind[event];
  if (kind === EventKind.Mark) return 0;
  if (kind === EventKind.Free) {
    return isRefusedFree(outcome) ? 0 : freeBytes(journal, config, event);
  }
  if (kind !== EventKind.Realloc) return allocBytes(trace, event);
  if (outcome === Outcome.ReallocFreed) return 0;
  if (pointerOf(journal, event) === NONE) return allocBytes(trace, event);
  if (trace.sizeOf(event) === 0) return freeBytes(journal, config, event);
  const moved = journal.result[event] !== NONE;
  return allocBytes(trace, event) + (moved ? freeBytes(journal, config, event) : 0);
}

function allocBytes(trace: Trace, event: number): number {
  return ALLOC_TEXT + digits(trace.sizeOf(event), 10) + digits(alignmentOf(trace, event), 10);
}

function freeBytes(journal: Journal, config: HeapConfig, event: number): number {
  const pointer = pointerOf(journal, event);
  return FREE_TEXT + digits(pointer === NONE ? 0 : config.base + pointer, 16);
}

/** How many digits a number has. */
function digits(value: number, radix: number): number {
  let count = 1;
  for (let bound = radix; value >= bound; bound *= radix) count++;
  return count;
}
