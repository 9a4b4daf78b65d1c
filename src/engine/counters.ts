/** How many int32 counters, and behind them float64 quantities, lie at the start of a heap's memory. */
export const COUNTERS = 32;
export const QUANTITIES = 8;

/** The place of each counter. */
export const enum Counter {
  Lock,
  Head,
  Rover,
  LiveBlocks,
  FreeBlocks,
  FreeBytes,
  LiveBytes,
  LostBytes,
  PeakLiveBytes,
  HighWater,
  Splits,
  Coalesces,
  Failures,
  Searches,
  VisitedLast,
  VisitedMax,
  LogNext,
  LogHeld,
}

/** The place of each quantity. */
export const enum Quantity {
  VisitedTotal,
  LogWritten,
  // The configuration, so that a worker can attach with nothing but the buffer.
  Size,
  Base,
  IsReference,
  Policy,
  ReallocInPlace,
  DebugLog,
}
