import { errorText } from '../../base/errorText';
import { recordedMapWindow } from '../../projection/recorded/recordedMap';
import { recordedSelection } from '../../projection/recorded/recordedSelection';
import { recordedStep } from '../../projection/recorded/recordedStep';
import { recordedSummary } from '../../projection/recorded/recordedSummary';
import { recordedFilter, recordedWindow } from '../../projection/recorded/recordedTable';
import type { RECORDED_REQUESTS, RecordedMoment } from '../../protocol/recorded';
import { NO_RANK } from '../../replay/recorded/recordedBlocks';
import type { RecordedHeap } from '../../replay/recorded/recordedHeap';
import type { RequestHandlers } from '../receiver';
import { onceKnown } from '../tableViews';
import type { TraceSession } from '../traceSession';

type Answer<T> = T | Promise<T>;
/** Answers from what is shown now, in the view's own revision. */
export type Windowed = <T extends { readonly revision: number }>(
  answer: () => Answer<T>,
) => Answer<T>;

/** Answers what one view asks about the recorded heap. */
export function recordedRequests(
  sessionShown: () => TraceSession,
  windowed: Windowed,
): RequestHandlers<typeof RECORDED_REQUESTS> {
  /** Answers once the recorded heap is where the session's cursor is. */
  const answered = <T extends { readonly revision: number }>(
    answer: (heap: RecordedHeap, session: TraceSession) => Answer<T>,
  ): Answer<T> =>
    windowed(() => {
      const session = sessionShown();
      const { trace, at, studies } = session;
      if (trace === undefined) throw new Error('No trace is open.');
      const heap = studies.recorded.heapAt(trace, at);
      return onceKnown(heap, (there) => answer(there, session));
    });
  return {
    recordedMoment: () => answered(momentOf),
    recordedMap: ({ from, to, cells }) =>
      answered((heap, { studies }) =>
        studies.recorded.inSlices(heap, recordedMapWindow(heap, from, to, cells)),
      ),
    recordedRows: ({ start, count, ...order }) =>
      answered((heap, { studies }) =>
        onceKnown(studies.recorded.table.rows(heap, order), (rows) =>
          recordedWindow(heap, rows, start, count),
        ),
      ),
    // Of no moment: rows may be overtaken while the cursor moves, which says nothing of the filter.
    checkRecordedFilter: ({ filter }) => ({ problem: problemOf(filter) }),
    recordedRow: ({ made, ...order }) =>
      answered((heap, { studies }) => {
        const rank = made === 0 ? NO_RANK : heap.blocks.madeBy(made - 1);
        const place = heap.live.indexOf(rank);
        return onceKnown(studies.recorded.table.rows(heap, order), (rows) => ({
          revision: 0,
          row: place < 0 ? -1 : rows.indexOf(place),
        }));
      }),
  };
}

function problemOf(filter: string): string | null {
  try {
    recordedFilter(filter);
    return null;
  } catch (error) {
    return errorText(error);
  }
}

function momentOf(heap: RecordedHeap, { studies }: TraceSession): Answer<RecordedMoment> {
  const { recorded } = studies;
  const summary = recorded.inSlices(heap, recordedSummary(heap));
  return onceKnown(summary, ({ metrics, regions }) => ({
    revision: 0,
    made: heap.at > 0 && heap.blocks.madeBy(heap.at - 1) !== NO_RANK ? heap.at : 0,
    step: recordedStep(heap),
    metrics,
    regions,
    selection: recordedSelection(heap, recorded.selection),
  }));
}
