import { clamp } from '../../../src/base/math';
import {
  FLAG_LEAST,
  FLAG_LIMIT,
  RANGE_LIMIT,
  timelineFlags,
  timelineRange,
  type TimelineFlags,
  type TimelineRange,
} from '../../../src/protocol/timeline';
import type { Connection, Timer } from '../../connection';
import type { EventRange } from '../../painting/eventRange';
import { Pull } from '../../pull';

/** A range is asked for when it has not changed for so many milliseconds. */
const CALM = 70;
/** Flags that could ever be told apart are this many CSS pixels from each other. */
const FLAG_WIDTH = 7;

/** What the timeline shows: wanted anew whenever any of it changes. */
export interface Wanted {
  readonly generation: number;
  readonly range: EventRange;
  readonly eventCount: number;
  /** The revision of the bookmarks. */
  readonly bookmarks: number;
  /** Of the plot, in CSS pixels. */
  readonly width: number;
  readonly scale: number;
}

/**
 * The windows that the timeline is drawn from: the whole trace, a few thousand points of it, is
 * always there; a part of it in more detail, and its flags, come as soon as the view rests.
 */
export class TimelineWindows {
  private whole: TimelineRange | undefined;
  private detail: TimelineRange | undefined;
  private flags_: TimelineFlags | undefined;
  private wanted: Wanted | undefined;
  private stopTimer: (() => void) | undefined;
  /** Counts what was asked for: an older answer is not shown. */
  private newest = 0;

  private readonly pull = new Pull(
    (asked: { from: number; to: number; points: number }) =>
      this.connection().request(timelineRange, asked),
    (whole) => {
      this.whole = whole;
      if (this.detail && this.detail.revision < whole.revision) this.detail = undefined;
      this.changed();
    },
  );

  constructor(
    private readonly connection: () => Connection,
    private readonly startTimer: Timer,
    private readonly changed: () => void,
  ) {}

  /** The coarse window first; both may lie partly or wholly out of the range. */
  get all(): TimelineRange[] {
    return [this.whole, this.detail].filter((each) => each !== undefined);
  }

  get flags(): TimelineFlags | undefined {
    return this.flags_;
  }

  want(wanted: Wanted): void {
    const before = this.wanted;
    if (before && isSame(before, wanted)) return;
    this.wanted = wanted;
    const { generation, eventCount } = wanted;
    if (before?.generation !== generation || before.eventCount !== eventCount) {
      this.pull.want({ from: 0, to: eventCount, points: RANGE_LIMIT }, generation);
    }
    this.stopTimer?.();
    this.stopTimer = this.startTimer(CALM, () => void this.ask(wanted));
  }

  /** Another trace: nothing that is known holds. */
  clear(): void {
    this.stopTimer?.();
    this.pull.cancel();
    this.newest++;
    this.wanted = this.whole = this.detail = this.flags_ = undefined;
  }

  private async ask({ range, width, scale }: Wanted): Promise<void> {
    const own = ++this.newest;
    const points = clamp(Math.round(width * scale), 1, RANGE_LIMIT);
    const most = clamp(Math.floor(width / FLAG_WIDTH), FLAG_LEAST, FLAG_LIMIT);
    const connection = this.connection();
    // What fails was overtaken, or asked of a trace that is gone: the next state asks again.
    const [flags, detail] = await Promise.all([
      connection.request(timelineFlags, { ...range, most }).catch(() => undefined),
      connection.request(timelineRange, { ...range, points }).catch(() => undefined),
    ]);
    if (this.newest !== own) return;
    this.flags_ = flags ?? this.flags_;
    const isPast = detail !== undefined && detail.revision < (this.whole?.revision ?? 0);
    if (!isPast) this.detail = detail ?? this.detail;
    this.changed();
  }
}

function isSame(a: Wanted, b: Wanted): boolean {
  return (
    a.generation === b.generation &&
    a.eventCount === b.eventCount &&
    a.bookmarks === b.bookmarks &&
    a.range.from === b.range.from &&
    a.range.to === b.range.to &&
    a.width === b.width &&
    a.scale === b.scale
  );
}
