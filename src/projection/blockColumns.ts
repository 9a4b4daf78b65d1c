import type { Trace } from '../trace/trace';

/** What filters and orders read of blocks, by their place in a list. */
export interface BlockColumns {
  /** How many there are is all that is read of it. */
  readonly blocks: ArrayLike<unknown>;
  /** Bytes of each block after its header, or all of it where there is none. */
  readonly size: ArrayLike<number>;
  /** What was asked for, of each live block; FREE for the others. */
  readonly requested: ArrayLike<number>;
  /** Where the user data of each live block starts. */
  readonly user: ArrayLike<number>;
  /** The event that made each live block. */
  readonly tag: ArrayLike<number>;
  paddingAt(row: number): number;
  tailAt(row: number): number;
  lostAt(row: number): number;
  /** Whether the block has one of the addresses `low..high` in it. */
  covers(row: number, low: number, high: number): boolean;
}

/** The trace that blocks are of, and how many of its events have happened. */
export interface TraceMoment {
  readonly trace: Trace;
  readonly at: number;
}
