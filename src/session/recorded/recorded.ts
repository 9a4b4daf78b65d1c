import type { Work } from '../../base/work';
import type { RecordedView } from '../../protocol/recorded';
import { recordedBlocksOf, type RecordedBlocks } from '../../replay/recorded/recordedBlocks';
import { RecordedHeap } from '../../replay/recorded/recordedHeap';
import type { Trace } from '../../trace/trace';
import type { Scheduler } from '../scheduler';
import { SideJob } from '../sideJob';
import { inSlices } from '../slicedWork';
import { RecordedTable } from './recordedTable';

/** What came of reading the addresses of a trace. */
interface Reading {
  readonly fraction: number | null;
  readonly heap: RecordedHeap | null;
  /** Why there is none; empty as long as there may be one. */
  readonly why: string;
}

/** On its way to an event. */
interface Move {
  readonly at: number;
  readonly of: RecordedHeap;
  heap: Promise<RecordedHeap>;
}

const NO_ADDRESSES = 'This trace has no addresses (addr=): it does not say where blocks were.';

/** The heap as the program had it: whether it is shown, and the cursor in it. */
export class Recorded {
  private readonly job: SideJob<Reading>;
  private isShown = false;
  /** What is read, or was. */
  private trace: Trace | undefined;
  private selected: number | null = null;
  private moving: Move | undefined;
  /** Its blocks as a table. */
  readonly table: RecordedTable;

  /** @param changed called when there is something new to see */
  constructor(
    private readonly scheduler: Scheduler,
    private readonly changed: () => void,
  ) {
    this.job = new SideJob(scheduler, changed);
    this.table = new RecordedTable(scheduler);
  }

  /** Whether it was chosen instead of the simulated heap. */
  get shown(): boolean {
    return this.isShown;
  }

  /** The event (from 0) that made the selected block, or null. */
  get selection(): number | null {
    return this.selected;
  }

  /** What is known of all blocks; undefined where the simulated heap is shown, or not all is read. */
  get blocks(): RecordedBlocks | undefined {
    const { isShown, job, trace } = this;
    const blocks = job.view?.heap?.blocks;
    return isShown && blocks?.trace === trace ? blocks : undefined;
  }

  /** Shows it, or the simulated heap. What was read is kept. */
  show(shown: boolean): void {
    this.isShown = shown;
    this.changed();
  }

  /** Selects the block that an event (from 0) made, or nothing. */
  select(event: number | null): void {
    if (event === this.selected) return;
    this.selected = event;
    this.changed();
  }

  /** What is shown of a trace. Begins to read it where that is needed. */
  viewOf(trace: Trace, at: number): RecordedView {
    if (!trace.hasAddresses) return { kind: 'unavailable', why: NO_ADDRESSES };
    if (!this.isShown) return { kind: 'simulated' };
    this.follow(trace);
    const { view } = this.job;
    if (view === null) return { kind: 'reading', fraction: 0 };
    if (view.why !== '') return { kind: 'failed', why: view.why };
    // A trace that grows is read again; until that is done, its beginning is known.
    if (view.heap === null || at > view.heap.blocks.trace.eventCount) {
      return { kind: 'reading', fraction: view.fraction ?? 0 };
    }
    const { span, unplaced } = view.heap.blocks;
    return { kind: 'recorded', span, unplaced, selected: (this.selected ?? -1) + 1 };
  }

  /**
   * The recorded heap after `at` events. A promise where that takes longer than others should wait;
   * it fails if the heap is wanted at another event meanwhile.
   * @throws Error if there is nothing to show
   */
  heapAt(trace: Trace, at: number): RecordedHeap | Promise<RecordedHeap> {
    if (this.isShown) this.follow(trace);
    const heap = this.job.view?.heap ?? null;
    if (!this.isShown || heap === null || at > heap.blocks.trace.eventCount) {
      throw new Error('The recorded heap is not shown.');
    }
    if (this.moving?.at === at && this.moving.of === heap) return this.moving.heap;
    this.moving = undefined;
    if (heap.at === at) return heap;
    const move: Move = { at, of: heap, heap: Promise.resolve(heap) };
    this.moving = move;
    const moved = inSlices(heap.goTo(at), this.scheduler, () => this.moving !== move);
    const arrive = () => {
      if (this.moving === move) this.moving = undefined;
      return heap;
    };
    if (!(moved instanceof Promise)) return arrive();
    move.heap = moved.then(arrive);
    return move.heap;
  }

  /** Work on a heap, given up when its cursor moves on. */
  inSlices<T>(heap: RecordedHeap, work: Work<T>): T | Promise<T> {
    const { at } = heap;
    return inSlices(work, this.scheduler, () => heap.at !== at);
  }

  /** Forgets what was read. @param isOtherText whether it was another trace */
  clear(isOtherText: boolean): void {
    if (!isOtherText) return;
    this.job.clear();
    this.trace = undefined;
    this.moving = undefined;
    this.selected = null;
  }

  private follow(trace: Trace): void {
    if (this.trace === trace) return;
    // Of a trace that grows faster than it is read, one reading after the other is finished.
    if (this.trace !== undefined && this.job.view?.fraction !== null) return;
    this.trace = trace;
    const { heap = null } = this.job.view ?? {};
    const soFar = { fraction: 0 };
    void this.job.start(read(trace, soFar), () => ({ fraction: soFar.fraction, heap, why: '' }));
  }
}

function* read(trace: Trace, soFar: { fraction: number }): Work<Reading> {
  try {
    const reading = recordedBlocksOf(trace);
    for (;;) {
      const { done, value } = reading.next();
      if (done === true) return { fraction: null, heap: new RecordedHeap(value), why: '' };
      soFar.fraction = value ?? soFar.fraction;
      yield;
    }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return { fraction: null, heap: null, why: error.message };
  }
}
