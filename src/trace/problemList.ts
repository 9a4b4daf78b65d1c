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

/** The first problems of a file, and how many there are in all. */
export class ProblemList {
  readonly problems: Problem[] = [];
  count = 0;
  private readonly most: number;

  constructor(most: number) {
    this.most = most;
  }

  /** Counts a problem, and keeps it if it is among the first. */
  add(bytes: Uint8Array, finding: Finding): void {
    this.count++;
    if (this.problems.length >= this.most) return;
    const { code, severity, line, start, end } = finding;
    const text = finding.message(excerptOf(bytes, start, end), finding.detail);
    this.problems.push({
      code,
      severity,
      line,
      column: start - finding.lineStart,
      length: Math.max(0, end - start),
      message: text + finding.note,
    });
  }
}
