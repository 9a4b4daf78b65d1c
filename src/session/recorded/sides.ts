import { NONE } from '../../engine/block';
import { FREE } from '../../projection/blockList';
import type { TraceSession } from '../traceSession';

/** Shows the heap as it is simulated, or as the program had it. What was selected stays selected. */
export function showHeap(session: TraceSession | undefined, which: 'simulated' | 'recorded'): void {
  if (session === undefined || session.studies.recorded.shown === (which === 'recorded')) return;
  const { recorded } = session.studies;
  if (which === 'recorded') {
    if (session.trace?.hasAddresses !== true) return;
    const block = session.projections?.selected(session.selection) ?? null;
    if (block?.live) recorded.select(block.live.allocEvent - 1);
  }
  recorded.show(which === 'recorded');
}

/** Selects what an event (from 0) made, in both heaps, wherever the cursor is or is going. */
export function selectMade(session: TraceSession, event: number): void {
  const { recorded } = session.studies;
  // To select in a heap that is not shown would be a change that nobody sees.
  if (recorded.shown) recorded.select(event);
  // The journal knows the block. The heap is not there yet where the way to the event takes a while.
  const block = session.replay?.journal.blockOf(event) ?? NONE;
  if (block !== NONE) session.select(block);
}

/** Selects what an event (from 1) made, in both heaps. */
export function selectRecorded(session: TraceSession | undefined, made: number | null): void {
  if (session === undefined) return;
  const event = made === null || made === 0 ? null : made - 1;
  session.studies.recorded.select(event);
  session.select(event === null ? null : simulatedBlock(session, event));
}

/** Where the simulated heap has the block that an event made, or null if it has none. */
function simulatedBlock({ projections }: TraceSession, event: number): number | null {
  if (projections === undefined) return null;
  const { tag, requested, blocks } = projections.blocks;
  for (let row = tag.indexOf(event); row >= 0; row = tag.indexOf(event, row + 1)) {
    if (requested[row] !== FREE) return blocks[row];
  }
  return null;
}
