import type { BlockList } from '../../src/projection/blockList';
import { soundFilter } from '../../src/projection/blockTable';
import { filteredRows, type TableRows } from '../../src/projection/filter/filteredRows';
import { sortedRows } from '../../src/projection/tableSort';
import type { TableOrder } from '../../src/protocol/blockTable';
import type { LifeEnds } from '../../src/replay/lifeEnds';
import type { Replay } from '../../src/replay/replay';
import { atOnce } from '../support/atOnce';

/** The rows of the table as filtered and sorted, at once. */
export function tableRows(
  replay: Replay,
  list: BlockList,
  order: TableOrder,
  ends?: LifeEnds,
): TableRows {
  const rows = atOnce(filteredRows(replay, list, soundFilter(order.filter)));
  return atOnce(sortedRows(replay, list, rows, order, ends));
}
