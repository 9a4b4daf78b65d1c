import { histogramOf, soundFilter, type TableRows } from '../projection/blockTable';
import type { BlockList } from '../projection/blockList';
import { filteredRows } from '../projection/filter/filteredRows';
import { sortedRows } from '../projection/tableSort';
import type { BlockHistogram, TableOrder } from '../protocol/blockTable';
import { lifeEndsOf, type LifeEnds } from '../replay/lifeEnds';
import type { Replay } from '../replay/replay';
import type { Trace } from '../trace/trace';
import type { Scheduler } from './scheduler';
import { inSlices } from './slicedWork';

/** Something made of the blocks after `at` events of a trace, there or under way. */
interface Made<T> {
  readonly key: string;
  readonly at: number;
  readonly trace: Trace;
  value: T | Promise<T>;
}

/** The last order, here and where a step in either direction leads. */
const ORDERS_KEPT = 3;
/** The last filters are kept: the table's own and that of the histogram beside it. */
const FILTERS_KEPT = 2 * ORDERS_KEPT;

/**
 * The block table in its orders, kept as long as the cursor stays where it is. What takes longer
 * than others should wait is a promise.
 */
export class TableViews {
  private filtered: Made<TableRows>[] = [];
  private sorted: Made<TableRows>[] = [];
  private ends: { readonly length: number; value: LifeEnds | Promise<LifeEnds> } | undefined;

  /** @param blocks gives the blocks as they are at the cursor */
  constructor(
    private readonly replay: Replay,
    private readonly scheduler: Scheduler,
    private readonly blocks: () => BlockList,
  ) {}

  /** Whether rows of the blocks as they are now are being made in slices. */
  get isBusy(): boolean {
    return [...this.filtered, ...this.sorted].some(
      (each) => this.isHere(each) && each.value instanceof Promise,
    );
  }

  /** The rows in an order. @throws Error if its filter cannot be read */
  rows(order: TableOrder): TableRows | Promise<TableRows> {
    const { sort, descending, filter } = order;
    const { at, trace } = this.replay;
    const key = `${sort} ${descending} ${filter}`;
    const known = this.sorted.find((each) => this.isHere(each) && each.key === key);
    if (known !== undefined) return known.value;
    const filtered = this.rowsOf(filter);
    const sortedOf = (rows: TableRows) => (ends: LifeEnds | undefined) =>
      inSlices(
        sortedRows(this.replay, this.blocks(), rows, order, ends),
        this.scheduler,
        () => !this.sorted.includes(made) || this.replay.at !== at,
      );
    const made: Made<TableRows> = { key, at, trace, value: new Uint32Array(0) };
    // Of another order here nobody wants the rows any more.
    const others = this.sorted.filter((each) => !this.isHere(each));
    this.sorted = [made, ...others].slice(0, ORDERS_KEPT);
    made.value = onceKnown(filtered, (rows) =>
      onceKnown(sort === 'end' ? this.lifeEnds() : undefined, sortedOf(rows)),
    );
    this.settle(made);
    return made.value;
  }

  /** How many of the blocks that pass a filter there are of each size. */
  histogram(filter: string, revision: number): BlockHistogram | Promise<BlockHistogram> {
    return onceKnown(this.rowsOf(filter), (rows) => histogramOf(this.blocks(), rows, revision));
  }

  /** When each block's life ends. Looks at the whole trace, once. */
  lifeEnds(): LifeEnds | Promise<LifeEnds> {
    const { trace, journal } = this.replay;
    const { length } = journal;
    if (this.ends?.length === length) return this.ends.value;
    const ends = {
      length,
      value: inSlices(lifeEndsOf(trace, journal), this.scheduler, () => false),
    };
    this.ends = ends;
    if (ends.value instanceof Promise) {
      const forget = () => void (this.ends === ends && (this.ends = undefined));
      ends.value.then((value) => (ends.value = value), forget);
    }
    return ends.value;
  }

  private rowsOf(filter: string): TableRows | Promise<TableRows> {
    const { at, trace } = this.replay;
    const known = this.filtered.find((each) => this.isHere(each) && each.key === filter);
    if (known !== undefined) return known.value;
    const work = filteredRows(this.replay, this.blocks(), soundFilter(filter));
    const made: Made<TableRows> = { key: filter, at, trace, value: new Uint32Array(0) };
    this.filtered = [made, ...this.filtered].slice(0, FILTERS_KEPT);
    const isOvertaken = () => !this.filtered.includes(made) || this.replay.at !== at;
    made.value = inSlices(work, this.scheduler, isOvertaken);
    this.settle(made);
    return made.value;
  }

  /** Whether it is of the blocks as they are now. */
  private isHere({ at, trace }: Made<TableRows>): boolean {
    return at === this.replay.at && trace === this.replay.trace;
  }

  /** A promise that came true makes place for its value; one that failed is forgotten. */
  private settle(made: Made<TableRows>): void {
    if (!(made.value instanceof Promise)) return;
    const forget = () => {
      this.filtered = this.filtered.filter((each) => each !== made);
      this.sorted = this.sorted.filter((each) => each !== made);
    };
    made.value.then((value) => (made.value = value), forget);
  }
}

/** Goes on with a value, now or when it is there. */
export function onceKnown<T, R>(
  value: T | Promise<T>,
  next: (value: T) => R | Promise<R>,
): R | Promise<R> {
  return value instanceof Promise ? value.then(next) : next(value);
}
