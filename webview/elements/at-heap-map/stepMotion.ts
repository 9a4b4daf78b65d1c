import type { TraceView } from '../../../src/protocol/state';
import { motionsOf, type Motion } from '../../painting/motions';

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

/**
 * What moves from one state to the next: only in a single step forward, because that is what the
 * report of the step tells, and only if there was time to see the last one.
 */
export function stepMotions(before: Shown | undefined, trace: TraceView, now: number): Motion[] {
  if (before?.uri !== trace.uri || before.at !== trace.at - 1) return [];
  if (now - before.time < LEAST_PAUSE || (trace.playing && trace.speed > FASTEST)) return [];
  return motionsOf(trace.step?.touched ?? []);
}

/** Whether the person, through the system or the editor, asked for less motion. */
export function isStill(): boolean {
  return (
    window.matchMedia('(prefers-reduced-motion: reduce)').matches ||
    document.body.classList.contains('vscode-reduce-motion')
  );
}

/** The block that a step is about, for the map to follow; undefined if it touched none. */
export function blockOfStep({ step }: TraceView): number | undefined {
  const touched = step?.touched ?? [];
  for (const role of ['allocated', 'merged', 'freed'] as const) {
    const found = touched.findLast((each) => each.role === role);
    if (found) return found.block;
  }
  return undefined;
}
