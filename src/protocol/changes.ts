import { integer, nullable, object, oneOf, text, type Check } from '../base/check';
import { command, request } from './message';
import type { LayoutName, Metrics, PolicyName } from './state';

/**
 * How the heap that is shown differs from another one: the same trace after another event, or
 * another open trace at its cursor. `was` is what is so in that other one, earlier or later.
 */

/**
 * Of the live blocks: live now and not then, the other way round, at another address, of another
 * size where they are. Of the nodes of the free list: there now and not then, the other way round,
 * larger than then, smaller than then.
 */
export const CHANGE_GROUPS = [
  'new',
  'gone',
  'moved',
  'resized',
  'freeNew',
  'freeGone',
  'freeGrown',
  'freeShrunk',
] as const;
export type ChangeGroup = (typeof CHANGE_GROUPS)[number];

/** The event that states are compared with, and what became of it. */
export interface BaselineView {
  /** After so many events; null for none. */
  readonly at: number | null;
  /** Why there is none any more; empty where there is nothing to say. */
  readonly note: string;
}

/** Another trace that is open, to compare with. */
export interface OtherTrace {
  readonly uri: string;
  /** File name, for people. Hostile text. */
  readonly name: string;
}

/** Rows of one group, as columns. */
export interface ChangeRows {
  readonly start: number;
  /** Header offset in the heap that is shown; -1 where the block is not there. */
  readonly now: Int32Array;
  /** Header offset in the other one; -1 where the block is not there. */
  readonly was: Int32Array;
  /** Requested bytes of live blocks, block size of free ones; 0 where the block is not there. */
  readonly sizeNow: Uint32Array;
  readonly sizeWas: Uint32Array;
  /**
   * The event, from 1, that made the difference where one did: it allocated, freed, moved or resized
   * the block. 0 for nodes of the free list, and where another trace is compared.
   */
  readonly event: Uint32Array;
  /** Texts of the trace: hostile. Empty for nodes of the free list. */
  readonly id: readonly string[];
  readonly label: readonly string[];
}

/** What is compared with. */
export interface Reference {
  /** The other trace; empty where it is the same one. */
  readonly uri: string;
  /** Hostile text. */
  readonly name: string;
  /** After so many events. */
  readonly at: number;
  readonly base: number;
  readonly size: number;
  readonly layout: LayoutName;
  readonly policy: PolicyName;
}

export interface Changes {
  readonly kind: 'changes';
  readonly revision: number;
  /** The moment that is shown. */
  readonly at: number;
  readonly was: Reference;
  /** What a reader must know to understand the comparison, in sentences. */
  readonly notes: readonly string[];
  /** How many rows each group has, and their bytes, as in `sizeNow`, else `sizeWas`. */
  readonly totals: {
    readonly [group in ChangeGroup]: { readonly count: number; readonly bytes: number };
  };
  /** Live blocks of which nothing changed, and nodes of the free list. */
  readonly unchanged: number;
  readonly freeUnchanged: number;
  readonly rows: { readonly [group in ChangeGroup]: ChangeRows };
  readonly metrics: { readonly was: Metrics; readonly now: Metrics };
}

/** There is nothing to compare with, or it cannot be done, and why. */
export interface NoChanges {
  readonly kind: 'none';
  readonly revision: number;
  readonly why: string;
}

/** The most rows of one group that may be asked for. */
const CHANGE_ROWS_LIMIT = 200;

const LIMIT = 2 ** 32;

/** Another trace by its URI; empty for the baseline of the one that is shown. */
const against = text(8192);

/**
 * What has changed. Every group gives its first `preview` rows, but `group` those from `start` on.
 */
export const changesWindow = request<
  { against: string; preview: number; group: ChangeGroup | null; start: number; count: number },
  Changes | NoChanges
>(
  'changesWindow',
  object({
    against,
    preview: integer(0, CHANGE_ROWS_LIMIT),
    group: nullable(oneOf(...CHANGE_GROUPS)),
    start: integer(0, LIMIT),
    count: integer(0, CHANGE_ROWS_LIMIT),
  }),
);

const CHANGE_FORMATS = ['markdown', 'csv', 'json'] as const;
export type ChangeFormat = (typeof CHANGE_FORMATS)[number];

/** All changes as text, to take elsewhere; `text` is empty where there is nothing to compare. */
export const changesText = request<
  { against: string; format: ChangeFormat },
  { readonly text: string; readonly message: string }
>('changesText', object({ against, format: oneOf(...CHANGE_FORMATS) }));

const moment: Check<number> = integer(0, LIMIT);

/** Compare with the heap after `at` events from now on; null for no longer. */
export const setBaseline = command('setBaseline', object({ at: nullable(moment) }));

/** Show all changes as a JSON document. */
export const openChanges = command('openChanges', object({ against }));
