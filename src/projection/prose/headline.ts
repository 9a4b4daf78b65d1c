import { NONE } from '../../engine/block';
import { formatHex } from '../../base/format';
import type { Span, StepOutcome } from '../../protocol/state';
import { NO_EVENT } from '../../replay/journal';
import { describeOutcome, Outcome } from '../../replay/outcome';
import type { ReplayState } from '../../replay/replayState';
import { EventKind, NULL_ID } from '../../trace/trace';
import { bytes, userLink } from './words';

/** What came of an event, in one line. The words are the same whatever event `replay` is at. */
export function headlineOf(replay: ReplayState, event: number): Span[] {
  const { trace, journal } = replay;
  const outcome: Outcome = journal.outcome[event];
  const id = trace.idText(trace.id[event]);
  const related = journal.relatedTo(event);
  switch (outcome) {
    case Outcome.OutOfMemory: {
      const moves = trace.kind[event] === EventKind.Realloc && replay.pointerOf(event) !== NONE;
      const kept = moves ? ', and the old block stays as it is' : '';
      return [
        `Out of memory: no free block holds ${bytes(trace.sizeOf(event))}. The result is null${kept}.`,
      ];
    }
    case Outcome.DoubleFree:
      return [`Double free: ${id} was freed before${onLine(replay, related)}. Nothing was done.`];
    case Outcome.UnknownFree:
      return [`Free of ${id}, which was never allocated. Nothing was done.`];
    case Outcome.ReallocFreed:
      return [
        `Realloc of ${id}, which was freed before${onLine(replay, related)}. Nothing was done.`,
      ];
    case Outcome.UnknownRealloc:
      return [`Realloc of ${id}, which was never allocated. It was carried out as an allocation.`];
    case Outcome.LiveId: {
      const name = trace.idText(trace.newIdOf(event));
      return [
        `${name}, allocated${onLine(replay, related)}, is still live: the trace cannot be right. `,
        'From here on the id names the new block.',
      ];
    }
    case Outcome.MidwayFree:
      return [`Free of ${id}, which was allocated before the capture began. Nothing was done.`];
    case Outcome.MidwayRealloc:
      return [
        `Realloc of ${id}, which was allocated before the capture began. `,
        'It was carried out as an allocation.',
      ];
    case Outcome.OfNull:
    case Outcome.Done:
      return doneHeadline(replay, event, outcome);
  }
}

function doneHeadline(replay: ReplayState, event: number, outcome: Outcome): Span[] {
  const { trace, journal, heap } = replay;
  const user = replay.userOf(event);
  const kind: EventKind = trace.kind[event];
  switch (kind) {
    case EventKind.Mark:
      return ['A mark: nothing was done.'];
    case EventKind.Free:
      return outcome === Outcome.OfNull
        ? [`${ofNull(replay, event, 'Freeing')} does nothing.`]
        : ['Freed ', userLink(heap, ...livedAt(replay, journal.originOf(event))), '.'];
    case EventKind.Realloc:
      if (user === NONE) return ['Freed: realloc to size 0 gives null.'];
      if (outcome === Outcome.OfNull)
        return allocatedAt(replay, event, `${ofNull(replay, event, 'Realloc of')} allocates`);
      return movedTo(replay, event);
    case EventKind.Alloc:
    case EventKind.Calloc:
      return allocatedAt(
        replay,
        event,
        kind === EventKind.Calloc ? 'Allocated and zeroed' : 'Allocated',
      );
  }
}

/** An id stands for the null pointer, too, after an allocation that failed or a realloc to size 0. */
function ofNull({ trace }: ReplayState, event: number, verb: string): string {
  if (trace.id[event] === NULL_ID) return `${verb} null`;
  const id = trace.idText(trace.id[event]);
  return `The id ${id} stands for null here. ${verb} null`;
}

function allocatedAt(replay: ReplayState, event: number, verb: string): Span[] {
  const { trace, heap } = replay;
  const user = replay.userOf(event);
  const at = userLink(heap, heap.blockOfUser(user), user);
  return [`${verb} ${bytes(trace.sizeOf(event))} at `, at, '.'];
}

function movedTo(replay: ReplayState, event: number): Span[] {
  const { heap } = replay;
  const user = replay.userOf(event);
  const old = replay.pointerOf(event);
  const to = userLink(heap, heap.blockOfUser(user), user);
  if (old === user) return ['Resized in place at ', to, '.'];
  return ['Moved from ', formatHex(heap.config.base + old), ' to ', to, '.'];
}

/** Block and user offset of an allocation that may be gone: the free block that now covers it. */
function livedAt(replay: ReplayState, origin: number): [block: number, user: number] {
  const user = replay.userOf(origin);
  return [replay.heap.freeBefore(user), user];
}

function onLine({ trace }: ReplayState, event: number): string {
  return event === NO_EVENT ? '' : ` on line ${trace.lineOf(event) + 1}`;
}

/** How the outcome is shown. */
export function stepOutcome(replay: ReplayState, event: number): StepOutcome {
  if (replay.trace.kind[event] === EventKind.Mark) return 'mark';
  const outcome: Outcome = replay.journal.outcome[event];
  if (outcome === Outcome.OutOfMemory) return 'failed';
  return describeOutcome(outcome).class;
}
