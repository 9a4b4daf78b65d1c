import type { Trace } from '../trace/trace';

/** So many events from the one that is looked for must be the same, as far as there are as many. */
const ALIKE = 32;

/**
 * How many events have happened in `after` where `at` have in `before`, a trace that was edited into
 * it in one place; undefined where the last of them is no longer there.
 * @param shared what `sharedEvents` says of both
 */
export function sameMoment(
  before: Trace,
  at: number,
  after: Trace,
  shared: number,
): number | undefined {
  if (at <= shared) return at;
  // It lies in or behind what was edited: then it is as far from the end as before.
  const moved = at + after.eventCount - before.eventCount;
  if (at > before.eventCount || moved < 1) return undefined;
  const last = Math.min(at + ALIKE, before.eventCount);
  for (let event = at - 1; event < last; event++) {
    if (!isSameEvent(before, event, after, moved - at + event)) return undefined;
  }
  return moved;
}

/** Whether two events say the same, wherever they stand. */
function isSameEvent(a: Trace, event: number, b: Trace, other: number): boolean {
  return (
    a.kind[event] === b.kind[other] &&
    a.align[event] === b.align[other] &&
    a.sizeOf(event) === b.sizeOf(other) &&
    a.idText(a.id[event]) === b.idText(b.id[other]) &&
    a.idText(a.newIdOf(event)) === b.idText(b.newIdOf(other))
  );
}
