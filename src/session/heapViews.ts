import type { Work } from '../base/work';
import type { Explanation } from '../engine/explain';
import { measure } from '../engine/metrics';
import { BlockList } from '../projection/blockList';
import type { BlockPaint } from '../projection/blockPaint';
import { regionsOf } from '../projection/drawing/regions';
import { stepDrawing } from '../projection/drawing/stepDrawing';
import { freeListView } from '../projection/freeList/freeListView';
import { logView } from '../projection/logView';
import { DensityMaps } from '../projection/mapDensity';
import { stepReport } from '../projection/stepReport';
import type { StepDrawing } from '../protocol/drawing';
import type { FreeListView } from '../protocol/freeList';
import type { Coloring } from '../protocol/heapMap';
import type { LogView } from '../protocol/log';
import type { Metrics, StepReport } from '../protocol/state';
import type { Replay } from '../replay/replay';
import type { Trace } from '../trace/trace';
import { BytesBefore } from './bytesBefore';
import { MapPaints } from './mapPaints';
import type { Scheduler } from './scheduler';
import { inSlices, UnderWay } from './slicedWork';
import { TableViews } from './tableViews';

/** Here, and where a step in either direction leads. */
const MOMENTS_KEPT = 3;

/** The other views of one state, made when first asked for. */
interface Moment {
  readonly at: number;
  readonly trace: Trace;
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
  /** The moment that the list is of; undefined while it is half read. */
  private listAt: number | undefined;
  /** The last ones, because a step back is followed by what the event left behind did. */
  private explained: { readonly at: number; readonly explanations: readonly Explanation[] }[] = [];
  /** The last ones, because what is foreseen comes true. */
  private moments: Moment[] = [];
  /** The block table in its orders. */
  readonly table: TableViews;
  private readonly paints: MapPaints;
  private readonly underWay = new UnderWay();
  /** The map where its blocks are too many to tell apart. */
  readonly densities = new DensityMaps();

  /** The heap's bytes before the last event. */
  readonly bytesBefore: BytesBefore;

  constructor(
    private readonly replay: Replay,
    private readonly scheduler: Scheduler,
  ) {
    this.table = new TableViews(replay, scheduler, () => this.blocks);
    this.paints = new MapPaints(replay, scheduler);
    this.bytesBefore = new BytesBefore(replay);
  }

  /** Whether something is being made in slices of the heap as it is. */
  get isBusy(): boolean {
    return this.underWay.any || this.table.isBusy || this.paints.isBusy;
  }

  get blocks(): BlockList {
    const { at, heap } = this.replay;
    const { listAt } = this;
    if (this.list === undefined) this.list = new BlockList(heap);
    else if (listAt === undefined) this.list.readAll();
    else if (listAt !== at) {
      const between = listAt === at - 1 ? this.explanations : this.known(at + 1);
      if (Math.abs(listAt - at) === 1 && between !== undefined) this.list.follow(between);
      else this.list.readAll();
    }
    this.listAt = at;
    return this.list;
  }

  /**
   * Lists the blocks in parts where there are far more to read than a step changes, so that they are
   * there when somebody asks. Who asks before has them listed at once.
   */
  *listing(): Work<void> {
    const { at, heap } = this.replay;
    if (this.listAt !== undefined && Math.abs(this.listAt - at) <= 1) return;
    this.list ??= new BlockList(heap, 'in parts');
    this.listAt = undefined;
    const reading = this.list.readInParts();
    while (reading.next().done !== true) {
      yield;
      // Where the next block was said to begin there may be none any more.
      if (this.replay.at !== at) return;
    }
    this.listAt ??= at;
  }

  /** Why the last event did what it did. */
  get explanations(): readonly Explanation[] {
    const { at } = this.replay;
    const known = this.known(at);
    if (known !== undefined) return known;
    const explanations = this.replay.explainLast();
    this.explained = [{ at, explanations }, ...this.explained].slice(0, MOMENTS_KEPT);
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

  /** What the map's blocks are coloured by; see MapPaints. */
  paint(coloring: Coloring): BlockPaint | undefined | Promise<BlockPaint> {
    return this.paints.of(coloring, this.blocks);
  }

  /**
   * Work that goes over the blocks: at once where one slice suffices. A promise is rejected where the
   * heap moves on meanwhile.
   */
  inSlices<T>(work: Work<T>): T | Promise<T> {
    const { at } = this.replay;
    const { changes } = this.blocks;
    // The blocks' columns go on with the heap, and may have come back since.
    const isOvertaken = () => this.replay.at !== at || this.blocks.changes !== changes;
    return this.underWay.note(inSlices(work, this.scheduler, isOvertaken));
  }

  /** What the last event changed, as a drawing. */
  get drawing(): StepDrawing | null {
    return (this.now.drawing ??= this.draw());
  }

  private draw(): StepDrawing | null {
    const { replay, blocks, explanations } = this;
    if (replay.at === 0) return null;
    const regions = regionsOf(blocks, explanations, replay.journal.originOf(replay.at - 1));
    return stepDrawing(blocks, regions, explanations, replay.trace, this.step?.touched ?? []);
  }

  private get now(): Moment {
    const { at, trace } = this.replay;
    const known = this.moments.find((each) => each.at === at && each.trace === trace);
    if (known !== undefined) return known;
    const made: Moment = { at, trace };
    this.moments = [made, ...this.moments].slice(0, MOMENTS_KEPT);
    return made;
  }

  private known(at: number): readonly Explanation[] | undefined {
    return this.explained.find((each) => each.at === at)?.explanations;
  }
}
