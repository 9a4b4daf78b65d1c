import type { TraceView } from '../../../src/protocol/state';
import { motionsOf, type Motion } from '../../painting/motions';
import { isSlowStep, type Shown } from '../stepPace';

/** What moves from one state to the next; nothing while playing fast or dragging. */
export function stepMotions(before: Shown | undefined, trace: TraceView, now: number): Motion[] {
  return isSlowStep(before, trace, now) ? motionsOf(trace.step?.touched ?? []) : [];
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
