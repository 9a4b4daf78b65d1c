/** How the rows of the map lie, in CSS pixels. */
export interface MapLayout {
  readonly rows: number;
  readonly rowHeight: number;
  readonly gap: number;
  /** Above the first row: room for what is drawn over it. */
  readonly top: number;
  /** Single words have room for text. */
  readonly close: boolean;
}

/** All rows together, as tall as they can be: so the page below does not move when one zooms. */
const HEIGHT_WIDE = 117;
const HEIGHT_NARROW = 177;
/** From this width on there are fewer and longer rows. */
const WIDE = 700;

const ROW = 12;
const GAP = 3;
/** With text in them. */
const CLOSE_ROW = 21;
/** With links between them. */
const LINK_GAP = 11;
/** The minimap, and the space above it. */
export const MINIMAP = 15;

/** A heap this small needs no second row, in bytes. */
const LEAST_ROW = 64;
/** A word of eight bytes that is this wide has room for text. */
const CLOSE_WORD = 40;

export interface MapExtent {
  /** Bytes that are shown, of so many. */
  readonly span: number;
  readonly size: number;
  /** Of a row, in CSS pixels. */
  readonly width: number;
  readonly links: boolean;
}

/** The rows that a range of bytes is shown in. Depends on nothing else, so that it can be foreseen. */
export function layoutOf({ span, size, width, links }: MapExtent): MapLayout {
  const all = width >= WIDE ? HEIGHT_WIDE : HEIGHT_NARROW;
  const height = span < size ? all - MINIMAP : all;
  const top = links ? LINK_GAP : 0;
  const gap = links ? LINK_GAP : GAP;
  const rowsOf = (rowHeight: number) => {
    const most = Math.floor((height - top + gap) / (rowHeight + gap));
    return Math.max(1, Math.min(most, Math.ceil(size / LEAST_ROW)));
  };
  const closeRows = rowsOf(CLOSE_ROW);
  const close = (width * closeRows * 8) / span >= CLOSE_WORD;
  const rowHeight = close ? CLOSE_ROW : ROW;
  return { rows: close ? closeRows : rowsOf(ROW), rowHeight, gap, top, close };
}

/** Height of the drawing. */
export function heightOf({ rows, rowHeight, gap, top }: MapLayout): number {
  return top + rows * (rowHeight + gap) - gap;
}

/** The fewest bytes worth showing: every word has room for its name. */
export function closestSpan(size: number, width: number): number {
  const words = Math.max(2, Math.floor(width / 100));
  const { rows } = layoutOf({ span: 1, size, width, links: false });
  return Math.min(size, rows * words * 8);
}
