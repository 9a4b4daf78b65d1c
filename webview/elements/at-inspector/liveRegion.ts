import type { TraceView } from '../../../src/protocol/state';
import { plural } from '../../../src/base/format';
import { visibleText } from '../../../src/base/visibleText';
import { plainText } from '../spans';

/** A step is read out when nothing has moved for this long: not while playing or dragging. */
const CALM = 400;

/** What a person who does not see the screen hears of each step. */
export class StepAnnouncer {
  private timer = 0;
  private last = '';

  constructor(private readonly say: (text: string) => void) {}

  /** Takes the state that was just shown. */
  show(trace: TraceView): void {
    if (trace.playing && trace.at < trace.eventCount) return window.clearTimeout(this.timer);
    const { uri, at, step } = trace;
    // Not all that is said: while one types, the number of events changes.
    const shown = JSON.stringify([uri, at, step?.headline]);
    if (shown === this.last) return;
    this.last = shown;
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.say(textOf(trace)), CALM);
  }
}

function textOf({ at, eventCount, step }: TraceView): string {
  if (!step) return `At the start of ${plural(eventCount, 'event')}`;
  return `Event ${at} of ${eventCount}: ${visibleText(step.source, 100)}. ${plainText(step.headline)}`;
}
