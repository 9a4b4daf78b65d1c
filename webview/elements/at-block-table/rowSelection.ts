import { between, countOf, hasRow, NO_ROWS, withToggled, type RowRuns } from './rowRuns';

/** Keys held while a row is chosen. */
export interface Held {
  /** All up to here. */
  readonly shift: boolean;
  /** This one, too, or no longer. */
  readonly toggle: boolean;
}

/**
 * Which rows of the table are selected. Rows are places in one order at one moment: whatever
 * changes the order ends a selection of several.
 */
export class RowSelection {
  private runs_: RowRuns = NO_ROWS;
  private anchor = 0;
  /** Where the keyboard is. */
  active = 0;

  get runs(): RowRuns {
    return this.runs_;
  }

  get count(): number {
    return countOf(this.runs_);
  }

  has(row: number): boolean {
    return hasRow(this.runs_, row);
  }

  /** Goes to a row and selects what the held keys say. */
  choose(row: number, { shift, toggle }: Held): void {
    this.active = row;
    if (shift) {
      this.runs_ = between(this.anchor, row);
      return;
    }
    this.anchor = row;
    this.runs_ = toggle ? withToggled(this.runs_, row) : between(row, row);
  }

  all(total: number): void {
    this.runs_ = total > 0 ? [0, total] : NO_ROWS;
  }

  /** None of its own: what the session has selected is selected. */
  clear(): void {
    this.runs_ = NO_ROWS;
  }

  /** The keyboard is where something was selected elsewhere. */
  follow(row: number): void {
    this.active = this.anchor = row;
    this.runs_ = NO_ROWS;
  }
}
