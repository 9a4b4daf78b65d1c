import type { Work } from '../base/work';
import type { BlockList } from '../projection/blockList';
import { amountPaint, huePaint, type BlockPaint } from '../projection/blockPaint';
import { classPaint, placesOf, tallyOf } from '../projection/classPaint';
import type { Coloring } from '../protocol/heapMap';
import type { Replay } from '../replay/replay';
import type { Trace } from '../trace/trace';
import { EventNames } from './eventNames';
import type { Scheduler } from './scheduler';
import { inSlices, UnderWay } from './slicedWork';
import { onceKnown } from './tableViews';

/** So many paints are kept: here, and where the cursor was before, or is expected next. */
const KEPT = 2;

/** What the blocks of one replay's heap are coloured by; the last ones are kept. */
export class MapPaints {
  private made: { at: number; coloring: Coloring; paint: BlockPaint }[] = [];
  private readonly underWay = new UnderWay();
  private names: { readonly [of in 'thread' | 'label']: EventNames };
  private trace: Trace;
  private readonly places: { [of in 'thread' | 'label']: number[] } = { thread: [], label: [] };

  constructor(
    private readonly replay: Replay,
    private readonly scheduler: Scheduler,
  ) {
    this.trace = replay.trace;
    this.names = namesIn(replay);
  }

  /** Whether one is being made in slices. */
  get isBusy(): boolean {
    return this.underWay.any;
  }

  /**
   * Of the heap as it is. A promise where that takes longer than others should wait; it fails if
   * the heap moves on meanwhile.
   * @returns undefined where the colours tell what the bytes are
   */
  of(coloring: Coloring, list: BlockList): BlockPaint | undefined | Promise<BlockPaint> {
    if (coloring === 'state') return undefined;
    this.followTrace();
    const { at } = this.replay;
    const known = this.made.find((each) => each.at === at && each.coloring === coloring);
    if (known !== undefined) return known.paint;
    const keep = (paint: BlockPaint) => {
      this.made = [{ at, coloring, paint }, ...this.made].slice(0, KEPT);
      return paint;
    };
    const isOvertaken = () => this.replay.at !== at;
    const made = inSlices(this.make(coloring, list), this.scheduler, isOvertaken);
    return onceKnown(this.underWay.note(made), keep);
  }

  private *make(coloring: Exclude<Coloring, 'state'>, list: BlockList): Work<BlockPaint> {
    const { replay } = this;
    if (coloring === 'id') return huePaint(replay, list);
    if (coloring === 'age' || coloring === 'size')
      return yield* amountPaint(replay, list, coloring);
    const names = this.names[coloring];
    // What was read of the trace is kept, also where the heap moves on meanwhile.
    yield* names.read(list, replay.trace.eventCount);
    const tally = tallyOf(list, names);
    const places = placesOf(tally, this.places[coloring]);
    this.places[coloring] = places;
    return classPaint(list, coloring, names, tally, places);
  }

  /** A longer trace says the same of its first events; another one may use other words. */
  private followTrace(): void {
    const { trace } = this.replay;
    if (trace === this.trace) return;
    if (trace.eventCount === this.trace.eventCount) this.names = namesIn(this.replay);
    this.trace = trace;
    this.made = [];
  }
}

function namesIn(replay: Replay) {
  return {
    thread: new EventNames((event) => replay.trace.attributesOf(event).tid?.toString()),
    label: new EventNames((event) => replay.trace.attributesOf(event).label),
  };
}
