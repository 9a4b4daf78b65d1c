import { formatCount } from '../base/format';
import { headlineOf } from '../projection/prose/headline';
import { MOST_REASONS, roomOf, roomSentence } from '../projection/prose/room';
import { plainText } from '../projection/prose/words';
import { NO_EVENT } from '../replay/journal';
import { describeOutcome, type OutcomeClass } from '../replay/outcome';
import type { Replay } from '../replay/replay';
import type { Trace } from '../trace/trace';
import { ExitCode } from './errors';
import { JsonItems } from './json';

/** A fault or an inconsistency, as it is printed. Lines count from 1. */
export interface FaultRow {
  readonly line: number;
  readonly kind: string;
  readonly text: string;
  /** The earlier line that explains it: the first free, the first allocation of the id. */
  readonly firstLine?: number;
}

/**
 * The faults and the inconsistencies in their order, each with its event. To say why an allocation
 * failed the replay goes to where it did, and stays there.
 */
export function* faultRows(
  replay: Replay,
  isWanted: (event: number) => boolean = () => true,
): Generator<readonly [event: number, FaultRow]> {
  let reasons = 0;
  for (const event of replay.journal.faults) {
    if (!isWanted(event)) continue;
    const row = faultRow(replay, event);
    const isReasoned = replay.journal.ranOutOfMemory(event) && reasons++ < MOST_REASONS;
    yield [event, isReasoned ? { ...row, text: `${row.text} ${reasonOf(replay, event)}` } : row];
  }
}

function faultRow(replay: Replay, event: number): FaultRow {
  const { trace, journal } = replay;
  const related = journal.relatedTo(event);
  return {
    line: trace.lineOf(event) + 1,
    kind: describeOutcome(journal.outcome[event]).code,
    text: plainText(headlineOf(replay, event)),
    ...(related !== NO_EVENT && { firstLine: trace.lineOf(related) + 1 }),
  };
}

/** Why an allocation failed: how much was free before it. */
function reasonOf(replay: Replay, event: number): string {
  replay.seek(event);
  return roomSentence(roomOf(replay.heap, replay.trace.sizeOf(event)));
}

/** The faults and the inconsistencies of a replay, as fields of a JSON value. */
export function faultFields(replay: Replay) {
  return { faults: rowsOf(replay, 'fault'), inconsistencies: rowsOf(replay, 'inconsistency') };
}

function rowsOf(replay: Replay, wanted: OutcomeClass): JsonItems {
  function* rows() {
    for (const [, row] of faultRows(replay, (event) => classOf(replay, event) === wanted))
      yield row;
  }
  return new JsonItems(rows());
}

/** What the outcome of an event says of the program or of the trace. */
export function classOf({ journal }: Replay, event: number): OutcomeClass {
  return describeOutcome(journal.outcome[event]).class;
}

/** How many events are faults, or inconsistencies. */
export function countOf(replay: Replay, wanted: OutcomeClass): number {
  let count = 0;
  for (const event of replay.journal.faults) if (classOf(replay, event) === wanted) count++;
  return count;
}

/** The problems of a trace, as fields of a JSON value. Columns count bytes, from 1. */
export function problemFields({ problems, problemCount }: Trace) {
  return {
    problems: problems.map(({ line, column, code, message }) => ({
      line: line + 1,
      col: column + 1,
      code,
      text: message,
    })),
    problemCount,
  };
}

/** What is said of the problems behind the first thousand, which a reader counts and does not keep. */
export function moreProblemsText(count: number): string {
  return count === 1
    ? 'There is 1 more problem, which is not listed.'
    : `There are ${formatCount(count)} more problems, which are not listed.`;
}

/** How a command ends that was carried out: whether anything is wrong with the trace. */
export function exitCodeOf({ trace, journal }: Replay): ExitCode {
  const isClean = trace.problemCount === 0 && journal.faults.length === 0;
  return isClean ? ExitCode.Clean : ExitCode.Found;
}
