import { NONE } from '../../../engine/block';
import { alignmentOf } from '../../../replay/execute';
import { NO_EVENT } from '../../../replay/journal';
import type { Replay } from '../../../replay/replay';
import { EventKind } from '../../../trace/trace';
import { Operation, Rows, type Workload } from './workload';

/** Sizes from here on fit into no heap, and not into a row either. */
const MOST_SIZE = 2 ** 32 - 1;

/**
 * The allocator's operations of a trace that was carried out, without ids: what was refused, marks,
 * frees of the null pointer and of failed allocations are left out.
 */
export function recordedRows(name: string, replay: Replay): Workload {
  const { trace, journal, eventCount } = replay;
  const { size: heapSize, layout, policy, align } = replay.config;
  const rows = new Rows();
  const slotOf = new Int32Array(eventCount).fill(-1);
  const unused: number[] = [];
  // The first takes what failed: it is never freed.
  let slots = 1;
  for (let event = 0; event < eventCount; event++) {
    const kind: EventKind = trace.kind[event];
    const isFree = kind === EventKind.Free;
    if (kind === EventKind.Mark || trace.sizeOf(event) >= MOST_SIZE) continue;
    const origin = isFree || kind === EventKind.Realloc ? journal.originOf(event) : NO_EVENT;
    const slot = origin === NO_EVENT ? -1 : slotOf[origin];
    const result = journal.blockOf(event);
    if (isFree || (slot >= 0 && result === NONE && trace.sizeOf(event) === 0)) {
      if (slot < 0) continue;
      rows.add(Operation.Free, slot);
      unused.push(slot);
    } else if (slot >= 0) {
      rows.add(Operation.Realloc, slot, trace.sizeOf(event), alignmentOf(trace, event, align));
      if (result !== NONE) slotOf[event] = slot;
    } else if (kind !== EventKind.Realloc || result !== NONE) {
      const place = result === NONE ? 0 : (unused.pop() ?? slots++);
      const operation = kind === EventKind.Calloc ? Operation.Calloc : Operation.Alloc;
      rows.add(operation, place, trace.sizeOf(event), alignmentOf(trace, event, align));
      slotOf[event] = result === NONE ? -1 : place;
    }
  }
  return { name, heapSize, layout, policy, slots, rows: rows.toArray(), setup: 0 };
}
