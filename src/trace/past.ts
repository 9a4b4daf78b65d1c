import type { Columns } from './columns';
import type { IdKeys } from './idKeys';
import type { ProblemList } from './problemList';
import type { Rows } from '../base/rows';
import type { TextMark, TextStore } from './textStore';
import type { HeapDirective, Trace } from './trace';

/** How much a reading had of everything when it had read so many whole lines. */
export interface Milestone {
  /** Bytes of these lines, with their ends and what marks the order of bytes. */
  readonly bytes: number;
  readonly lines: Trace['lines'];
  readonly events: number;
  readonly ids: number;
  readonly texts: TextMark;
  readonly metaLines: number;
  readonly problems: number;
  readonly hasAligned: boolean;
  readonly hasAddresses: boolean;
  readonly version: number | undefined;
  readonly heap: HeapDirective | undefined;
  /** A significant line was seen. */
  readonly isStarted: boolean;
  /** A newer version: lines are counted, not read. */
  readonly isIgnoring: boolean;
}

/** What a reading has kept, all of which is only added to. */
export interface Kept {
  readonly columns: Columns;
  readonly keys: IdKeys;
  readonly texts: TextStore;
  readonly metaAt: Rows;
  readonly problems: ProblemList;
}

/**
 * A reading that another can begin with, where both texts begin with the same lines: at one of its
 * milestones. It holds what its trace holds, and some numbers for each milestone.
 */
export class Past {
  private readonly milestones: Milestone[] = [];

  /** @param kept as the reading has it; more may come */
  constructor(readonly kept: Kept) {}

  /** Bytes up to the last milestone. */
  get bytes(): number {
    return this.milestones.at(-1)?.bytes ?? 0;
  }

  add(milestone: Milestone): void {
    this.milestones.push(milestone);
  }

  /** The last milestone with at most so many lines, if there is one. */
  milestoneWithin(lines: number): Milestone | undefined {
    return this.milestones.findLast((milestone) => milestone.lines.total <= lines);
  }

  /** Takes over the milestones of another reading up to one of them. */
  begin(past: Past, last: Milestone): void {
    this.milestones.push(...past.milestones.filter(({ bytes }) => bytes <= last.bytes));
  }
}
