/** A text by its lines, without line ends: a document, or whatever a test has. */
export interface Lines {
  readonly lineCount: number;
  /** The text of a line that exists, counted from 0. */
  lineAt(line: number): string;
}

/** A stretch of one line. Columns are UTF-16 units from 0. */
export interface Columns {
  readonly from: number;
  readonly to: number;
}

/** A stretch of a line, and which. */
export interface Place extends Columns {
  readonly line: number;
}
