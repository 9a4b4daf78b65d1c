import type { BlockList } from '../projection/blockList';
import type { BlockPaint } from '../projection/blockPaint';
import { blockWindow, totalsOf, type TableRows } from '../projection/blockTable';
import { bytesView } from '../projection/bytesView';
import { fragmentationWindow } from '../projection/fragmentationView';
import { freeListStretch, freeListWindow } from '../projection/freeList/freeListView';
import { mapWindow } from '../projection/heapMap';
import { selectedBlock } from '../projection/selectedBlock';
import { timelineWindow } from '../projection/timelineView';
import type { BlockHistogram, BlockTotals, BlockWindow, TableOrder } from '../protocol/blockTable';
import type { BytesWindow } from '../protocol/bytes';
import type { StepDrawing } from '../protocol/drawing';
import type { FragmentationWindow } from '../protocol/fragmentation';
import type { FreeListView, FreeListWindow } from '../protocol/freeList';
import type { Coloring, MapWindow } from '../protocol/heapMap';
import type { LogView } from '../protocol/log';
import type { TimelineWindow } from '../protocol/messages';
import type { Metrics, SelectedBlock, StepReport } from '../protocol/state';
import type { Replay } from '../replay/replay';
import type { HeapViews } from './heapViews';
import { onceKnown } from './tableViews';

/** What can be seen of a heap at one revision of its session; the session makes one with every change. */
export class Projections {
  private readonly at: number;

  constructor(
    private readonly replay: Replay,
    private readonly views: HeapViews,
    readonly revision: number,
  ) {
    this.at = replay.at;
  }

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

  get drawing(): StepDrawing | null {
    return this.views.drawing;
  }

  get log(): LogView {
    return this.views.log;
  }

  selected(block: number | null): SelectedBlock | null {
    return selectedBlock(this.replay, this.blocks, block);
  }

  /** @param ends whether the ends of the blocks' lives are wanted */
  blockWindow(
    order: TableOrder,
    start: number,
    count: number,
    ends: boolean,
  ): BlockWindow | Promise<BlockWindow> {
    const { table } = this.views;
    const windowOf = (rows: TableRows) =>
      onceKnown(ends ? table.lifeEnds() : undefined, (known) =>
        blockWindow(this.replay, this.blocks, rows, start, count, this.revision, known),
      );
    return onceKnown(table.rows(order), windowOf);
  }

  /** Where a block stands in the table; -1 if it is filtered out or gone. */
  blockRow(order: TableOrder, block: number): number | Promise<number> {
    if (!this.blocks.has(block)) return -1;
    return onceKnown(this.views.table.rows(order), (rows) =>
      rows.indexOf(this.blocks.indexAt(block)),
    );
  }

  blockHistogram(filter: string): BlockHistogram | Promise<BlockHistogram> {
    return this.views.table.histogram(filter, this.revision);
  }

  /** Sums over runs of rows: pairs of the first and the one behind the last. */
  blockTotals(order: TableOrder, runs: readonly number[]): BlockTotals | Promise<BlockTotals> {
    return onceKnown(this.views.table.rows(order), (rows) =>
      totalsOf(this.blocks, rows, runs, this.revision),
    );
  }

  mapWindow(
    from: number,
    to: number,
    cells: number,
    coloring: Coloring = 'state',
  ): MapWindow | Promise<MapWindow> {
    const { replay, blocks, revision, views } = this;
    const windowOf = (paint: BlockPaint | undefined) =>
      views.inSlices(mapWindow(replay, blocks, from, to, cells, revision, paint, views.densities));
    return onceKnown(views.paint(coloring), windowOf);
  }

  freeListWindow(start: number, count: number): FreeListWindow {
    return freeListWindow(this.blocks, this.views.explanations, start, count, this.revision);
  }

  freeListStretch(from: number, to: number): FreeListWindow {
    return freeListStretch(this.blocks, this.views.explanations, from, to, this.revision);
  }

  /** The whole trace, whatever the moment: stamped with this revision all the same. */
  timelineWindow(points: number): TimelineWindow {
    const { timeline, journal } = this.replay;
    return timelineWindow(timeline, journal.length, points, this.revision);
  }

  fragmentation(): FragmentationWindow {
    return fragmentationWindow(this.replay, this.blocks, this.revision);
  }

  bytes(from: number, count: number): BytesWindow {
    // On the way to a far event what changed is not worth a journey back: it will be asked again.
    const isHere = this.replay.at === this.at;
    const before = isHere ? this.views.bytesBefore.read(from, count) : undefined;
    return bytesView(this.blocks, from, count, before, this.revision);
  }
}
