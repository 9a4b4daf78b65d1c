import { clamp } from '../base/math';
import type { BaselineView } from '../protocol/changes';
import { sameMoment } from '../replay/sameEvent';
import type { Trace } from '../trace/trace';

/** The event of a session that its other states are compared with. */
export class Baseline {
  private at_: number | null = null;
  private note = '';
  private isChosen = false;

  /** @param changed called when it has become another one */
  constructor(private readonly changed: () => void) {}

  /** Compares with the heap after so many events; null for none. */
  get at(): number | null {
    return this.at_;
  }

  get view(): BaselineView {
    return { at: this.at_, note: this.note };
  }

  /**
   * Takes another one, or none.
   * @param eventCount how many events there are
   */
  set(at: number | null, eventCount: number): void {
    this.at_ = at === null ? null : clamp(at, 0, eventCount);
    this.note = '';
    this.isChosen = true;
    this.changed();
  }

  /**
   * Comes back from an earlier life, unless somebody has chosen meanwhile.
   * @param eventCount undefined while the trace is not read yet
   */
  resume(at: number, eventCount: number | undefined): void {
    if (this.isChosen || at > (eventCount ?? Infinity)) return;
    this.at_ = at;
    if (eventCount !== undefined) this.changed();
  }

  /**
   * Stays with its event in a text that was edited, or goes and says why.
   * @param shared what `sharedEvents` says of both
   */
  follow(before: Trace | undefined, after: Trace, shared: number): void {
    const at = this.at_;
    if (at === null || before === after) return;
    const moved =
      before === undefined
        ? at <= after.eventCount
          ? at
          : undefined
        : sameMoment(before, at, after, shared);
    this.at_ = moved ?? null;
    if (moved === undefined) {
      this.note = `Event ${at}, with which this was compared, is no longer in the trace.`;
    }
  }
}
