import { integer, object } from '../base/check';
import { request } from './message';

/** The chain from head to null, shortened where nothing happened. */
export interface FreeListView {
  readonly count: number;
  readonly bytes: number;
  /** What the head holds: the first free block, or -1 for null. */
  readonly head: number;
  readonly nodes: readonly FreeListEntry[];
  /** The step rewrote the link that holds null, the end of the list. */
  readonly end: LinkRewrite | null;
  /** How many free blocks have a size of 2^k to 2^(k+1) - 1, for each k that occurs. */
  readonly histogram: readonly { readonly from: number; readonly count: number }[];
}

export type FreeListEntry = FreeListNode | GoneNode | FreeListGap;

export interface FreeListNode {
  readonly kind: 'node';
  readonly block: number;
  readonly size: number;
  /** Place in the list, from 0. */
  readonly index: number;
  /** Which visit of the search this was, from 1; 0 for none. */
  readonly visit: number;
  /** What the search said of it; empty for none. */
  readonly verdict: string;
  /** What the step did here, or null. */
  readonly role: 'remainder' | 'merged' | 'freed' | null;
  /** The step rewrote the link that leads to this node. */
  readonly relinked: LinkRewrite | null;
}

/** A node that was in this place until the step. */
export interface GoneNode {
  readonly kind: 'gone';
  readonly block: number;
  readonly size: number;
  readonly visit: number;
  readonly verdict: string;
  /** Allocated as a whole, allocated but for a remainder, or merged into another free block. */
  readonly fate: 'taken' | 'split' | 'merged';
}

/** Nodes that are left out. */
export interface FreeListGap {
  readonly kind: 'gap';
  readonly skipped: number;
  readonly fromIndex: number;
  /** What the left-out nodes have together. */
  readonly bytes: number;
  /** The first and the last of them. */
  readonly firstBlock: number;
  readonly lastBlock: number;
}

/** A link that was there before the step and leads elsewhere since. */
export interface LinkRewrite {
  /** The block whose next word it is, or -1 for the head. */
  readonly holder: number;
  /** The block that it led to, or -1 for null. */
  readonly old: number;
}

/** The most nodes one request may ask for. */
export const NODES_LIMIT = 500;

export interface FreeListWindow {
  readonly revision: number;
  /** Nodes in the whole list. */
  readonly total: number;
  /** Neighbours in the list, in its order. */
  readonly nodes: readonly FreeListNode[];
}

const count = integer(0, 2 ** 32);

/** Nodes of the free list by their place in it. */
export const freeListWindow = request<{ start: number; count: number }, FreeListWindow>(
  'freeListWindow',
  object({ start: count, count: integer(0, NODES_LIMIT) }),
);

/**
 * The nodes with headers at `from..to`, at most NODES_LIMIT from the first on: a stretch of memory
 * stays what it is while nodes come and go before it.
 */
export const freeListStretch = request<{ from: number; to: number }, FreeListWindow>(
  'freeListStretch',
  object({ from: count, to: count }),
);
