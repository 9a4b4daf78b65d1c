import { integer, object, oneOf } from '../base/check';
import { request } from './message';
import { WINDOW_LIMIT } from './message';

/** What a run of bytes of the heap is. The numbers are stored in `MapSegments.kind`. */
export const MAP_KINDS = [
  'header',
  'padding',
  'backPointer',
  'user',
  'tail',
  /** The size word of a free block. */
  'freeHeader',
  /** The word of a free block that holds the address of the next one. */
  'freeLink',
  'free',
  'lost',
] as const;
export type MapKind = (typeof MAP_KINDS)[number];

/**
 * What a run of places of a recorded heap is, too: in more than one live block, in none, or between
 * two regions. Their numbers go on where those of MAP_KINDS end.
 */
export const SHOWN_KINDS = [...MAP_KINDS, 'overlap', 'unknown', 'gap'] as const;
export type ShownKind = (typeof SHOWN_KINDS)[number];

/** What the colour of a live block tells; `state` is what its bytes are. */
export const COLORINGS = ['state', 'age', 'size', 'id', 'thread', 'label'] as const;
export type Coloring = (typeof COLORINGS)[number];

/** So many threads or labels have a colour of their own; the rest share one. */
export const MOST_CLASSES = 12;

/** Blocks that have something in common. */
export interface PaintClass {
  /** Text of the trace: hostile. Empty for those without one and for `others`. */
  readonly name: string;
  /** `named` has a colour of its own, `others` are all further names, `none` have no name. */
  readonly kind: 'named' | 'others' | 'none';
  /** Live blocks in it now, and what they asked for, in bytes. */
  readonly blocks: number;
  readonly bytes: number;
}

/** What the values of a paint mean. */
export type PaintScale =
  /** A value is 1 plus an amount (events of age, requested bytes) in `low..high`. */
  | {
      readonly kind: 'range';
      readonly of: 'age' | 'size';
      readonly low: number;
      readonly high: number;
    }
  /** A value, 1 to 255, is a hue that belongs to an id. */
  | { readonly kind: 'hues' }
  /** A value is 1 plus the place of a class here. The first MOST_CLASSES places keep their class. */
  | {
      readonly kind: 'classes';
      readonly of: 'thread' | 'label';
      readonly classes: readonly PaintClass[];
    };

/** What the live blocks of a window are coloured by. */
export interface MapPaint {
  readonly scale: PaintScale;
  /**
   * One for each segment or cell; 0 where nothing is live. In a cell that is the mean of an amount
   * (by bytes, logarithmic), or what most of its live bytes have.
   */
  readonly values: Uint32Array;
}

/** Exact: every run of bytes in the range, in address order. */
export interface MapSegments {
  readonly mode: 'segments';
  readonly revision: number;
  readonly from: number;
  readonly to: number;
  /** Where each segment starts; it ends where the next one starts, the last one at `to`. */
  readonly start: Uint32Array | Float64Array;
  /** Index into MAP_KINDS; in a recorded heap, into SHOWN_KINDS. */
  readonly kind: Uint8Array;
  /** Header offset of the block that the segment belongs to; for lost bytes, of the block before. */
  readonly block: Uint32Array;
  /** Ids of the live blocks, one for each segment of user data, in order; none where they are many. */
  readonly ids: readonly string[];
  /** Null where colours tell what the bytes are. */
  readonly paint: MapPaint | null;
}

/** Summed: too many blocks to tell apart; each cell says how its bytes divide, in 255ths. */
export interface MapDensity {
  readonly mode: 'density';
  readonly revision: number;
  readonly from: number;
  readonly to: number;
  /** Four bytes a cell: user data, overhead (header, back pointer, padding, tail), free, lost. */
  readonly cells: Uint8Array;
  /** What the four are, where they are something else. */
  readonly channels?: readonly [ShownKind, ShownKind, ShownKind, ShownKind];
  /** The first block that starts in or covers each cell, for selecting. */
  readonly block: Uint32Array;
  /** Null where colours tell what the bytes are. */
  readonly paint: MapPaint | null;
}

export type MapWindow = MapSegments | MapDensity;

/** The bytes `from..to` of the heap: exact if that takes at most `cells` segments, else summed. */
export const mapWindow = request<
  { from: number; to: number; cells: number; coloring: Coloring },
  MapWindow
>(
  'mapWindow',
  object({
    from: integer(0, 2 ** 32),
    to: integer(0, 2 ** 32),
    cells: integer(1, WINDOW_LIMIT),
    coloring: oneOf(...COLORINGS),
  }),
);
