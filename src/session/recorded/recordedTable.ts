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

/** Two inspectors may sort differently, and the map asks for the order of addresses. */
const ORDERS_KEPT = 3;

/** The table of recorded blocks in its last orders, kept as long as the cursor stays where it is. */
export class RecordedTable {
  private made: Made[] = [];

  constructor(private readonly scheduler: Scheduler) {}

  /** The rows in an order. @throws Error if its filter cannot be read or asked of a recording */
  rows(heap: RecordedHeap, order: RecordedOrder): TableRows | Promise<TableRows> {
    const { sort, descending, filter } = order;
    const key = `${sort} ${descending} ${filter}`;
    const { at } = heap;
    const here = this.made.filter((each) => each.heap === heap && each.at === at);
    const known = here.find((each) => each.key === key);
    if (known !== undefined) return known.rows;
    const made: Made = { heap, at, key, rows: new Uint32Array(0) };
    this.made = [made, ...here].slice(0, ORDERS_KEPT);
    const forget = () => void (this.made = this.made.filter((each) => each !== made));
    const isOvertaken = () => !this.made.includes(made) || heap.at !== at;
    try {
      made.rows = inSlices(recordedTableRows(heap, order), this.scheduler, isOvertaken);
    } catch (error) {
      forget();
      throw error;
    }
    if (made.rows instanceof Promise) made.rows.then((rows) => (made.rows = rows), forget);
    return made.rows;
  }
}
