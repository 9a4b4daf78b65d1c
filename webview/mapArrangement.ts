import { boolean, object, oneOf } from '../src/base/check';
import { COLORINGS, type Coloring } from '../src/protocol/heapMap';

/** How a person has arranged the heap map. */
export interface MapArrangement {
  readonly coloring: Coloring;
  /** Whether the links of the free list are drawn over the map. */
  readonly links: boolean;
  /** Whether each step's block is brought into view. */
  readonly follow: boolean;
  /** Whether a single step shows how blocks split, merge and move. */
  readonly motion: boolean;
  /** Whether a table stands in the place of the picture. */
  readonly table: boolean;
}

export const INITIAL_MAP: MapArrangement = {
  coloring: 'state',
  links: false,
  follow: false,
  motion: true,
  table: false,
};

export const checkArrangement = object<MapArrangement>({
  coloring: oneOf(...COLORINGS),
  links: boolean,
  follow: boolean,
  motion: boolean,
  table: boolean,
});
