import type { BlockList } from '../projection/blockList';
import type { BlockPaint } from '../projection/blockPaint';
import { blockWindow, type TableOrder, type TableRows } from '../projection/blockTable';
import { fragmentationWindow } from '../projection/fragmentationView';
import { freeListWindow } from '../projection/freeListView';
import { mapWindow } from '../projection/heapMap';
import { selectedBlock } from '../projection/selectedBlock';
import { timelineWindow } from '../projection/timelineView';
import type { FragmentationWindow } from '../protocol/fragmentation';
import type { Coloring, MapWindow } from '../protocol/heapMap';
import type { BlockWindow, FreeListWindow, TimelineWindow } from '../protocol/messages';
import type { FreeListView, LogView, Metrics, SelectedBlock, StepReport } from '../protocol/state';
import type { Replay } from '../replay/replay';
import type { HeapViews } from './heapViews';

/** What can be seen of a heap at one revision of its session; the session makes one with every change. */
export class Projections {
  constructor(
    private readonly replay: Replay,
    private readonly views: HeapViews,
    readonly revision: number,
  ) {}

  get blocks(): BlockList {
    return this.views.blocks;
  }

  get step(): StepReport | null {
    return this.views.step;
  }

  get freeList(): FreeListView {
    return this.views.freeList;
  }

  get metrics(): Metrics {
    return this.views.metrics;
  }

  get log(): LogView {
    return this.views.log;
  }

  selected(block: number | null): SelectedBlock | null {
    return selectedBlock(this.replay, this.blocks, block);
  }

  blockWindow(order: TableOrder, start: number, count: number): BlockWindow | Promise<BlockWindow> {
    const windowOf = (rows: TableRows) =>
      blockWindow(this.replay, this.blocks, rows, start, count, this.revision);
    const rows = this.views.rows(order);
    return rows instanceof Promise ? rows.then(windowOf) : windowOf(rows);
  }

  /** Where a block stands in the table; -1 if it is filtered out or gone. */
  blockRow(order: TableOrder, block: number): number | Promise<number> {
    if (!this.blocks.has(block)) return -1;
    const rowOf = (rows: TableRows) => rows.indexOf(this.blocks.indexAt(block));
    const rows = this.views.rows(order);
    return rows instanceof Promise ? rows.then(rowOf) : rowOf(rows);
  }

  mapWindow(
    from: number,
    to: number,
    cells: number,
    coloring: Coloring = 'state',
  ): MapWindow | Promise<MapWindow> {
    const windowOf = (paint: BlockPaint | undefined) =>
      mapWindow(this.replay, this.blocks, from, to, cells, this.revision, paint);
    const paint = this.views.paint(coloring);
    return paint instanceof Promise ? paint.then(windowOf) : windowOf(paint);
  }

  freeListWindow(start: number, count: number): FreeListWindow {
    return freeListWindow(this.blocks, start, count, this.revision);
  }

  /** The whole trace, whatever the moment: stamped with this revision all the same. */
  timelineWindow(points: number): TimelineWindow {
    const { timeline, journal } = this.replay;
    return timelineWindow(timeline, journal.length, points, this.revision);
  }

  fragmentation(): FragmentationWindow {
    return fragmentationWindow(this.replay, this.blocks, this.revision);
  }

  bytes(from: number, count: number): Uint8Array {
    return this.replay.heap.memory.bytes.slice(from, from + count);
  }
}
