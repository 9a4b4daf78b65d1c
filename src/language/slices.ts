import { Slices, type Scheduler } from '../session/scheduler';

/** Long work that yields often, so that whoever runs it can let others have their turn. */
export type Work<T> = Generator<undefined, T, undefined>;

/** How many lines or events are gone through between two yields. */
export const BETWEEN_YIELDS = 512;

/** Does work in slices. Undefined if it was cancelled in between. */
export async function inSlices<T>(
  work: Work<T>,
  scheduler: Scheduler,
  isCancelled: () => boolean,
): Promise<T | undefined> {
  const slices = new Slices(scheduler);
  for (;;) {
    const { done, value } = work.next();
    if (done === true) return value;
    if (!slices.isOver) continue;
    // One slice after the other is the point.
    // oxlint-disable-next-line no-await-in-loop
    await slices.rest();
    if (isCancelled()) return undefined;
  }
}
