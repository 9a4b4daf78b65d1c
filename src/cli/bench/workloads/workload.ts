import type { BlockLayout } from '../../../engine/config';
import type { PolicyName } from '../../../engine/policies';

/** What a row asks for. The native walk has the same numbers. */
export const enum Operation {
  Alloc = 1,
  Calloc = 2,
  /** Moves the block of a slot to a new one; if that fails, the slot keeps the old one. */
  Realloc = 3,
  Free = 4,
}

/** Words of a row: operation, slot, size, alignment. */
export const WORDS_PER_ROW = 4;

/**
 * Operations as the engine and the native walk carry them out. A slot is a place in an array that
 * holds where a block is, so that neither side looks ids up.
 */
export interface Workload {
  readonly name: string;
  /** Bytes. */
  readonly heapSize: number;
  readonly layout: BlockLayout;
  readonly policy: PolicyName;
  /** How many slots the rows name. */
  readonly slots: number;
  readonly rows: Uint32Array;
  /** How many rows come before the part that is timed. */
  readonly setup: number;
}

/** How many rows are timed. */
export function timedRows({ rows, setup }: Workload): number {
  return rows.length / WORDS_PER_ROW - setup;
}

/** The same workload with at most `count` rows in its timed part. */
export function shortened(workload: Workload, count: number): Workload {
  const end = workload.setup + Math.min(count, timedRows(workload));
  return { ...workload, rows: workload.rows.slice(0, end * WORDS_PER_ROW) };
}

/** Gathers rows. */
export class Rows {
  private words = new Uint32Array(2 ** 12);
  private length = 0;

  get count(): number {
    return this.length / WORDS_PER_ROW;
  }

  add(operation: Operation, slot: number, size = 0, align = 0): void {
    if (this.length === this.words.length) {
      const larger = new Uint32Array(this.words.length * 2);
      larger.set(this.words);
      this.words = larger;
    }
    this.words[this.length] = operation;
    this.words[this.length + 1] = slot;
    this.words[this.length + 2] = size;
    this.words[this.length + 3] = align;
    this.length += WORDS_PER_ROW;
  }

  toArray(): Uint32Array {
    return this.words.slice(0, this.length);
  }
}
