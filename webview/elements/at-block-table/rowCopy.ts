import {
  blockWindow,
  type BlockColumn,
  type BlockWindow,
  type TableOrder,
} from '../../../src/protocol/blockTable';
import { WINDOW_LIMIT } from '../../../src/protocol/message';
import type { HeapView } from '../../../src/protocol/state';
import type { Connection } from '../../connection';
import { COPY_LIMIT, rowsText, type CopyFormat } from './copyText';
import { countOf, type RowRuns } from './rowRuns';

export interface CopyRequest {
  readonly order: TableOrder;
  readonly runs: RowRuns;
  readonly columns: readonly BlockColumn[];
  readonly heap: HeapView;
  readonly format: CopyFormat;
}

/**
 * Fetches rows by window and makes a text of them.
 * @returns the text and how many rows it has; fewer than wanted where there are too many
 * @throws Error if the heap changes meanwhile: half of one and half of another would be wrong
 */
export async function copyRows(
  connection: Connection,
  { order, runs, columns, heap, format }: CopyRequest,
): Promise<{ readonly text: string; readonly rows: number; readonly isCut: boolean }> {
  const windows: BlockWindow[] = [];
  let left = COPY_LIMIT;
  for (let run = 0; run < runs.length && left > 0; run += 2) {
    const [first = 0, last = 0] = runs.slice(run, run + 2);
    const end = Math.min(last, first + left);
    for (let start = first; start < end; start += WINDOW_LIMIT) {
      const count = Math.min(WINDOW_LIMIT, end - start);
      // One after the other: the host must have its turn.
      // oxlint-disable-next-line no-await-in-loop
      const window = await connection.request(blockWindow, {
        ...order,
        start,
        count,
        ends: columns.includes('end'),
      });
      if (window.revision !== (windows[0] ?? window).revision) {
        throw new Error('The heap has changed meanwhile. Copy again.');
      }
      windows.push(window);
      left -= window.block.length;
    }
  }
  const rows = windows.reduce((sum, { block }) => sum + block.length, 0);
  return {
    text: rowsText(windows, columns, heap, format),
    rows,
    isCut: countOf(runs) > COPY_LIMIT,
  };
}
