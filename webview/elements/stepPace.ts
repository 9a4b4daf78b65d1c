import type { TraceView } from '../../src/protocol/state';

/** Playing faster than this many events a second shows no motion. */
const FASTEST = 4;
/** Nor does stepping again so soon, in milliseconds. */
const LEAST_PAUSE = 200;

/** What was shown last, and when (in milliseconds). */
export interface Shown {
  readonly uri: string;
  readonly at: number;
  readonly time: number;
}

type Moment = Pick<TraceView, 'uri' | 'at' | 'playing' | 'speed'>;

/**
 * Whether a state may come in with motion: only after a single step forward, because that is what
 * the report of the step tells, and only if there was time to see the last one.
 */
export function isSlowStep(before: Shown | undefined, trace: Moment, now: number): boolean {
  if (before?.uri !== trace.uri || before.at !== trace.at - 1) return false;
  return now - before.time >= LEAST_PAUSE && !(trace.playing && trace.speed > FASTEST);
}

/** Whether the person, through the system or the editor, asked for less motion. */
export function isStill(): boolean {
  return (
    window.matchMedia('(prefers-reduced-motion: reduce)').matches ||
    document.body.classList.contains('vscode-reduce-motion')
  );
}

/** Follows the states that a part shows. */
export class StepPace {
  private shown: Shown | undefined;

  /** Takes the next state. @returns whether it may come in with motion */
  take(trace: Moment, now = performance.now()): boolean {
    const before = this.shown;
    const { uri, at } = trace;
    if (before?.uri === uri && before.at === at) return false;
    this.shown = { uri, at, time: now };
    return isSlowStep(before, trace, now);
  }
}
