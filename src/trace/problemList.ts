import { excerptOf, type Message } from './messages';
import type { Problem, ProblemCode } from './problem';

/** A problem before its text is made. Offsets count from the start of the source. */
export interface Finding {
  readonly code: ProblemCode;
  readonly severity: 'error' | 'warning';
  readonly line: number;
  readonly lineStart: number;
  readonly start: number;
  readonly end: number;
  readonly message: Message;
  readonly detail: string;
  readonly note: string;
}

/** The first problems of a file, why the rest of it is not read, and how many there are in all. */
export class ProblemList {
  readonly problems: Problem[] = [];
  count = 0;
  private readonly most: number;

  constructor(most: number) {
    this.most = most;
  }

  /** The first so many of them, to be gone on with. */
  upTo(count: number): ProblemList {
    const list = new ProblemList(this.most);
    list.problems.push(...this.problems.slice(0, Math.min(count, this.most)));
    list.count = count;
    return list;
  }

  /** Counts a problem, and keeps it if it is among the first. */
  add(bytes: Uint8Array, finding: Finding): void {
    if (this.problems.length < this.most) this.problems.push(problemOf(bytes, finding));
    this.count++;
  }

  /** `add` of what ends the file: of a full list it takes the last place. */
  addLast(bytes: Uint8Array, finding: Finding): void {
    if (this.problems.length === this.most) this.problems.pop();
    this.add(bytes, finding);
  }
}

function problemOf(bytes: Uint8Array, finding: Finding): Problem {
  const { code, severity, line, start, end } = finding;
  const text = finding.message(excerptOf(bytes, start, end), finding.detail);
  return {
    code,
    severity,
    line,
    column: start - finding.lineStart,
    length: Math.max(0, end - start),
    message: text + finding.note,
  };
}
