import { logLine } from '../engine/debugLog';
import { NONE } from '../engine/block';
import { LOG_CAPACITY } from '../engine/memory';
import { EventKind, type Trace } from '../trace/trace';
import { alignmentOf, pointerOf } from './execute';
import type { ReplayConfig } from './heapOfTrace';
import { NO_EVENT, type Journal } from './journal';

/** One line that the ring of the debug log holds, without its newline. */
export interface HeldLogLine {
  readonly text: string;
  /** The event that wrote it, from 0; NO_EVENT for `init`. */
  readonly event: number;
  /** Its oldest bytes are overwritten. */
  readonly isCut: boolean;
}

/**
 * The debug log is a function of the trace: what its ring holds after `at` events are the last
 * 4,096 bytes of the lines that those events write. So the replay writes no log at all, and the
 * ring is made when somebody looks. The tests compare it with the ring that the engine writes.
 */
export function debugLogAt(
  trace: Trace,
  journal: Journal,
  config: ReplayConfig,
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
      newestFirst.push({ text: kept.slice(0, -1), event, isCut: line.length > room });
    }
  }
  return newestFirst.toReversed();
}

/** The lines that an event writes, each with its newline; `init` is event NO_EVENT. */
function linesOf(trace: Trace, journal: Journal, config: ReplayConfig, event: number): string[] {
  if (event === NO_EVENT) return [logLine.init(config.size)];
  if (journal.isRefused(event)) return [];
  const alloc = () => logLine.alloc(trace.sizeOf(event), alignmentOf(trace, event, config.align));
  const free = () => {
    const pointer = pointerOf(trace, journal, config.base, event, config.align);
    return logLine.free(pointer === NONE ? 0 : config.base + pointer);
  };
  const kind: EventKind = trace.kind[event];
  switch (kind) {
    case EventKind.Alloc:
    case EventKind.Calloc:
      return [alloc()];
    case EventKind.Free:
      return [free()];
    case EventKind.Realloc: {
      if (journal.originOf(event) === NO_EVENT) return [alloc()];
      if (trace.sizeOf(event) === 0) return [free()];
      return journal.blockOf(event) === NONE ? [alloc()] : [alloc(), free()];
    }
    case EventKind.Mark:
      return [];
  }
}

const ALLOC_TEXT = logLine.alloc(0, 0).length - 2;
const FREE_TEXT = logLine.free(0).length - 1;

/** Events between two sums that are kept: to add up so many takes some hundredth of a millisecond. */
const EVENTS_PER_SUM = 4096;

/**
 * How many bytes the events write to the debug log: what their lines have, without making them.
 * Every event is added once, so what is the same for all of them is found out before.
 */
export class LogBytes {
  /** Bytes written before each EVENTS_PER_SUM-th event. */
  private readonly sums: number[] = [];
  private total: number;
  private readonly defaultAlignText: number;
  /** Length of a free's line if every address of the heap has as many digits; else 0. */
  private readonly freeText: number;

  constructor(
    private trace: Trace,
    private readonly journal: Journal,
    private readonly config: ReplayConfig,
  ) {
    this.total = logLine.init(config.size).length;
    this.defaultAlignText = decimalDigits(config.align);
    const { base, size } = config;
    const digits = hexDigits(base);
    this.freeText = digits === hexDigits(base + size) ? FREE_TEXT + digits : 0;
  }

  /** Goes on with a trace that begins with the same events. */
  extend(trace: Trace): void {
    this.trace = trace;
  }

  /** The same of the first `at` events, for a trace and a journal that begin with them. */
  firstEvents(at: number, trace: Trace, journal: Journal): LogBytes {
    const copy = new LogBytes(trace, journal, this.config);
    copy.sums.push(...this.sums.slice(0, Math.ceil(at / EVENTS_PER_SUM)));
    copy.total = this.before(at);
    return copy;
  }

  /** Adds the next event of the journal. */
  add(event: number): void {
    if (event % EVENTS_PER_SUM === 0) this.sums.push(this.total);
    this.total += this.of(event);
  }

  /** Bytes written by `init` and the first `at` events, which must have been added. */
  before(at: number): number {
    const index = Math.min(Math.floor(at / EVENTS_PER_SUM), this.sums.length - 1);
    if (index < 0) return this.total;
    let sum = this.sums[index];
    for (let event = index * EVENTS_PER_SUM; event < at; event++) sum += this.of(event);
    return sum;
  }

  private of(event: number): number {
    const { trace, journal } = this;
    const kind: EventKind = trace.kind[event];
    switch (kind) {
      case EventKind.Alloc:
      case EventKind.Calloc:
        return this.ofAlloc(event);
      case EventKind.Free:
        return this.ofFree(event);
      case EventKind.Realloc: {
        if (journal.isRefused(event)) return 0;
        if (journal.originOf(event) === NO_EVENT) return this.ofAlloc(event);
        if (trace.sizeOf(event) === 0) return this.ofFree(event);
        const moved = journal.blockOf(event) !== NONE;
        return this.ofAlloc(event) + (moved ? this.ofFree(event) : 0);
      }
      case EventKind.Mark:
        return 0;
    }
  }

  private ofAlloc(event: number): number {
    const align = this.trace.alignOf(event);
    const alignText = align === undefined ? this.defaultAlignText : decimalDigits(align);
    return ALLOC_TEXT + decimalDigits(this.trace.sizeOf(event)) + alignText;
  }

  private ofFree(event: number): number {
    const { trace, journal, freeText } = this;
    const { base, align } = this.config;
    const origin = journal.originOf(event);
    if (origin === NO_EVENT) return journal.isRefused(event) ? 0 : FREE_TEXT + 1;
    if (freeText > 0) return freeText;
    return FREE_TEXT + hexDigits(base + pointerOf(trace, journal, base, event, align));
  }
}

/** How many digits a number has. */
function decimalDigits(value: number): number {
  if (value < 100) return value < 10 ? 1 : 2;
  if (value < 10_000) return value < 1000 ? 3 : 4;
  let count = 5;
  for (let bound = 100_000; value >= bound; bound *= 10) count++;
  return count;
}

function hexDigits(value: number): number {
  let count = 1;
  for (let bound = 16; value >= bound; bound *= 16) count++;
  return count;
}
