import { plural } from '../../base/format';
import type { Replay } from '../../replay/replay';
import { problemFinding } from '../../session/lineMarks';
import type { TraceText } from '../../session/traceText';
import type { Leaks } from '../../replay/leaks';
import type { Lines } from '../lines';
import { attributeFixes } from './attributeFixes';
import { codeOfFault, faultFixes } from './faultFixes';
import { another, commentOut, removeLine, type Edit, type Fix } from './fix';
import { freeAll, leakFixes } from './leakFixes';
import { problemFixes } from './problemFixes';

/** A text and what it is known to say. */
export interface Read {
  readonly replay: Replay;
  readonly text: TraceText;
  /** The same text, as the editor has it. */
  readonly lines: Lines;
  readonly leaks: Leaks;
}

/** A fix and the finding that it mends: its code and line. */
export interface Offer extends Fix {
  readonly code: string;
  readonly line: number;
}

/** More findings of one kind than this are not mended at once. */
const MOST_AT_ONCE = 5000;
/** So many leaked ids are compared with one that is unknown. */
const MOST_COMPARED = 500;
/** What these are about stays: to take it away mends nothing. */
const NOT_REMOVED: ReadonlySet<string> = new Set(['missing-version', 'newer-version']);

type ProblemOfText = Replay['trace']['problems'][number];

/**
 * The fixes of what is wrong in the lines `start..end`, the best of each finding first.
 * @param isAsked whether somebody asked for fixes: then also for what is nothing wrong
 */
export function offersFor(read: Read, start: number, end: number, isAsked: boolean): Offer[] {
  return new Offers(read, isAsked).of(start, end);
}

/** Mends every problem of the text that has one best fix, or those of one code; each on lines of its own. */
export function allProblemsMended(read: Read, code?: string): Edit[] {
  const touched = new Set<number>();
  const edits: Edit[] = [];
  for (const problem of read.replay.trace.problems) {
    if (code !== undefined && problem.code !== code) continue;
    const best = fixesOf(read, problem).find(({ isPreferred }) => isPreferred);
    const lines = best?.edits.flatMap(linesOf) ?? [];
    if (best === undefined || lines.some((line) => touched.has(line))) continue;
    for (const line of lines) touched.add(line);
    edits.push(...best.edits);
  }
  return edits;
}

/** The first and the last line that an edit changes. */
function linesOf({ from, to }: Edit): number[] {
  const isWhole = to.line > from.line && to.column === 0;
  return [from.line, isWhole ? to.line - 1 : to.line];
}

function fixesOf({ replay, text, lines }: Read, problem: ProblemOfText): readonly Fix[] {
  const { trace } = replay;
  const firstEventLine = trace.eventCount > 0 ? trace.lineOf(0) : undefined;
  return problemFixes(problemFinding(text, problem), lines, firstEventLine);
}

/** Collects fixes; what mends all findings of one kind is made once, and offered with the first. */
class Offers {
  private readonly ofKind = new Map<string, Fix[]>();

  constructor(
    private readonly read: Read,
    private readonly isAsked: boolean,
  ) {}

  of(start: number, end: number): Offer[] {
    const { lines, leaks, replay } = this.read;
    const { trace } = replay;
    const offers: Offer[] = [];
    for (const problem of trace.problems) {
      if (problem.line >= start && problem.line < end) offers.push(...this.ofProblem(problem));
    }
    const firstLeak = leaks.events.at(0);
    const first = trace.eventAtOrAfter(start);
    for (let event = first; event < trace.eventCount && trace.lineOf(event) < end; event++) {
      if (replay.journal.faultAfter(event - 1) === event) offers.push(...this.ofFault(event));
      if (!this.isAsked && event !== firstLeak) continue;
      const all = () => this.kept('leak', () => freeAll(trace, lines, leaks));
      offers.push(...as('leak', trace.lineOf(event), leakFixes(trace, lines, leaks, event, all)));
    }
    for (let line = start; this.isAsked && line < end && line < lines.lineCount; line++) {
      offers.push(...as('unknown-attribute', line, attributeFixes(lines, line)));
    }
    const seen = new Set<readonly Edit[]>();
    return offers.filter(({ edits }) => !seen.has(edits) && seen.add(edits));
  }

  private ofProblem(problem: ProblemOfText): Offer[] {
    const { code, line } = problem;
    const fixes = fixesOf(this.read, problem);
    const isMendable = fixes.some(({ isPreferred }) => isPreferred);
    const all = isMendable ? this.kept(code, () => mendAll(this.read, code)) : [];
    return as(code, line, [...fixes, ...all, ...putAside(this.read.lines, line, code)]);
  }

  private ofFault(event: number): Offer[] {
    const { read } = this;
    const { replay, lines } = read;
    const code = codeOfFault(replay, event);
    const line = replay.trace.lineOf(event);
    const own = faultFixes(replay, lines, event, leakedIds(read, event));
    const all = this.kept(code, () => commentOutAll(read, event, code));
    return as(code, line, [...own, ...putAside(lines, line, code), ...all]);
  }

  private kept(code: string, make: () => Fix[]): Fix[] {
    const fixes = this.ofKind.get(code) ?? make();
    this.ofKind.set(code, fixes);
    return fixes;
  }
}

/** Fixes as offers for a finding; of those that do the same only the first. */
function as(code: string, line: number, fixes: readonly Fix[]): Offer[] {
  const seen = new Set<string>();
  const distinct = fixes.filter(({ edits }) => {
    const key = edits.length > 2 ? undefined : JSON.stringify(edits);
    return key === undefined || (!seen.has(key) && seen.add(key));
  });
  return distinct.map((fix) => ({ ...fix, code, line }));
}

/** Ids of blocks that nothing frees, allocated before an event. */
function leakedIds({ replay, leaks }: Read, event: number): string[] {
  const { trace } = replay;
  const ids: string[] = [];
  for (let row = 0; row < leaks.events.length && ids.length < MOST_COMPARED; row++) {
    if (leaks.events[row] >= event) break;
    if (leaks.isNamed[row] === 1) ids.push(trace.idText(trace.newIdOf(leaks.events[row])));
  }
  return ids;
}

/** A line taken out of the trace, for good or so that it can come back. */
function putAside(lines: Lines, line: number, code: string): Fix[] {
  if (NOT_REMOVED.has(code) || line >= lines.lineCount) return [];
  return [
    another('Comment the line out', commentOut(lines, line)),
    another('Remove the line', removeLine(lines, line)),
  ];
}

function mendAll(read: Read, code: string): Fix[] {
  const edits = allProblemsMended(read, code);
  return edits.length > 1 ? [another(`Mend all of this kind (${code})`, ...edits)] : [];
}

/** All faults of one kind commented out, where there are several that do nothing. */
function commentOutAll({ replay, lines }: Read, event: number, code: string): Fix[] {
  const { journal, trace } = replay;
  if (!journal.isRefused(event)) return [];
  const same = journal.faults.filter((each) => journal.outcome[each] === journal.outcome[event]);
  if (same.length < 2 || same.length > MOST_AT_ONCE) return [];
  const edits = same.map((each) => commentOut(lines, trace.lineOf(each)));
  return [
    another(`Comment out all ${plural(same.length, 'line')} of this kind (${code})`, ...edits),
  ];
}
