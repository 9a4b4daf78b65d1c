/** What became of an event. The numbers are stored in the journal. */
export const enum Outcome {
  Done = 0,
  /** free or realloc of the null pointer, or of an id whose allocation had failed: legal. */
  OfNull,
  /** Nothing fits: the result is null. */
  OutOfMemory,
  /** free of an id that was freed before. */
  DoubleFree,
  /** free of an id that never was allocated. */
  UnknownFree,
  /** realloc of an id that was freed before. */
  ReallocFreed,
  /** realloc of an id that never was allocated; it allocates. */
  UnknownRealloc,
  /** An allocation under an id that is still live; the id now names the new block. */
  LiveId,
  /** The same as UnknownFree, in a capture that began while the program was running. */
  MidwayFree,
  /** The same as UnknownRealloc, in a capture that began while the program was running. */
  MidwayRealloc,
}

/** What an outcome says of the program or of the trace. See docs/problems.md. */
export type OutcomeClass = 'done' | 'fault' | 'inconsistency';

interface OutcomeDescription {
  /** Stable name, for diagnostics and documents. */
  readonly code: string;
  readonly class: OutcomeClass;
}

const DESCRIPTIONS: { readonly [outcome in Outcome]: OutcomeDescription } = {
  [Outcome.Done]: { code: 'done', class: 'done' },
  [Outcome.OfNull]: { code: 'of-null', class: 'done' },
  [Outcome.OutOfMemory]: { code: 'out-of-memory', class: 'fault' },
  [Outcome.DoubleFree]: { code: 'double-free', class: 'fault' },
  [Outcome.UnknownFree]: { code: 'unknown-free', class: 'fault' },
  [Outcome.ReallocFreed]: { code: 'realloc-freed', class: 'fault' },
  [Outcome.UnknownRealloc]: { code: 'unknown-realloc', class: 'fault' },
  [Outcome.LiveId]: { code: 'live-id', class: 'inconsistency' },
  [Outcome.MidwayFree]: { code: 'midway-free', class: 'inconsistency' },
  [Outcome.MidwayRealloc]: { code: 'midway-realloc', class: 'inconsistency' },
};

/** The names of all outcomes. */
export const OUTCOME_CODES: readonly string[] = Object.values(DESCRIPTIONS).map(({ code }) => code);

const INCONSISTENCIES: ReadonlySet<number> = new Set(
  Object.entries(DESCRIPTIONS)
    .filter(([, description]) => description.class === 'inconsistency')
    .map(([outcome]) => Number(outcome)),
);

/** Whether an outcome says that the trace is wrong, and not the program. */
export function isInconsistency(outcome: Outcome): boolean {
  return INCONSISTENCIES.has(outcome);
}

export function describeOutcome(outcome: Outcome): OutcomeDescription {
  return DESCRIPTIONS[outcome];
}
