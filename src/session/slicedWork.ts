import { Slices, type Scheduler } from './scheduler';

/** What is said of work that nobody waits for any more. */
export const OVERTAKEN = 'This was overtaken.';

/**
 * Does work that yields often: at once where one slice suffices, else in several. The promise is
 * rejected where `isOvertaken` says, between two slices, that what the work reads has changed.
 */
export function inSlices<T>(
  work: Generator<unknown, T, undefined>,
  scheduler: Scheduler,
  isOvertaken: () => boolean,
): T | Promise<T> {
  const slices = new Slices(scheduler);
  const done = workOn(work, slices);
  return done === undefined ? goOn(work, slices, isOvertaken) : done.value;
}

async function goOn<T>(
  work: Generator<unknown, T, undefined>,
  slices: Slices,
  isOvertaken: () => boolean,
): Promise<T> {
  for (;;) {
    // One slice after the other is the point.
    // oxlint-disable-next-line no-await-in-loop
    await slices.rest();
    if (isOvertaken()) throw new Error(OVERTAKEN);
    const done = workOn(work, slices);
    if (done !== undefined) return done.value;
  }
}

/** Goes on with work until its slice is over. Returns what it gives when it is done. */
export function workOn<T>(
  work: Generator<unknown, T, undefined>,
  slices: Slices,
): { readonly value: T } | undefined {
  for (;;) {
    const { done, value } = work.next();
    if (done === true) return { value };
    if (slices.isOver) return undefined;
  }
}

/** Does work in slices, the first at once. Undefined if it was cancelled in between. */
export async function unlessCancelled<T>(
  work: Generator<unknown, T, undefined>,
  scheduler: Scheduler,
  isCancelled: () => boolean,
): Promise<T | undefined> {
  const slices = new Slices(scheduler);
  for (;;) {
    const done = workOn(work, slices);
    if (done !== undefined) return done.value;
    // One slice after the other is the point.
    // oxlint-disable-next-line no-await-in-loop
    await slices.rest();
    if (isCancelled()) return undefined;
  }
}

/**
 * Calls `part`, which does a part of some work, until it returns that all is done. Returns whether it
 * was not cancelled in between two slices.
 */
export async function partByPart(
  part: () => boolean,
  slices: Slices,
  isCancelled: () => boolean,
): Promise<boolean> {
  while (!part()) {
    if (!slices.isOver) continue;
    // One slice after the other is the point.
    // oxlint-disable-next-line no-await-in-loop
    await slices.rest();
    if (isCancelled()) return false;
  }
  return true;
}

/** Knows whether something is still being made. */
export class UnderWay {
  private count = 0;

  get any(): boolean {
    return this.count > 0;
  }

  /** Hands on what is there or comes, and notes it as long as it is not there. */
  note<T>(made: T | Promise<T>): T | Promise<T> {
    if (!(made instanceof Promise)) return made;
    this.count++;
    const settled = () => void this.count--;
    made.then(settled, settled);
    return made;
  }
}
