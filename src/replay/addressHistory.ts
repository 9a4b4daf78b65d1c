import { Rows } from '../base/rows';
import { HEADER_SIZE, NONE } from '../engine/block';
import { EventKind } from '../trace/trace';
import { NO_EVENT } from './journal';
import { endsOrigin } from './lifeEnds';
import type { Replay } from './replay';
import { ReplayView } from './replayView';

/**
 * Which blocks ever covered one byte of a heap. Carries the trace out on a heap of its own: only
 * there can one see how far a block reaches beyond its user data.
 */
export class AddressHistory {
  /** The events that allocated the blocks, ascending. */
  readonly made = new Rows();
  /** For each 1 + the event that ended it; 0 for never. */
  readonly ended = new Rows();
  private readonly view: ReplayView;
  /** The one that covers the byte now, or NO_EVENT: there is never more than one. */
  private open = NO_EVENT;

  /**
   * @param offset of the byte from the heap's base
   * @throws RangeError if there is no memory for the heap
   */
  constructor(
    replay: Replay,
    private readonly offset: number,
  ) {
    this.view = new ReplayView(replay);
    while (!this.view.seekSome(0, 0));
  }

  /** How many events have been carried out. */
  get at(): number {
    return this.view.at;
  }

  /** Carries out up to `count` events more. Returns whether the end is reached. */
  go(count: number): boolean {
    const { journal } = this.view;
    const end = Math.min(this.at + count, journal.length);
    while (this.at < end) this.next();
    return this.at === journal.length;
  }

  private next(): void {
    const { view, offset, open } = this;
    const { trace, journal, heap, at: event } = view;
    view.step();
    const kind: EventKind = trace.kind[event];
    const mayEnd = kind === EventKind.Free || kind === EventKind.Realloc;
    if (open !== NO_EVENT && mayEnd && journal.originOf(event) === open) {
      if (endsOrigin(trace, journal, event)) this.end(event);
    }
    const block = journal.blockOf(event);
    if (block === NONE || block > offset) return;
    if (block + HEADER_SIZE + heap.blockSize(block) <= offset) return;
    this.open = event;
    this.made.push(event);
    this.ended.push(0);
  }

  private end(event: number): void {
    this.open = NO_EVENT;
    this.ended.set(this.ended.length - 1, event + 1);
  }
}
