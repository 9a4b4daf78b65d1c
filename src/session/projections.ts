import type { BlockList } from '../projection/blockList';
import { blockWindow, type TableOrder, type TableRows } from '../projection/blockTable';
import { bytesView } from '../projection/bytesView';
import { fragmentationWindow } from '../projection/fragmentationView';
import { freeListStretch, freeListWindow } from '../projection/freeList/freeListView';
import { mapWindow } from '../projection/heapMap';
import { selectedBlock } from '../projection/selectedBlock';
import { timelineWindow } from '../projection/timelineView';
import type { BytesWindow } from '../protocol/bytes';
import type { FragmentationWindow } from '../protocol/fragmentation';
import type { BlockWindow, MapDensity, MapSegments, TimelineWindow } from '../protocol/messages';
import type { StepDrawing } from '../protocol/drawing';
import type { FreeListView, FreeListWindow } from '../protocol/freeList';
import type { LogView } from '../protocol/log';
import type { Metrics, SelectedBlock, StepReport } from '../protocol/state';
import type { Replay } from '../replay/replay';
import type { HeapViews } from './heapViews';

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

  mapWindow(from: number, to: number, cells: number): MapSegments | MapDensity {
    return mapWindow(this.blocks, from, to, cells, this.revision);
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
