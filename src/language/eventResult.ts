import { BACK_POINTER_SIZE, HEADER_SIZE, NONE } from '../engine/block';
import { roomOf, type Room } from '../projection/prose/room';
import { alignmentOf } from '../replay/execute';
import { NO_EVENT } from '../replay/journal';
import type { ReplayState } from '../replay/replayState';
import type { ReplayView } from '../replay/replayView';
import { goTo } from '../replay/secondHeap';
import { EventKind } from '../trace/trace';
import type { Work } from './slices';

/** What an event came to, as far as its line is to show it. Addresses, and sizes in bytes. */
export type EventResult =
  | {
      readonly kind: 'allocated';
      readonly address: number;
      readonly block: number;
      readonly padding: number;
      readonly align: number;
    }
  | { readonly kind: 'failed'; readonly room: Room | undefined }
  | { readonly kind: 'freed'; readonly merge: Merge | undefined }
  | { readonly kind: 'nothing' };

/** The free block that came of a free. */
export interface Merge {
  readonly address: number;
  readonly size: number;
  /** Whether the free block before, or after, became part of it. */
  readonly before: boolean;
  readonly after: boolean;
}

const NOTHING = { kind: 'nothing' } as const;

/**
 * What the journal alone knows of an event's result; that is all of it but `room` and `merge`.
 * @param replay may be at any event
 */
export function knownResult(replay: ReplayState, event: number): EventResult {
  const { trace, journal, heap, config } = replay;
  if (journal.ranOutOfMemory(event)) return { kind: 'failed', room: undefined };
  const block = journal.blockOf(event);
  if (block !== NONE) {
    const user = replay.userOf(event);
    return {
      kind: 'allocated',
      address: heap.config.base + user,
      block: heap.config.base + block,
      padding: user - block - HEADER_SIZE - BACK_POINTER_SIZE,
      align: alignmentOf(trace, event, config.align),
    };
  }
  const kind: EventKind = trace.kind[event];
  const isFree = kind === EventKind.Free || kind === EventKind.Realloc;
  if (!isFree || journal.originOf(event) === NO_EVENT) return NOTHING;
  return { kind: 'freed', merge: undefined };
}

/** All of an event's result. Moves the view to the event where the journal does not know enough. */
export function* resultOf(view: ReplayView, event: number): Work<EventResult> {
  const known = knownResult(view, event);
  if (known.kind !== 'failed' && known.kind !== 'freed') return known;
  yield* goTo(view, event);
  if (known.kind === 'failed') {
    return { kind: 'failed', room: roomOf(view.heap, view.trace.sizeOf(event)) };
  }
  return { kind: 'freed', merge: mergeOf(view, event) };
}

/** Carries the free out that the view stands before. */
function mergeOf(view: ReplayView, event: number): Merge {
  const { heap, journal } = view;
  const block = journal.blockOf(journal.originOf(event));
  const end = block + HEADER_SIZE + heap.blockSize(block);
  view.step();
  // The free block that begins at the freed one, or has taken it in.
  const free = heap.freeBefore(block + 1);
  const size = heap.blockSize(free);
  return {
    address: heap.config.base + free,
    size,
    before: free < block,
    after: free + HEADER_SIZE + size > end,
  };
}
