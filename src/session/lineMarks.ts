import { headlineOf } from '../projection/prose/headline';
import { plainText } from '../projection/prose/words';
import { MARK_SEVERITIES, type MarkSeverity } from '../protocol/largeTrace';
import { NO_EVENT } from '../replay/journal';
import { describeOutcome, Outcome } from '../replay/outcome';
import type { Replay } from '../replay/replay';
import type { Problem } from '../trace/problem';
import type { Trace } from '../trace/trace';
import type { TraceText } from './traceText';

/** Beyond so many bytes of a line nothing is marked; the message says what there is. */
const LINE_LIMIT = 4096;

/** So many faults of a row of the overview are looked at, if those before are mere inconsistencies. */
const FAULTS_OF_ROW = 64;
const STRONGEST_FAULT = MARK_SEVERITIES.indexOf('warning');

/** Where something is, in the text as an editor counts it: lines and UTF-16 columns from 0. */
export interface TextRange {
  readonly line: number;
  readonly from: number;
  readonly to: number;
}

/** A problem of the text or a fault of an event, where it is in the text. */
export interface Finding extends TextRange {
  readonly severity: MarkSeverity;
  readonly code: string;
  readonly message: string;
  /** What came before and explains it, nearest first: of a double free the first one, the allocation. */
  readonly related: readonly RelatedPlace[];
}

/** A place that explains a finding, and in a sentence what it is. */
export interface RelatedPlace extends TextRange {
  readonly message: string;
}

/** What there is to say of the lines `start..end`, in no order. */
export function findingsOfLines(
  replay: Replay,
  text: TraceText,
  start: number,
  end: number,
): Finding[] {
  const { trace, journal } = replay;
  const { problems } = trace;
  const { faults } = journal;
  const lineOfProblem = (row: number) => problems[row].line;
  const lineOfFault = (row: number) => trace.lineOf(faults[row]);
  const result: Finding[] = [];
  for (let row = firstAt(problems.length, lineOfProblem, start); row < problems.length; row++) {
    if (problems[row].line >= end) break;
    result.push(problemFinding(text, problems[row]));
  }
  for (let row = firstAt(faults.length, lineOfFault, start); row < faults.length; row++) {
    if (lineOfFault(row) >= end) break;
    result.push(faultFinding(replay, text, faults[row]));
  }
  return result;
}

/** The strongest severity in each of `rows` equal parts of the text, as MARK_SEVERITIES has them. */
export function overviewOf(
  { trace, journal }: Replay,
  lineCount: number,
  rows: number,
): Uint8Array {
  const { faults } = journal;
  const marks = new Uint8Array(rows);
  const rowOf = (line: number) => Math.min(rows - 1, Math.floor((line * rows) / lineCount));
  // There may be millions of faults: each row looks at a few of its own, up to a strongest one.
  for (let row = 0; row < rows; row++) {
    const start = Math.ceil((row * lineCount) / rows);
    const first = firstAt(faults.length, (at) => trace.lineOf(faults[at]), start);
    const last = Math.min(first + FAULTS_OF_ROW, faults.length);
    for (let at = first; at < last && marks[row] < STRONGEST_FAULT; at++) {
      if (rowOf(trace.lineOf(faults[at])) !== row) break;
      const severity = severityOf(journal.outcome[faults[at]]);
      marks[row] = Math.max(marks[row], MARK_SEVERITIES.indexOf(severity));
    }
  }
  for (const { line, severity } of trace.problems) {
    const row = rowOf(line);
    marks[row] = Math.max(marks[row], MARK_SEVERITIES.indexOf(severity));
  }
  return marks;
}

/** The first of `count` ascending values that is not below `value`, or `count`. */
function firstAt(count: number, valueAt: (row: number) => number, value: number): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (valueAt(middle) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** A problem of the text. */
export function problemFinding(text: TraceText, problem: Problem): Finding {
  const { line, column, length, severity, code, message } = problem;
  const from = text.utf16Column(line, column, LINE_LIMIT);
  const to = text.utf16Column(line, column + length, LINE_LIMIT);
  return { line, from, to, severity, code, message, related: [] };
}

/** A fault or an inconsistency. */
export function faultFinding(replay: Replay, text: TraceText, event: number): Finding {
  const outcome = replay.journal.outcome[event];
  return {
    ...rangeOfEvent(replay.trace, text, event),
    severity: severityOf(outcome),
    code: describeOutcome(outcome).code,
    message: plainText(headlineOf(replay, event)),
    related: relatedPlaces(replay, text, event),
  };
}

function relatedPlaces(replay: Replay, text: TraceText, event: number): RelatedPlace[] {
  const { trace, journal } = replay;
  const related = journal.relatedTo(event);
  if (related === NO_EVENT) return [];
  const at = (place: number, message: string): RelatedPlace => ({
    ...rangeOfEvent(trace, text, place),
    message,
  });
  const outcome: Outcome = journal.outcome[event];
  if (outcome === Outcome.LiveId) return [at(related, 'Allocated here, and still live.')];
  const wasFreed = outcome === Outcome.DoubleFree || outcome === Outcome.ReallocFreed;
  if (!wasFreed) return [];
  const first = outcome === Outcome.DoubleFree ? 'First freed here.' : 'Freed here.';
  const origin = journal.originOf(related);
  return [at(related, first), ...(origin === NO_EVENT ? [] : [at(origin, 'Allocated here.')])];
}

function severityOf(outcome: number): MarkSeverity {
  return describeOutcome(outcome).class === 'fault' ? 'warning' : 'info';
}

/** The text of an event's line, without what is blank around it. */
export function rangeOfEvent(trace: Trace, lines: TraceText, event: number): TextRange {
  const line = trace.lineOf(event);
  const { text } = lines.line(line, LINE_LIMIT);
  const to = text.trimEnd().length;
  return { line, from: Math.min(text.length - text.trimStart().length, to), to };
}
