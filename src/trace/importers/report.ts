import { charactersOf } from './text';

/** A line, or a part of it, that could not be read. Lines and columns count from 0, columns in bytes. */
export interface ImportProblem {
  readonly line: number;
  readonly column: number;
  /** The column as editors count, in UTF-16 units. */
  readonly character: number;
  readonly text: string;
}

/** Lines that were left out knowingly. */
export interface Skipped {
  readonly why: string;
  readonly count: number;
}

/** What was read otherwise than it stands in the file. */
export interface Noted {
  readonly what: string;
  readonly count: number;
}

const MOST_PROBLEMS = 1000;

/** What an import says about the lines it did not turn into events. */
export class Report {
  readonly problems: ImportProblem[] = [];
  problemCount = 0;
  /** Number of the line that is being read, from 0. */
  line = -1;
  /** That line as it stands in the file, a string of bytes; empty where there are no lines. */
  text = '';
  /** How columns of the text that is read relate to those of the file; see `withoutEscapes`. */
  columnInFile: (column: number) => number = (column) => column;
  private readonly reasons = new Map<string, number>();
  private readonly remarks = new Map<string, number>();
  private lastProblemLine = -1;
  private furthest = -1;

  /** A problem of the line that is being read. A line has one: the first. */
  problem(text: string, column = 0): void {
    const inFile = this.columnInFile(column);
    this.add(this.line, inFile, text, this.text);
  }

  /** A problem of an earlier line that has none yet. */
  problemAt(line: number, text: string): void {
    this.add(line, 0, text, '');
  }

  /** Does what was put off in an earlier line: what is wrong with it is a problem of that line. */
  inLine(line: number, work: () => void): void {
    const now = { line: this.line, text: this.text, columnInFile: this.columnInFile };
    Object.assign(this, { line, text: '', columnInFile: (column: number) => column });
    work();
    Object.assign(this, now);
  }

  private add(line: number, column: number, text: string, source: string): void {
    if (line === this.lastProblemLine || this.hasProblem(line)) return;
    this.lastProblemLine = line;
    this.furthest = Math.max(this.furthest, line);
    this.problemCount++;
    if (this.problems.length >= MOST_PROBLEMS) return;
    const character = charactersOf(source.slice(0, column));
    this.problems.push({ line, column, character, text });
  }

  private hasProblem(line: number): boolean {
    return line <= this.furthest && this.problems.some((problem) => problem.line === line);
  }

  /** The line that is being read is left out, and rightly so. */
  skip(why: string): void {
    this.reasons.set(why, (this.reasons.get(why) ?? 0) + 1);
  }

  /** Something was read otherwise than it stands in the file: what, and it is counted how often. */
  note(what: string): void {
    this.remarks.set(what, (this.remarks.get(what) ?? 0) + 1);
  }

  /** What was left out, in the order in which it first occurred. */
  get skipped(): Skipped[] {
    return [...this.reasons].map(([why, count]) => ({ why, count }));
  }

  /** What was read otherwise than it stands, in the order in which it first occurred. */
  get notes(): Noted[] {
    return [...this.remarks].map(([what, count]) => ({ what, count }));
  }
}
