import type { TableRows } from '../../projection/filter/filteredRows';
import { recordedTableRows } from '../../projection/recorded/recordedTable';
import type { RecordedOrder } from '../../protocol/recorded';
import type { RecordedHeap } from '../../replay/recorded/recordedHeap';
import type { Scheduler } from '../scheduler';
import { inSlices } from '../slicedWork';

interface Made {
  readonly heap: RecordedHeap;
  readonly at: number;
  readonly key: string;
  rows: TableRows | Promise<TableRows>;
}

/** The table of recorded blocks in its last order, kept as long as the cursor stays where it is. */
export class RecordedTable {
  private made: Made | undefined;

  constructor(private readonly scheduler: Scheduler) {}

  /** The rows in an order. @throws Error if its filter cannot be read or asked of a recording */
  rows(heap: RecordedHeap, order: RecordedOrder): TableRows | Promise<TableRows> {
    const { sort, descending, filter } = order;
    const key = `${sort} ${descending} ${filter}`;
    const { at } = heap;
    const known = this.made;
    if (known?.heap === heap && known.at === at && known.key === key) return known.rows;
    const made: Made = { heap, at, key, rows: new Uint32Array(0) };
    this.made = made;
    const isOvertaken = () => this.made !== made || heap.at !== at;
    made.rows = inSlices(recordedTableRows(heap, order), this.scheduler, isOvertaken);
    if (made.rows instanceof Promise) {
      const forget = () => void (this.made === made && (this.made = undefined));
      made.rows.then((rows) => (made.rows = rows), forget);
    }
    return made.rows;
  }
}
