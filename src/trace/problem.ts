/** What kind of problem: stable names that users may search for and docs/problems.md explains. */
export type ProblemCode =
  | 'missing-version'
  | 'newer-version'
  | 'bad-version'
  | 'unknown-verb'
  | 'reserved-verb'
  | 'missing-field'
  | 'bad-id'
  | 'bad-number'
  | 'number-too-large'
  | 'bad-alignment'
  | 'bad-attribute'
  | 'duplicate-attribute'
  | 'unexpected-text'
  | 'unterminated-string'
  | 'bad-escape'
  | 'bad-heap'
  | 'late-heap'
  | 'duplicate-heap'
  | 'wrong-encoding'
  | 'not-a-trace'
  | 'line-too-long'
  | 'nul-bytes'
  | 'file-too-large';

/** Text that could not be read as meant. */
export interface Problem {
  readonly code: ProblemCode;
  readonly severity: 'error' | 'warning';
  /** Counted from 0. */
  readonly line: number;
  /** In bytes from the start of the line, counted from 0. */
  readonly column: number;
  /** In bytes, at least 1 unless the line is empty. */
  readonly length: number;
  /** What is wrong and what to do, in one or two short sentences of plain text. */
  readonly message: string;
}
