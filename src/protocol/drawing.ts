import type { MapKind } from './messages';
import type { TouchRole } from './state';

/** What a part of a drawn block is; size and link word of a free block are one here. */
export type PartKind = Exclude<MapKind, 'freeLink'>;

/** The blocks that an event touched, as they were before it and as they are after it. */
export interface StepDrawing {
  /** In address order; no two overlap. A realloc that moves has two. */
  readonly regions: readonly DrawnRegion[];
  /** Links of the free list that the event ended, and those that it made; in list order. */
  readonly oldLinks: readonly DrawnLink[];
  readonly newLinks: readonly DrawnLink[];
  /** What an allocation that failed lacked, or null. */
  readonly lack: Lack | null;
}

/** All blocks of the bytes `from..to`: those that changed, and an unchanged one on either side. */
export interface DrawnRegion {
  readonly from: number;
  readonly to: number;
  readonly before: readonly DrawnBlock[];
  readonly after: readonly DrawnBlock[];
}

export interface DrawnBlock {
  readonly block: number;
  /** Id of a live block; empty for a free one. Hostile text. */
  readonly id: string;
  readonly live: boolean;
  /** The other row has no block that is the same. */
  readonly changed: boolean;
  /** What became of it; null in the row before, and where nothing did. */
  readonly role: TouchRole | null;
  /** In address order, without gaps; bytes lost behind the block are the last. */
  readonly parts: readonly { readonly kind: PartKind; readonly size: number }[];
}

/** A link from a free block to the next; -1 is the head in `from`, and null in `to`. */
export interface DrawnLink {
  readonly from: number;
  readonly to: number;
}

/** The free block that came closest to holding what was asked for. */
export interface Lack {
  readonly block: number;
  /** Bytes that it has. */
  readonly size: number;
  /** Bytes that it would need, padding and rounding included. */
  readonly needed: number;
  readonly freeBytes: number;
  readonly freeBlocks: number;
}
