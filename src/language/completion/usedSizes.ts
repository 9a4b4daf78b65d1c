import { EventKind, type Trace } from '../../trace/trace';
import type { Suggestion } from './suggestion';

/** How many events above a caret are looked at. */
const MOST_EVENTS = 4096;
const MOST_SIZES = 12;

/** The sizes asked for before an event: the one just above, then the most frequent. */
export function usedSizes(trace: Trace, before: number): Suggestion[] {
  const counts = new Map<number, number>();
  for (let event = before - 1; event >= Math.max(0, before - MOST_EVENTS); event--) {
    const kind: EventKind = trace.kind[event];
    if (kind === EventKind.Free || kind === EventKind.Mark) continue;
    const size = trace.sizeOf(event);
    counts.set(size, (counts.get(size) ?? 0) + 1);
  }
  // A map keeps the order in which its keys came: the newest first.
  const [newest, ...others] = counts;
  if (newest === undefined) return [];
  return [newest, ...others.toSorted(([, a], [, b]) => b - a)]
    .slice(0, MOST_SIZES)
    .map(([size, count]) => ({
      kind: 'size',
      label: String(size),
      detail: count === 1 ? 'used once above' : `used ${count} times above`,
    }));
}
