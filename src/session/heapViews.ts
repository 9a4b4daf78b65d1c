import type { Explanation } from '../engine/explain';
import { measure } from '../engine/metrics';
import { BlockList } from '../projection/blockList';
import { tableRowsInParts, type TableOrder, type TableRows } from '../projection/blockTable';
import { regionsOf } from '../projection/drawing/regions';
import { stepDrawing } from '../projection/drawing/stepDrawing';
import { freeListView } from '../projection/freeList/freeListView';
import { logView } from '../projection/logView';
import { stepReport } from '../projection/stepReport';
import type { StepDrawing } from '../protocol/drawing';
import type { FreeListView } from '../protocol/freeList';
import type { LogView } from '../protocol/log';
import type { Metrics, StepReport } from '../protocol/state';
import type { Replay } from '../replay/replay';
import { BytesBefore } from './bytesBefore';
import { Slices, type Scheduler } from './scheduler';

/** The table's rows in one order, there or under way. */
interface Table {
  readonly at: number;
  readonly order: TableOrder;
  rows: TableRows | Promise<TableRows>;
}

/** The other views of one state, made when first asked for. */
interface Moment {
  readonly at: number;
  step?: StepReport | null;
  freeList?: FreeListView;
  metrics?: Metrics;
  log?: LogView;
  drawing?: StepDrawing | null;
}

/**
 * What can be seen of a replay's heap. Kept as long as the cursor stays where it is, whatever else
 * changes, and carried along where it moves by one event: 300,000 blocks take 15 ms to list anew.
 */
export class HeapViews {
  private list: BlockList | undefined;
  private listAt = 0;
  /** The last two, because a step back is followed by what the event left behind did. */
  private explained: { readonly at: number; readonly explanations: readonly Explanation[] }[] = [];
  private moment: Moment = { at: -1 };
  private table: Table | undefined;

  /** The heap's bytes before the last event. */
  readonly bytesBefore: BytesBefore;

  constructor(
    private readonly replay: Replay,
    private readonly scheduler: Scheduler,
  ) {
    this.bytesBefore = new BytesBefore(replay);
  }

  get blocks(): BlockList {
    const { at, heap } = this.replay;
    const { listAt } = this;
    if (this.list === undefined) this.list = new BlockList(heap);
    else if (listAt !== at) {
      const between = listAt === at - 1 ? this.explanations : this.known(at + 1);
      if (Math.abs(listAt - at) === 1 && between !== undefined) this.list.follow(between);
      else this.list.readAll();
    }
    this.listAt = at;
    return this.list;
  }

  /** Why the last event did what it did. */
  get explanations(): readonly Explanation[] {
    const { at } = this.replay;
    const known = this.known(at);
    if (known !== undefined) return known;
    const explanations = this.replay.explainLast();
    this.explained = [{ at, explanations }, ...this.explained.slice(0, 1)];
    return explanations;
  }

  get step(): StepReport | null {
    return (this.now.step ??= stepReport(this.replay, this.explanations));
  }

  get freeList(): FreeListView {
    return (this.now.freeList ??= freeListView(this.blocks, this.explanations));
  }

  get metrics(): Metrics {
    return (this.now.metrics ??= measure(this.replay.heap, this.blocks.freeSizes));
  }

  get log(): LogView {
    return (this.now.log ??= logView(this.replay));
  }

  /** What the last event changed, as a drawing. */
  get drawing(): StepDrawing | null {
    return (this.now.drawing ??= this.draw());
  }

  /** The table in an order; a promise where that takes longer than others should wait. */
  rows(order: TableOrder): TableRows | Promise<TableRows> {
    const { at } = this.replay;
    if (this.table?.at === at && isSame(this.table.order, order)) return this.table.rows;
    const work = tableRowsInParts(this.replay, this.blocks, order);
    const table: Table = { at, order, rows: new Uint32Array(0) };
    const rows = this.workOn(work, new Slices(this.scheduler));
    table.rows = rows ?? this.workLater(work, table);
    this.table = table;
    return table.rows;
  }

  private draw(): StepDrawing | null {
    const { replay, blocks, explanations } = this;
    if (replay.at === 0) return null;
    const regions = regionsOf(blocks, explanations, replay.journal.originOf(replay.at - 1));
    return stepDrawing(blocks, regions, explanations, replay.trace, this.step?.touched ?? []);
  }

  private workOn(
    work: Generator<void, TableRows, undefined>,
    slices: Slices,
  ): TableRows | undefined {
    for (;;) {
      const { done, value } = work.next();
      if (done === true) return value;
      if (slices.isOver) return undefined;
    }
  }

  private async workLater(
    work: Generator<void, TableRows, undefined>,
    table: Table,
  ): Promise<TableRows> {
    const slices = new Slices(this.scheduler);
    for (;;) {
      // One slice after the other is the point.
      // oxlint-disable-next-line no-await-in-loop
      await slices.rest();
      // The columns that it reads go on with the heap.
      if (this.replay.at !== table.at || this.table !== table)
        throw new Error('This was overtaken.');
      const rows = this.workOn(work, slices);
      if (rows !== undefined) return (table.rows = rows);
    }
  }

  private get now(): Moment {
    const { at } = this.replay;
    if (this.moment.at !== at) this.moment = { at };
    return this.moment;
  }

  private known(at: number): readonly Explanation[] | undefined {
    return this.explained.find((each) => each.at === at)?.explanations;
  }
}

function isSame(a: TableOrder, b: TableOrder): boolean {
  return a.sort === b.sort && a.descending === b.descending && a.filter === b.filter;
}
