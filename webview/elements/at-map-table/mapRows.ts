import {
  MAP_KINDS,
  type MapDensity,
  type MapSegments,
  type MapWindow,
} from '../../../src/protocol/heapMap';
import { formatRatio } from '../../format';
import { CHANNEL_NAMES, KIND_NAMES, paintText } from '../at-heap-map/mapText';

/** A run of bytes of the map in words. */
export interface MapRow {
  readonly from: number;
  /** Behind the last byte. */
  readonly to: number;
  readonly what: string;
  /** The block it belongs to, or the first one of several. */
  readonly block: number;
  /** Text of the trace: hostile. Empty where there is none. */
  readonly id: string;
  /** What its colour tells; empty if nothing of its own. */
  readonly painted: string;
}

/** Where blocks are too many to tell apart, so many rows at most. */
const MOST_SUMS = 256;

/** How many rows a window has. */
export function rowCount(window: MapWindow): number {
  return window.mode === 'segments' ? window.start.length : sumCount(window);
}

/** The rows `first..last` of a window, for those who read the map instead of seeing it. */
export function mapRows(window: MapWindow, first: number, last: number): MapRow[] {
  const rows: MapRow[] = [];
  let lives = 0;
  if (window.mode === 'segments' && window.ids.length > 0) {
    for (let i = 0; i < first; i++) if (isUser(window, i)) lives++;
  }
  for (let row = first; row < Math.min(last, rowCount(window)); row++) {
    if (window.mode === 'density') rows.push(sumRow(window, row));
    else {
      const id = isUser(window, row) ? (window.ids[lives++] ?? '') : '';
      rows.push(segmentRow(window, row, id));
    }
  }
  return rows;
}

function isUser({ kind }: MapSegments, place: number): boolean {
  return MAP_KINDS[kind[place] ?? 0] === 'user';
}

function segmentRow(window: MapSegments, place: number, id: string): MapRow {
  const { start, kind, block, to } = window;
  const name = MAP_KINDS[kind[place] ?? 0] ?? 'free';
  return {
    from: start[place] ?? 0,
    to: start[place + 1] ?? to,
    what: name === 'lost' ? 'lost, after the block' : KIND_NAMES[name],
    block: block[place] ?? 0,
    id,
    painted: paintText(window, place),
  };
}

function sumCount({ cells }: MapDensity): number {
  return Math.min(MOST_SUMS, cells.length / 4);
}

function sumRow(window: MapDensity, row: number): MapRow {
  const { from, to, cells, block } = window;
  const count = cells.length / 4;
  const rows = sumCount(window);
  const first = Math.floor((row * count) / rows);
  const last = Math.floor(((row + 1) * count) / rows);
  const byteAt = (cell: number) => Math.round(from + ((to - from) * cell) / count);
  const shares = CHANNEL_NAMES.map((name, channel) => {
    let sum = 0;
    for (let cell = first; cell < last; cell++) sum += cells[cell * 4 + channel] ?? 0;
    return { name, share: sum / ((last - first) * 255) };
  });
  return {
    from: byteAt(first),
    to: byteAt(last),
    what: shares
      .filter(({ share }) => share > 0)
      .map(({ name, share }) => `${formatRatio(share)} ${name}`)
      .join(', '),
    block: block[first] ?? 0,
    id: '',
    painted: paintText(window, (first + last) >> 1),
  };
}
