import type { Explanation } from '../engine/explain';
import { measure } from '../engine/metrics';
import { BlockList } from '../projection/blockList';
import { blockWindow, tableRows, type TableOrder } from '../projection/blockTable';
import { freeListView } from '../projection/freeListView';
import { mapWindow } from '../projection/heapMap';
import { logView } from '../projection/logView';
import { selectedBlock } from '../projection/selectedBlock';
import { stepReport } from '../projection/stepReport';
import type { BlockWindow, FreeListWindow, MapDensity, MapSegments } from '../protocol/messages';
import type { FreeListView, LogView, Metrics, SelectedBlock, StepReport } from '../protocol/state';
import type { Replay } from '../replay/replay';

/**
 * What can be seen of a heap at one moment, made when first asked for. Belongs to one revision:
 * the session makes a new one with every change.
 */
export class Projections {
  private blockList: BlockList | undefined;
  private explanations: readonly Explanation[] | undefined;
  private table: { readonly order: TableOrder; readonly rows: Uint32Array } | undefined;

  constructor(
    private readonly replay: Replay,
    readonly revision: number,
  ) {}

  get blocks(): BlockList {
    return (this.blockList ??= new BlockList(this.replay.heap));
  }

  get step(): StepReport | null {
    return stepReport(this.replay, this.explained);
  }

  get freeList(): FreeListView {
    return freeListView(this.replay.heap, this.explained);
  }

  get metrics(): Metrics {
    return measure(this.replay.heap);
  }

  get log(): LogView {
    return logView(this.replay);
  }

  selected(block: number | null): SelectedBlock | null {
    return selectedBlock(this.replay, this.blocks, block);
  }

  blockWindow(order: TableOrder, start: number, count: number): BlockWindow {
    return blockWindow(this.replay, this.blocks, this.rows(order), start, count, this.revision);
  }

  /** Where a block stands in the table; -1 if it is filtered out or gone. */
  blockRow(order: TableOrder, block: number): number {
    if (!this.blocks.has(block)) return -1;
    return this.rows(order).indexOf(this.blocks.indexAt(block));
  }

  mapWindow(from: number, to: number, cells: number): MapSegments | MapDensity {
    return mapWindow(this.blocks, from, to, cells, this.revision);
  }

  freeListWindow(start: number, count: number): FreeListWindow {
    const { heap } = this.replay;
    const blocks: number[] = [];
    let index = 0;
    for (let block = heap.head; block >= 0; block = heap.nextFree(block), index++) {
      if (index >= start && index < start + count) blocks.push(block);
    }
    return {
      revision: this.revision,
      total: index,
      start,
      block: Uint32Array.from(blocks),
      size: Uint32Array.from(blocks, (block) => heap.blockSize(block)),
    };
  }

  bytes(from: number, count: number): Uint8Array {
    return this.replay.heap.memory.bytes.slice(from, from + count);
  }

  private get explained(): readonly Explanation[] {
    return (this.explanations ??= this.replay.explainLast());
  }

  private rows(order: TableOrder): Uint32Array {
    const known = this.table;
    if (
      known !== undefined &&
      known.order.sort === order.sort &&
      known.order.descending === order.descending &&
      known.order.filter === order.filter
    ) {
      return known.rows;
    }
    const rows = tableRows(this.replay, this.blocks, order);
    this.table = { order, rows };
    return rows;
  }
}
