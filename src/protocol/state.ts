/**
 * What the host tells the inspector: plain data, small, sent whole. Long lists (blocks, map, free
 * list) are pulled by window instead; see messages.ts.
 *
 * Offsets count bytes from the heap's base; add `heap.base` to get an address. Events are counted
 * from 1 for people: `at` is how many events have happened, so event `at` is the last one that did.
 * Lines count from 1.
 */

import type { BaselineView, OtherTrace } from './changes';
import type { ComparisonView } from './comparison';
import type { StepDrawing } from './drawing';
import type { SearchView } from './find';
import type { RemediesView } from './fragmentation';
import type { FreeListView } from './freeList';
import type { LeaksView } from './leaks';
import type { LogView } from './log';
import type { RecordedView } from './recorded';

export const LAYOUT_NAMES = ['rounded', 'reference'] as const;
export type LayoutName = (typeof LAYOUT_NAMES)[number];
export const POLICY_NAMES = ['first-fit', 'next-fit', 'best-fit', 'worst-fit'] as const;
export type PolicyName = (typeof POLICY_NAMES)[number];

/** The inspector's whole picture at one moment. */
export interface InspectorState {
  /** Grows when the trace or its options change: every window pulled before is stale. */
  readonly generation: number;
  /** Grows with every change of any kind. */
  readonly revision: number;
  /** Whether the inspector stays with this trace whatever becomes the active one. */
  readonly pinned: boolean;
  /** The other traces that are open, to compare with. */
  readonly others: readonly OtherTrace[];
  readonly view:
    | { readonly kind: 'empty' }
    | { readonly kind: 'loading'; readonly name: string; readonly fraction: number }
    | { readonly kind: 'cancelled'; readonly name: string }
    | { readonly kind: 'error'; readonly name: string; readonly message: string }
    | TraceView;
}

/** Something about a trace that a person should know, and what can be done about it. */
export interface Notice {
  readonly text: string;
  readonly action: 'readAgain' | null;
}

/** A trace that is being looked at, with its heap after `at` events. */
export interface TraceView {
  readonly kind: 'trace';
  /** Identifies the document, for the view's own saved state. */
  readonly uri: string;
  /** File name, for people. */
  readonly name: string;
  readonly eventCount: number;
  readonly problemCount: number;
  readonly faultCount: number;
  /** Events that say the trace is wrong, not the program. */
  readonly inconsistencyCount: number;
  readonly notice: Notice | null;
  /** How far a load is that takes its time while this is still shown, 0 to 1. */
  readonly loading: number | null;
  readonly heap: HeapView;

  readonly at: number;
  /** Line of event `at`, or 0 before the first event. */
  readonly line: number;
  /** Whether event `at` has a bookmark, whether any has, and a number that grows when there are others. */
  readonly bookmarks: { readonly here: boolean; readonly some: boolean; readonly revision: number };
  readonly playing: boolean;
  /** Events a second while playing. */
  readonly speed: number;

  /** What event `at` did and why; null before the first event. */
  readonly step: StepReport | null;
  readonly freeList: FreeListView;
  readonly metrics: Metrics;
  /** Null where nobody wants it. */
  readonly log: LogView | null;
  readonly selection: SelectedBlock | null;
  /** The trace under other policies and layouts; null until somebody asked. */
  readonly comparison: ComparisonView | null;
  /** What would have helped an allocation that failed; null until somebody asked. */
  readonly remedies: RemediesView | null;
  /** The event that this state is compared with. */
  readonly baseline: BaselineView;
  /** What is live and was made in a part of the trace; null until somebody asked. */
  readonly leaks: LeaksView | null;
  /** The list of the last search that makes one; null where there is none. */
  readonly search: SearchView | null;
  /** The blocks that event `at` touched, before and after; null where it touched none. */
  readonly drawing: StepDrawing | null;
  /** Whether the simulated heap is shown, or that of the recorded program. */
  readonly recorded: RecordedView;
}

/** What a `heap` line may say. */
export type HeapField = 'size' | 'base' | 'layout' | 'policy' | 'align';

export interface HeapView {
  readonly base: number;
  /** Bytes. */
  readonly size: number;
  readonly layout: LayoutName;
  readonly policy: PolicyName;
  /** Default alignment in bytes. */
  readonly align: number;
  /** What the trace asks for; the user may have chosen another for this session. */
  readonly ofTrace: { readonly layout: LayoutName; readonly policy: PolicyName };
  /** What the trace leaves out and the settings say. */
  readonly fromSettings: readonly HeapField[];
  /** How many blocks, free and allocated, tile the heap. */
  readonly blockCount: number;
}

/** A piece of a sentence: text, or a block one can select. */
export type Span = string | { readonly block: number; readonly text: string };

export type StepOutcome = 'done' | 'failed' | 'fault' | 'inconsistency' | 'mark';

/** One event explained. */
export interface StepReport {
  /** The event's own line, as written. Hostile text: show it, never interpret it. */
  readonly source: string;
  readonly outcome: StepOutcome;
  /** In one line what came of it. */
  readonly headline: readonly Span[];
  readonly sections: readonly StepSection[];
  /** Blocks to outline: what this step made, changed or looked at. */
  readonly touched: readonly TouchedBlock[];
  /** Where to look next: the first free of a double free, the allocation of the block. */
  readonly related: readonly { readonly text: string; readonly line: number }[];
}

/** One operation of an event: realloc has several. */
export interface StepSection {
  readonly sentences: readonly (readonly Span[])[];
  /** Free blocks the search looked at, in order; long searches are shortened in the middle. */
  readonly visits: readonly VisitRow[];
  readonly visitedCount: number;
  /** The sums behind the numbers, for those who want to check. */
  readonly arithmetic: readonly string[];
}

export type VisitRow =
  | {
      /** The how-manieth block the search looked at, from 1. */
      readonly ordinal: number;
      readonly block: number;
      readonly size: number;
      readonly verdict: string;
      readonly chosen: boolean;
    }
  | { readonly skipped: number; readonly verdict: string };

/**
 * `allocated`: made by this step. `freed`: given back. `remainder`: the free block a split left.
 * `merged`: a free block that grew by coalescing. `visited`: looked at by the search and refused.
 */
export type TouchRole = 'allocated' | 'freed' | 'remainder' | 'merged' | 'visited';

export interface TouchedBlock {
  readonly block: number;
  /** Bytes, header included. */
  readonly extent: number;
  readonly role: TouchRole;
}

/** Facts about the heap after the step; ratios are 0..1. See metrics.ts for what each one means. */
export interface Metrics {
  readonly liveBlocks: number;
  readonly liveBytes: number;
  readonly allocatedBytes: number;
  readonly overheadBytes: number;
  readonly lostBytes: number;
  readonly freeBytes: number;
  readonly freeBlocks: number;
  readonly largestFree: number;
  readonly externalFragmentation: number;
  readonly holeScore: number;
  readonly internalFragmentation: number;
  readonly peakLiveBytes: number;
  readonly highWater: number;
  readonly utilization: number;
  readonly visitedLast: number;
  readonly visitedMean: number;
  readonly visitedMax: number;
  readonly splits: number;
  readonly coalesces: number;
  readonly failures: number;
}

/** The selected block, whatever selected it. */
export interface SelectedBlock {
  readonly block: number;
  readonly state: 'live' | 'free';
  /** Bytes after the header. */
  readonly size: number;
  /** Live blocks only: null for a free one. */
  readonly live: {
    readonly id: string;
    readonly label: string;
    readonly requested: number;
    readonly user: number;
    readonly allocEvent: number;
    readonly allocLine: number;
    /** When the trace frees it, later or never (0). */
    readonly freeEvent: number;
    readonly freeLine: number;
    /** `at=` of its allocation, as written; empty if there is none. */
    readonly source: string;
  } | null;
}
