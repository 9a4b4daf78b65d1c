import { plural } from '../../../src/base/format';
import {
  MAP_KINDS,
  type MapDensity,
  type MapKind,
  type MapSegments,
} from '../../../src/protocol/messages';
import type { HeapView } from '../../../src/protocol/state';
import { formatAddress, formatRatio } from '../../format';
import { indexOfLast } from '../../painting/mapGeometry';

type MapWindow = MapSegments | MapDensity;

const KIND_NAMES: { readonly [kind in MapKind]: string } = {
  header: 'header of a live block',
  padding: 'padding',
  backPointer: 'back pointer',
  user: 'user data',
  tail: 'tail',
  freeHeader: 'header of a free block',
  free: 'free',
  lost: 'lost',
};

/** The block that a byte belongs to, as far as the window tells. */
export function blockAt(window: MapWindow, offset: number): number | undefined {
  return window.block[placeOf(window, offset)];
}

/** What a byte is, in two or three short lines. */
export function describeByte(window: MapWindow, heap: HeapView, offset: number): string {
  const place = placeOf(window, offset);
  const block = window.block[place];
  if (block === undefined) return '';
  const address = formatAddress(heap, offset);
  const of = `block ${formatAddress(heap, block)}`;
  if (window.mode === 'density') {
    return `near ${address}\n${sharesOf(window, place)}\nfirst ${of}`;
  }
  const start = window.start[place] ?? 0;
  const end = window.start[place + 1] ?? window.to;
  const kind = MAP_KINDS[window.kind[place] ?? 0] ?? 'free';
  const where = kind === 'lost' ? `after ${of}` : of;
  // At the edges of a zoomed map the run may go on out of view.
  const isWhole = (place > 0 || start === 0) && (end < window.to || end === heap.size);
  const size = isWhole ? `, ${plural(end - start, 'byte')}` : '';
  return `${address}\n${KIND_NAMES[kind]}${size}\n${where}`;
}

function placeOf(window: MapWindow, offset: number): number {
  if (offset < window.from || offset >= window.to) return -1;
  if (window.mode === 'segments') return indexOfLast(window.start, offset);
  const cells = window.cells.length / 4;
  return Math.floor(((offset - window.from) / (window.to - window.from)) * cells);
}

function sharesOf({ cells }: MapDensity, place: number): string {
  return ['user data', 'overhead', 'free', 'lost']
    .map((name, channel) => ({ name, share: (cells[place * 4 + channel] ?? 0) / 255 }))
    .filter(({ share }) => share > 0)
    .map(({ name, share }) => `${formatRatio(share)} ${name}`)
    .join(', ');
}
