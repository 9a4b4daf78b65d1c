import type { Problem } from './problem';
import type { AddressHalves, AddressKind } from './recordedAddress';

/** What an event does. The numbers are stored in the `kind` column. */
export const enum EventKind {
  Alloc = 1,
  Calloc = 2,
  Realloc = 3,
  Free = 4,
  Mark = 5,
}

/** In the `id` column: the event names the null pointer (`null`). */
export const NULL_ID = -1;
/** In the `id` column: the event names nothing (`mark`). */
export const NO_ID = -2;
/** In the `align` column: the event names no alignment; the heap's default applies. */
export const DEFAULT_ALIGN = 0;

/** How many bytes stand between two blocks; see docs. `reference` loses bytes, `rounded` never does. */
export type Layout = 'rounded' | 'reference';
export type PolicyName = 'first-fit' | 'next-fit' | 'best-fit' | 'worst-fit';

/** What the `heap` directive says; what it leaves out is undefined. Sizes and addresses in bytes. */
export interface HeapDirective {
  readonly size?: number;
  readonly base?: number;
  readonly layout?: Layout;
  readonly policy?: PolicyName;
  readonly align?: number;
  /** Line of the directive, counted from 0. */
  readonly line: number;
}

/** `key=value` of a `meta` directive, in the order of the file. */
export interface MetaEntry {
  readonly key: string;
  readonly value: string;
}

/** The rare parts of an event. Made on demand from the line's own text. */
export interface EventAttributes {
  /** The quoted string. */
  readonly label?: string;
  /** `at=PATH:LINE[:COL]`; line and column count from 1. Never resolved or opened by the reader. */
  readonly at?: { readonly path: string; readonly line: number; readonly column?: number };
  readonly tid?: number;
  /** Nanoseconds. */
  readonly t?: number;
  /** Where the recorded program got the block; `null` for a failed allocation there. */
  readonly addr?: number | null;
  /** Attributes this version does not know, in the order of the file. */
  readonly unknown: readonly { readonly key: string; readonly value: string }[];
}

/**
 * A trace as columns: row i of every column belongs to event i. Lines count from 0.
 * The columns are views of exactly `eventCount` elements. The text of plain lines is not kept but
 * made again from the columns; ask for texts only where somebody looks at them.
 */
export interface Trace {
  readonly eventCount: number;
  /** `EventKind` of each event. */
  readonly kind: Uint8Array;
  /** Index into the id table, or NULL_ID or NO_ID. */
  readonly id: Int32Array;
  /** Requested bytes. Sizes of 2^32 - 1 and above are held aside: read them through `sizeOf`. */
  readonly size: Uint32Array;
  /** log2 of the alignment plus 1, or DEFAULT_ALIGN. `alignOf` gives the alignment. */
  readonly align: Uint8Array;

  /** Version in the first significant line, or undefined where there is none. */
  readonly version: number | undefined;
  readonly heap: HeapDirective | undefined;
  readonly meta: readonly MetaEntry[];

  /**
   * At most `maxProblems` of them, in the order of the file: the first, and the one that says why the
   * rest is not read. `problemCount` is exact.
   */
  readonly problems: readonly Problem[];
  readonly problemCount: number;
  /** lines.total = lines.events + directives + blank + comments + diagnosed, always. */
  readonly lines: {
    readonly total: number;
    readonly events: number;
    readonly directives: number;
    readonly blank: number;
    readonly comments: number;
    readonly diagnosed: number;
  };
  /** The last line has no newline: the file may still be being written. */
  readonly provisional: boolean;

  /** How many different ids occur. */
  readonly idCount: number;
  /** The text of an id; `null` and the empty string for NULL_ID and NO_ID. */
  idText(id: number): string;
  /**
   * The index of the id with this text, or -1. Looks at all ids, or only at those from the index `from`
   * on and before `to`, but makes no text for any.
   */
  findId(text: string, from?: number, to?: number): number;
  /** Requested bytes of an event, 0 to 2^53 - 1. 0 for free and mark. */
  sizeOf(event: number): number;
  /** The line an event is on, counted from 0. */
  lineOf(event: number): number;
  /** Alignment of an event in bytes, or undefined where it names none. */
  alignOf(event: number): number | undefined;
  /** The id a `realloc ID NEWID SIZE` gives its result (its own id otherwise). */
  newIdOf(event: number): number;
  /** Label, source location and the other attributes of an event. */
  attributesOf(event: number): EventAttributes;
  /** Whether some event says at which address the recorded program had its block. */
  readonly hasAddresses: boolean;
  /** Reads that address of one event. `into` is filled where it is known. */
  readAddress(event: number, into: AddressHalves): AddressKind;
  /** The text of a `mark`, without quotes. */
  markText(event: number): string;
  /** The event's line as text, without its line end. */
  lineText(event: number): string;
  /** The last event whose line is at or before `line`, or -1. */
  eventAtOrBefore(line: number): number;
  /** The first event whose line is at or after `line`, or eventCount. */
  eventAtOrAfter(line: number): number;
  /** Bytes that the trace keeps in memory: columns, ids and texts. */
  readonly memoryBytes: number;
}
