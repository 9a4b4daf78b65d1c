import type { BlockList } from '../projection/blockList';
import { amountPaint, huePaint, type BlockPaint } from '../projection/blockPaint';
import { classPaint, placesOf, tallyOf } from '../projection/classPaint';
import type { Coloring } from '../protocol/heapMap';
import type { Replay } from '../replay/replay';
import type { Trace } from '../trace/trace';
import { EventNames } from './eventNames';
import { Slices, type Scheduler } from './scheduler';

/** So many paints are kept: here, and where the cursor was before, or is expected next. */
const KEPT = 2;

/** What the blocks of one replay's heap are coloured by; the last ones are kept. */
export class MapPaints {
  private made: { at: number; coloring: Coloring; paint: BlockPaint }[] = [];
  /** How many are being made in slices. */
  private underWay = 0;
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
    return this.underWay > 0;
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
    if (coloring === 'id') return keep(huePaint(this.replay, list));
    if (coloring === 'age' || coloring === 'size') {
      return keep(amountPaint(this.replay, list, coloring));
    }
    const names = this.names[coloring];
    const work = names.read(list, this.replay.trace.eventCount);
    const classes = () => {
      const tally = tallyOf(list, names);
      const places = placesOf(tally, this.places[coloring]);
      this.places[coloring] = places;
      return keep(classPaint(list, coloring, names, tally, places));
    };
    const slices = new Slices(this.scheduler);
    return isDone(work, slices) ? classes() : this.later(work, slices, at).then(classes);
  }

  /** A longer trace says the same of its first events; another one may use other words. */
  private followTrace(): void {
    const { trace } = this.replay;
    if (trace === this.trace) return;
    if (trace.eventCount === this.trace.eventCount) this.names = namesIn(this.replay);
    this.trace = trace;
    this.made = [];
  }

  private async later(work: Iterator<void>, slices: Slices, at: number): Promise<void> {
    this.underWay++;
    try {
      do {
        // One slice after the other is the point.
        // oxlint-disable-next-line no-await-in-loop
        await slices.rest();
        // The columns that it reads go on with the heap. What was read of the trace is kept.
        if (this.replay.at !== at) throw new Error('This was overtaken.');
      } while (!isDone(work, slices));
    } finally {
      this.underWay--;
    }
  }
}

function namesIn(replay: Replay) {
  return {
    thread: new EventNames((event) => replay.trace.attributesOf(event).tid?.toString()),
    label: new EventNames((event) => replay.trace.attributesOf(event).label),
  };
}

/** Goes on until the work is done, or the slice over. */
function isDone(work: Iterator<void>, slices: Slices): boolean {
  while (work.next().done !== true) if (slices.isOver) return false;
  return true;
}
