/** Cells of the buffer in which the workers of the shared allocator's test count together. */
export const enum Tally {
  /** 0 until the workers may start. */
  Gate,
  Ready,
  Operations,
  Failures,
  Waits,
  LoggedBytes,
  // What must never happen.
  Overwritten,
  NotZeroed,
  Misaligned,
  RefusedFrees,
  Cells,
}
