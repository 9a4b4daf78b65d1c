import { Rows } from '../base/rows';

/**
 * The lines of the events. Most events are on the line after that of the event before, so that only
 * the first of each such run is kept.
 */
export class LineRuns {
  private firstEvents = new Rows();
  private firstLines = new Rows();
  /** Line less event in the last run. */
  private shift = -1;

  get memoryBytes(): number {
    return this.firstEvents.memoryBytes + this.firstLines.memoryBytes;
  }

  /** Those of the first so many events, to be gone on with. */
  upTo(events: number): LineRuns {
    const lines = new LineRuns();
    const runs = this.firstEvents.firstAtLeast(events);
    lines.firstEvents = this.firstEvents.upTo(runs);
    lines.firstLines = this.firstLines.upTo(runs);
    if (runs > 0) lines.shift = this.firstLines.at(runs - 1) - this.firstEvents.at(runs - 1);
    return lines;
  }

  /** Notes that `event` is on `line`; both ascend. */
  add(event: number, line: number): void {
    if (line - event === this.shift) return;
    this.firstEvents.push(event);
    this.firstLines.push(line);
    this.shift = line - event;
  }

  /** The line of an event that was noted, or lies in the run of one that was. */
  lineOf(event: number): number {
    const run = this.firstEvents.firstAtLeast(event + 1) - 1;
    return run < 0 ? 0 : this.firstLines.at(run) + event - this.firstEvents.at(run);
  }

  /** The last event at or before `line`, or -1. May be one that is not there yet. */
  atOrBefore(line: number): number {
    const run = this.firstLines.firstAtLeast(line + 1) - 1;
    if (run < 0) return -1;
    const event = this.firstEvents.at(run) + line - this.firstLines.at(run);
    const next = run + 1;
    return next < this.firstEvents.length ? Math.min(event, this.firstEvents.at(next) - 1) : event;
  }
}
