import type { Work } from '../base/work';
import { NONE } from '../engine/block';
import type { RangeSummary } from '../protocol/timeline';
import { NO_EVENT, type Journal } from '../replay/journal';
import { Outcome } from '../replay/outcome';
import { EventKind, type Trace } from '../trace/trace';
import type { EventSpan } from './timelineRange';

/** Events looked at between two yields: a millisecond at most. */
const EVENTS_AT_ONCE = 8192;

/** A range as it is summed up beside any generation. */
export type RangeSums = Omit<RangeSummary, 'revision'>;

/** What the events of a range did, from the journal alone. */
export function* rangeSums(
  trace: Trace,
  journal: Journal,
  { from, to }: EventSpan,
): Work<RangeSums> {
  const made = { count: 0, bytes: 0 };
  const freed = { count: 0, bytes: 0 };
  const gone = { count: 0, bytes: 0 };
  let failures = 0;
  let marks = 0;
  for (let event = from; event < to; event++) {
    if ((event - from) % EVENTS_AT_ONCE === EVENTS_AT_ONCE - 1) yield;
    const outcome: Outcome = journal.outcome[event];
    if (trace.kind[event] === EventKind.Mark) marks++;
    else if (outcome === Outcome.OutOfMemory) failures++;
    else {
      if (journal.blockOf(event) !== NONE) {
        made.count++;
        made.bytes += trace.sizeOf(event);
      }
      const origin = journal.originOf(event);
      if (origin === NO_EVENT) continue;
      const size = trace.sizeOf(origin);
      freed.count++;
      freed.bytes += size;
      if (origin < from) continue;
      gone.count++;
      gone.bytes += size;
    }
  }
  return {
    from,
    to,
    made: made.count,
    madeBytes: made.bytes,
    freed: freed.count,
    freedBytes: freed.bytes,
    survivors: made.count - gone.count,
    survivorBytes: made.bytes - gone.bytes,
    failures,
    marks,
  };
}
