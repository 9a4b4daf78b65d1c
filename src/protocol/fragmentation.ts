import { object } from '../base/check';
import { command, request } from './message';
import type { LayoutName, PolicyName } from './state';

/** A live block that is in the way, and who it is. */
export interface Holder {
  readonly block: number;
  /** Texts of the trace: hostile. */
  readonly id: string;
  readonly label: string;
  /** `at=` of its allocation, as written; empty if there is none. */
  readonly source: string;
  readonly requested: number;
  /** Events since its allocation. */
  readonly age: number;
  /** Line of its allocation, from 1. */
  readonly line: number;
}

/** What keeps the free bytes apart. */
export interface FragmentationWindow {
  readonly revision: number;
  /** What the last event asked for in vain, in bytes; 0 if it did not. */
  readonly wanted: number;
  /** Single live blocks between two free ones, with the free block that would be there without it. */
  readonly keepers: readonly { readonly holder: Holder; readonly joined: number }[];
  /**
   * The fewest neighbours that stand in the way of what was wanted: without them there would be a
   * free block of `joined` bytes, `block` bytes behind the heap's base. The first ones are named.
   * Null where nothing would help, or nothing is wanted.
   */
  readonly run: {
    readonly holders: readonly Holder[];
    readonly count: number;
    readonly bytes: number;
    readonly block: number;
    readonly joined: number;
  } | null;
}

export const fragmentationWindow = request<Record<string, never>, FragmentationWindow>(
  'fragmentationWindow',
  object({}),
);

/** Another heap, and whether the event that failed would have succeeded on it. */
export interface Remedy {
  readonly layout: LayoutName;
  readonly policy: PolicyName;
  /** Bytes. */
  readonly heapSize: number;
  readonly succeeds: boolean;
}

/** What would have helped, each found by carrying the trace out up to the event that failed. */
export interface RemediesView {
  /** The event, from 1. */
  readonly at: number;
  /** The same heap size with other policies and layouts. */
  readonly heaps: readonly Remedy[];
  /** The smallest heap found on which it succeeds, all else as it is; null: none, or not yet known. */
  readonly larger: Remedy | null;
  /** How far it is, 0 to 1, while more comes; else null. */
  readonly fraction: number | null;
}

/** Find out what would have helped the last event, which failed. */
export const findRemedies = command('findRemedies', object({}));
export const cancelRemedies = command('cancelRemedies', object({}));
