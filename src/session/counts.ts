import type { Replay } from '../replay/replay';

/** How much there is of a trace. */
export interface Counts {
  readonly events: number;
  readonly problems: number;
  readonly faults: number;
  readonly inconsistencies: number;
}

/** Before anything is read. */
export const NO_COUNTS: Counts = { events: 0, problems: 0, faults: 0, inconsistencies: 0 };

export function countsOf({ eventCount, trace, journal }: Replay): Counts {
  const { faults, inconsistencyCount } = journal;
  return {
    events: eventCount,
    problems: trace.problemCount,
    faults: faults.length - inconsistencyCount,
    inconsistencies: inconsistencyCount,
  };
}
