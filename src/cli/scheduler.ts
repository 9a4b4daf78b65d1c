import type { Scheduler } from '../session/scheduler';

/** Time as Node has it. A pause lets signals through, which is what slices are for here. */
export const scheduler: Scheduler = {
  now: () => performance.now(),
  pause: (ms = 0) =>
    new Promise((resolve) => void (ms > 0 ? setTimeout(resolve, ms) : setImmediate(resolve))),
  after: (ms, callback) => {
    const timer = setTimeout(callback, ms);
    return { dispose: () => clearTimeout(timer) };
  },
};

/** Milliseconds since `start`, to the microsecond. */
export function millisecondsSince(start: number): number {
  return Math.round((scheduler.now() - start) * 1000) / 1000;
}
