type Column = Uint8Array | Uint16Array | Int32Array;

/**
 * Columns that are copied into longer ones a part at a time: to copy millions of rows takes long. Until
 * all is copied nothing may be written to those that are there.
 */
export class LongerColumns<const C extends readonly Column[]> {
  /** The longer ones. */
  readonly columns: C;
  private copied = 0;

  /** @param rows so many rows are in use */
  constructor(
    private readonly from: C,
    private readonly rows: number,
    length: number,
  ) {
    this.columns = from.map((column) => emptyLike(column, length)) as unknown as C;
  }

  /** Copies so many rows more. Returns whether all are copied. */
  go(rows: number): boolean {
    const end = Math.min(this.copied + rows, this.rows);
    for (const [i, column] of this.columns.entries()) {
      column.set(this.from[i].subarray(this.copied, end), this.copied);
    }
    this.copied = end;
    return end === this.rows;
  }
}

function emptyLike(column: Column, length: number): Column {
  return new (column.constructor as new (length: number) => Column)(length);
}
