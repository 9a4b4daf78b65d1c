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

/** Whether a caret at the column is in the stretch or at one of its ends. */
export function touches({ from, to }: Columns, column: number): boolean {
  return from <= column && column <= to;
}

/** A stretch of a line, and which. */
export interface Place extends Columns {
  readonly line: number;
}

/** A place between two characters of a text. The column is in UTF-16 units; both count from 0. */
export interface Position {
  readonly line: number;
  readonly column: number;
}
